package dev.lily.notifications.openlineage;

import java.time.Instant;
import java.util.List;

/**
 * What all events of a run say together.
 *
 * @param state of the event that led here, {@code time} when that was
 */
public record MergedRun(
    String runId,
    RunState state,
    Instant time,
    String producer,
    JobInfo job,
    List<DatasetInfo> inputs,
    List<DatasetInfo> outputs) {
  public MergedRun {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
