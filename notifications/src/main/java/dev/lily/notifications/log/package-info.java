/** The change log: from the outbox to Kafka, and from Kafka to whoever follows the catalog. */
@NullMarked
package dev.lily.notifications.log;

import org.jspecify.annotations.NullMarked;
