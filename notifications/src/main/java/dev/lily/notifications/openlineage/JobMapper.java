package dev.lily.notifications.openlineage;

import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Jobs and the state of their last run. */
final class JobMapper {
  private JobMapper() {}

  /** The run that the catalog knows as the last one of a job. */
  record LastRun(String runId, String state, long time) {

    static Optional<LastRun> of(Asset job) {
      return job.attributes().get("lastRunTime") instanceof Number time
          ? Optional.of(
              new LastRun(text(job, "lastRunId"), text(job, "lastRunState"), time.longValue()))
          : Optional.empty();
    }

    private static String text(Asset job, String attribute) {
      return Objects.toString(job.attributes().get(attribute), "");
    }

    /** Whether what the run says now is worth nothing: it failed before, or a later one is done. */
    boolean outdates(MergedRun run) {
      return runId.equals(run.runId())
          ? is(RunState.FAIL) || is(RunState.ABORT)
          : is(RunState.COMPLETE) && time > run.time().toEpochMilli();
    }

    /** Whether the state that the run has now is no news. */
    boolean isAfter(MergedRun run) {
      boolean over = runId.equals(run.runId()) && is(RunState.COMPLETE);
      return time > run.time().toEpochMilli() || (over && !run.state().isTerminal());
    }

    private boolean is(RunState other) {
      return state.equals(other.name());
    }
  }

  static void describe(Draft draft, AssetKey key, JobInfo job, String producer) {
    Map<String, @Nullable Object> attributes = draft.asset(key);
    attributes.put("name", SparkJobNames.readable(job));
    attributes.put("namespace", job.namespace());
    job.kind()
        .ifPresent(
            kind -> {
              attributes.put("processingType", kind.processingType());
              attributes.put("integration", kind.integration());
              kind.jobType().ifPresent(jobType -> attributes.put("jobType", jobType));
            });
    job.sql().ifPresent(sql -> attributes.put("sql", sql));
    job.description().ifPresent(description -> attributes.put("description", description));
    if (!producer.isEmpty()) {
      attributes.put("producer", producer);
    }
  }

  static void connect(
      Draft draft, AssetKey job, Collection<AssetKey> inputs, Collection<AssetKey> outputs) {
    draft.refer(job, "inputs", inputs.stream().map(Draft::objectId).toList());
    draft.refer(job, "outputs", outputs.stream().map(Draft::objectId).toList());
  }

  static void recordRun(Draft draft, AssetKey key, MergedRun run) {
    Map<String, @Nullable Object> attributes = draft.asset(key);
    attributes.put("lastRunId", run.runId());
    attributes.put("lastRunState", run.state().name());
    attributes.put("lastRunTime", run.time().toEpochMilli());
  }
}
