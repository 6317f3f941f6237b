package dev.lily.notifications.openlineage;

/** What has to be done after an event of a run. */
public sealed interface RunOutcome {

  /** The run read and wrote these datasets. */
  record Lineage(MergedRun run) implements RunOutcome {}

  /** The run makes no lineage, but its job is now in another state. */
  record StateOnly(MergedRun run) implements RunOutcome {}

  /** Nothing, or not yet. */
  record Nothing(String reason) implements RunOutcome {}
}
