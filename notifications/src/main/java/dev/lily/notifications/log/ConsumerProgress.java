package dev.lily.notifications.log;

import dev.lily.notifications.log.ConsumerStatus.State;
import java.util.Optional;

/** How a consumer gets on: told by its own thread, asked by any. */
final class ConsumerProgress {
  private volatile ConsumerStatus status = ConsumerStatus.NEW;

  ConsumerStatus status() {
    return status;
  }

  /** Records came in, and so many more are still in the log. */
  void received(int records, long behind) {
    ConsumerStatus old = status;
    status = with(old, old.state(), records + behind, old.missed(), old.fault());
  }

  /** So many records are done with, some of them as dead letters. */
  void processed(int records, int deadLettered, long lastEventTime) {
    ConsumerStatus old = status;
    status =
        new ConsumerStatus(
            State.RUNNING,
            Math.max(0, old.lag() - records),
            Math.max(old.lastEventTime(), lastEventTime),
            old.processed() + records,
            old.deadLettered() + deadLettered,
            old.missed(),
            Optional.empty());
  }

  void missed() {
    ConsumerStatus old = status;
    status = with(old, old.state(), old.lag(), old.missed() + 1, old.fault());
  }

  /** Kafka answers, and nothing waits to be tried again. */
  void idle() {
    ConsumerStatus old = status;
    if (old.state() != State.RUNNING) {
      status = with(old, State.RUNNING, old.lag(), old.missed(), Optional.empty());
    }
  }

  void failed(String fault) {
    ConsumerStatus old = status;
    status = with(old, State.RETRYING, old.lag(), old.missed(), Optional.of(fault));
  }

  void closed() {
    ConsumerStatus old = status;
    status = with(old, State.CLOSED, old.lag(), old.missed(), old.fault());
  }

  private static ConsumerStatus with(
      ConsumerStatus old, State state, long lag, long missed, Optional<String> fault) {
    return new ConsumerStatus(
        state, lag, old.lastEventTime(), old.processed(), old.deadLettered(), missed, fault);
  }
}
