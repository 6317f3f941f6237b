package dev.lily.notifications.log;

import java.util.Optional;

/**
 * How a consumer gets on.
 *
 * @param lag records that are published and not yet processed
 * @param lastEventTime commit time of the newest processed event in epoch milliseconds, 0 for none
 * @param processed records since the start, dead letters included
 * @param deadLettered records that could not be processed
 * @param missed how often the log had a gap
 * @param fault why it does not get on, if so; it keeps trying
 */
public record ConsumerStatus(
    State state,
    long lag,
    long lastEventTime,
    long processed,
    long deadLettered,
    long missed,
    Optional<String> fault) {

  static final ConsumerStatus NEW = new ConsumerStatus(State.NEW, 0, 0, 0, 0, 0, Optional.empty());

  /** What the consumer does. */
  public enum State {
    NEW,
    RUNNING,
    RETRYING,
    CLOSED
  }
}
