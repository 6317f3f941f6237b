package dev.lily.notifications.openlineage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An OpenLineage event, as far as the catalog makes use of it. Source of the format: OpenLineage
 * 2-0-2, {@code spec/OpenLineage.json}; events of older versions have the same shape.
 */
public sealed interface LineageEvent {

  Instant time();

  /** The URI of the software that made the event; empty where it does not say. */
  String producer();

  /** What a run of a job does: several of these belong together by their {@code runId}. */
  record RunEvent(
      Instant time,
      String producer,
      RunState state,
      String runId,
      Optional<String> parentRunId,
      JobInfo job,
      List<DatasetInfo> inputs,
      List<DatasetInfo> outputs)
      implements LineageEvent {
    public RunEvent {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /** A dataset described without a job. */
  record DatasetEvent(Instant time, String producer, DatasetInfo dataset) implements LineageEvent {}

  /** A job described without a run. */
  record JobEvent(
      Instant time,
      String producer,
      JobInfo job,
      List<DatasetInfo> inputs,
      List<DatasetInfo> outputs)
      implements LineageEvent {
    public JobEvent {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }
}
