package dev.lily.notifications.log;

import java.time.Instant;

/**
 * What became of a dead letter so far.
 *
 * @param reason what the last redrive led to, or empty
 * @param by who said so, or empty
 * @param time since when it is so
 * @param redrives how often it was fed in again
 */
public record LetterState(Status status, String reason, String by, Instant time, int redrives) {

  /** Where a letter stands. */
  public enum Status {
    /** Nobody has done anything about it. */
    WAITING,
    /** It is being fed in again; after a crash, nobody knows with what outcome. */
    REDRIVING,
    /** It was fed in again, and is in the catalog. */
    APPLIED,
    /** It was fed in again, and refused again. */
    REFUSED,
    /** Somebody decided that it is not needed. */
    DISCARDED
  }

  static LetterState waiting(Instant since) {
    return new LetterState(Status.WAITING, "", "", since, 0);
  }
}
