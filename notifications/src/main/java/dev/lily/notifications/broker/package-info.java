/** The Kafka broker inside the process, and how clients reach it or an external cluster. */
@NullMarked
package dev.lily.notifications.broker;

import org.jspecify.annotations.NullMarked;
