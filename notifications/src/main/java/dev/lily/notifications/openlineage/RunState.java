package dev.lily.notifications.openlineage;

/** The eventType of a run event, under the names of the specification. */
public enum RunState {
  START,
  RUNNING,
  COMPLETE,
  ABORT,
  FAIL,
  OTHER;

  boolean isFailure() {
    return this == FAIL || this == ABORT;
  }

  boolean isTerminal() {
    return this == COMPLETE || isFailure();
  }
}
