package dev.lily.notifications.openlineage;

import dev.lily.graph.RequestContext;

/** Keeps what could not be used, for a person to look at. Called by many threads. */
@FunctionalInterface
public interface DeadLetterSink {

  /**
   * Keeps a message.
   *
   * @param message as it was received
   * @param reason what is wrong, and where
   * @param source through which door it came
   */
  void keep(RequestContext context, byte[] message, String reason, String source);
}
