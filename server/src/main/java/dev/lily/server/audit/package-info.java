/** Keeps decisions, in files and in Kafka, and shows the recent ones. */
@NullMarked
package dev.lily.server.audit;

import org.jspecify.annotations.NullMarked;
