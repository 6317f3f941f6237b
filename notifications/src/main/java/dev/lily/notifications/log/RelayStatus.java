package dev.lily.notifications.log;

import java.util.Optional;

/**
 * How far the relay is.
 *
 * @param head the newest committed position of the outbox
 * @param published the position up to which Kafka has confirmed everything
 * @param fault why it does not get on, if so; it keeps trying
 */
public record RelayStatus(long head, long published, Optional<String> fault) {

  /** Entries that are committed and not yet published. */
  public long lag() {
    return Math.max(0, head - published);
  }
}
