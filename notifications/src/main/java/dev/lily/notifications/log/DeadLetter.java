package dev.lily.notifications.log;

import java.util.Map;

/**
 * Something that could not be processed.
 *
 * @param content the bytes as they came
 * @param source where they came from: a topic, a protocol
 * @param requestId what joins it to the log, or empty
 * @param details further headers by name, like the partition and offset of a record
 */
public record DeadLetter(
    byte[] content, String reason, String source, String requestId, Map<String, String> details) {
  public DeadLetter {
    details = Map.copyOf(details);
  }
}
