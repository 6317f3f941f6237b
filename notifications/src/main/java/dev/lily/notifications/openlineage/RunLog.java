package dev.lily.notifications.openlineage;

import dev.lily.notifications.openlineage.LineageEvent.RunEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of one run so far. Not safe for threads. */
final class RunLog {
  private final String runId;
  private final Map<DatasetName, DatasetInfo> inputs = new LinkedHashMap<>();
  private final Map<DatasetName, DatasetInfo> outputs = new LinkedHashMap<>();
  private final Map<String, RunLog> parts = new LinkedHashMap<>();
  private JobInfo job;
  private Instant started;
  private RunState state = RunState.START;
  private Optional<String> parentRunId = Optional.empty();
  private @Nullable RunLog whole;
  private Instant lastSeen = Instant.MIN;
  private int weight;

  RunLog(RunEvent first) {
    this.runId = first.runId();
    this.job = first.job();
    this.started = first.time();
  }

  /** Adds what the event says; a failure stays, and so does completion but for a failure. */
  void add(RunEvent event, Instant now) {
    lastSeen = now;
    job = job.with(event.job());
    parentRunId = event.parentRunId().or(() -> parentRunId);
    started = event.time().isBefore(started) ? event.time() : started;
    if (event.state().isFailure() || (event.state() == RunState.COMPLETE && !state.isFailure())) {
      state = event.state();
    }
    event.inputs().forEach(input -> inputs.merge(input.name(), input, DatasetInfo::with));
    event.outputs().forEach(output -> outputs.merge(output.name(), output, DatasetInfo::with));
    weight = 1 + weight(inputs) + weight(outputs);
  }

  private static int weight(Map<DatasetName, DatasetInfo> datasets) {
    return datasets.values().stream().mapToInt(DatasetInfo::weight).sum();
  }

  /** Whether the other run does a part of this one's work: see {@link RunMerger}. */
  boolean contains(RunLog other) {
    return other != this
        && !state.isTerminal()
        && whole == null
        && parentRunId.isPresent()
        && parentRunId.equals(other.parentRunId)
        && !other.started.isBefore(started)
        && job.isIntegration("SPARK")
        && job.sql().equals(other.job.sql())
        && other.outputs.keySet().stream().anyMatch(outputs::containsKey);
  }

  void takeAsPart(RunLog part) {
    part.whole = this;
    parts.put(part.runId, part);
  }

  boolean isPart() {
    return whole != null;
  }

  /** The run with its parts; where they disagree the run itself is right. */
  MergedRun merged(RunEvent event) {
    Map<DatasetName, DatasetInfo> read = new LinkedHashMap<>();
    Map<DatasetName, DatasetInfo> written = new LinkedHashMap<>();
    parts.values().forEach(part -> part.addTo(read, written));
    addTo(read, written);
    return new MergedRun(
        runId,
        event.state() == RunState.OTHER ? state : event.state(),
        event.time(),
        event.producer(),
        job,
        List.copyOf(read.values()),
        List.copyOf(written.values()));
  }

  private void addTo(Map<DatasetName, DatasetInfo> read, Map<DatasetName, DatasetInfo> written) {
    inputs.forEach((name, input) -> read.merge(name, input, DatasetInfo::with));
    outputs.forEach((name, output) -> written.merge(name, output, DatasetInfo::with));
  }

  RunState state() {
    return state;
  }

  JobInfo job() {
    return job;
  }

  Optional<String> parentRunId() {
    return parentRunId;
  }

  boolean hasOutputs() {
    return !outputs.isEmpty();
  }

  Instant lastSeen() {
    return lastSeen;
  }

  /** A measure of the memory it takes, in fields. */
  int weight() {
    return weight;
  }
}
