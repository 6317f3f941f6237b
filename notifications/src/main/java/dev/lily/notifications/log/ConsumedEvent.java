package dev.lily.notifications.log;

import dev.lily.graph.change.ChangeEvent;

/**
 * A change event and where it was read.
 *
 * @param transaction the last position of its transaction: events that agree in it belong together
 * @param time when it was published, in epoch milliseconds
 */
public record ConsumedEvent(
    ChangeEvent event, long transaction, int partition, long offset, long time) {

  /** An event whose entry is a transaction of its own. */
  public ConsumedEvent(ChangeEvent event, int partition, long offset, long time) {
    this(event, event.position(), partition, offset, time);
  }
}
