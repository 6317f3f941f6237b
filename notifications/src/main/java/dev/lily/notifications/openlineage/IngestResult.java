package dev.lily.notifications.openlineage;

/**
 * What an event led to.
 *
 * @param position where in the change log it stands; 0 where nothing changed
 * @param reason why nothing was written; empty otherwise
 */
public record IngestResult(Outcome outcome, long position, String reason) {

  /** The kinds of result. */
  public enum Outcome {
    /** The catalog has changed. */
    APPLIED,
    /** The catalog knew all of it. */
    UNCHANGED,
    /** Nothing is to be written for this event, or not yet. */
    TAKEN_NOTE
  }
}
