package dev.lily.notifications.openlineage;

import dev.lily.notifications.openlineage.LineageEvent.RunEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the events of a run say of its job and its datasets, taken together. */
record RunContent(JobInfo job, List<DatasetInfo> inputs, List<DatasetInfo> outputs) {
  private static final int RUN_BYTES = 800;
  private static final int DATASET_BYTES = 400;
  private static final int FIELD_BYTES = 250;
  private static final int SOURCE_BYTES = 500;

  RunContent {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  static RunContent of(RunEvent event) {
    return new RunContent(
        event.job(), merged(List.of(), event.inputs()), merged(List.of(), event.outputs()));
  }

  /** This with what is said later, which is right where they disagree. */
  RunContent with(RunContent later) {
    return new RunContent(
        job.with(later.job), merged(inputs, later.inputs), merged(outputs, later.outputs));
  }

  /** The same with another job. */
  RunContent withJob(JobInfo another) {
    return new RunContent(another, inputs, outputs);
  }

  private static List<DatasetInfo> merged(List<DatasetInfo> some, List<DatasetInfo> later) {
    Map<DatasetName, DatasetInfo> byName = new LinkedHashMap<>();
    some.forEach(dataset -> byName.merge(dataset.name(), dataset, DatasetInfo::with));
    later.forEach(dataset -> byName.merge(dataset.name(), dataset, DatasetInfo::with));
    return List.copyOf(byName.values());
  }

  /** Whether both write to one dataset. */
  boolean sharesOutputWith(RunContent other) {
    return outputs.stream()
        .map(DatasetInfo::name)
        .anyMatch(name -> other.outputs.stream().anyMatch(output -> output.name().equals(name)));
  }

  /** The heap that it takes, about: measured with names of ordinary length. */
  long bytes() {
    return RUN_BYTES
        + length(job.sql())
        + length(job.description())
        + inputs.stream().mapToLong(RunContent::bytes).sum()
        + outputs.stream().mapToLong(RunContent::bytes).sum();
  }

  private static long bytes(DatasetInfo dataset) {
    return DATASET_BYTES
        + length(dataset.description().text())
        + dataset.schema().stream()
            .mapToLong(field -> FIELD_BYTES + length(field.description()))
            .sum()
        + (long) SOURCE_BYTES * dataset.columnLineage().map(ColumnLineage::size).orElse(0);
  }

  private static long length(Optional<String> text) {
    return text.map(String::length).orElse(0);
  }
}
