package dev.lily.notifications.log;

import dev.lily.graph.change.ChangeEvent;

/**
 * A change event and where it was read.
 *
 * @param time when it was published, in epoch milliseconds
 */
public record ConsumedEvent(ChangeEvent event, int partition, long offset, long time) {}
