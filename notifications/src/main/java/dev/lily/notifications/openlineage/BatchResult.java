package dev.lily.notifications.openlineage;

import java.util.List;

/** What became of a batch, as the OpenLineage API answers it. */
public record BatchResult(int received, List<FailedEvent> failedEvents) {

  /**
   * An event that was refused.
   *
   * @param index its place in the batch, from 0
   * @param retriable whether the same event may succeed later
   */
  public record FailedEvent(int index, String reason, boolean retriable) {}

  public BatchResult {
    failedEvents = List.copyOf(failedEvents);
  }

  /** {@code success}, or {@code partial_success} where an event was refused. */
  public String status() {
    return failedEvents.isEmpty() ? "success" : "partial_success";
  }

  public int successful() {
    return received - failedEvents.size();
  }

  public int failed() {
    return failedEvents.size();
  }

  public int retriable() {
    return (int) failedEvents.stream().filter(FailedEvent::retriable).count();
  }

  public int nonRetriable() {
    return failed() - retriable();
  }
}
