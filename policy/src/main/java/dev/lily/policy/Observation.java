package dev.lily.policy;

/**
 * What a monitored policy would have changed for somebody, and how often that was asked.
 *
 * @param resource in the engine's words, like {@code lake.sales.orders.email}
 * @param firstSeen epoch milliseconds
 * @param lastSeen epoch milliseconds
 */
public record Observation(
    String user,
    String service,
    String resource,
    Outcome outcome,
    long count,
    long firstSeen,
    long lastSeen) {

  /** What would have been answered instead. */
  public enum Outcome {
    ALLOWED,
    DENIED,
    MASKED,
    /** A column as it is, where it is masked now. */
    SHOWN,
    FILTERED,
    /** All rows, where some are hidden now. */
    UNFILTERED
  }

  Observation again(long time) {
    return new Observation(user, service, resource, outcome, count + 1, firstSeen, time);
  }
}
