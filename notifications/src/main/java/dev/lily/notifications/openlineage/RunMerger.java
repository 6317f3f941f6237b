package dev.lily.notifications.openlineage;

import dev.lily.graph.TenantId;
import dev.lily.notifications.openlineage.LineageEvent.RunEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Joins the events of each run. Safe for many threads; the events of one run must come in their
 * order.
 *
 * <p>A run makes lineage when it completes, a continuous one (streaming, service) also while it
 * runs. A failed or aborted run makes none, whatever it says later: Spark sends COMPLETE after
 * FAIL. A run without outputs makes none, and neither does an application whose jobs report for
 * themselves.
 *
 * <p>Spark runs the plan of a command (CREATE TABLE AS SELECT) as a job of its own within the
 * command: same parent run, same query, same output, started while the command runs. That is one
 * statement to its author; so the plan becomes a part of the command's run and no job.
 *
 * <p>Runs are forgotten, the one unheard of for longest first, beyond the limits. What a forgotten
 * run said before is lost to its later events, but for its failure; what was drawn of it stays, and
 * a later COMPLETE that brings all itself, as most integrations send it, draws the same.
 */
public final class RunMerger {

  /**
   * How much is remembered.
   *
   * @param bytes of heap that all runs together take, about; a run of 12,000 columns that derive
   *     from as many takes about 400 KB
   */
  public record Limits(int runs, long bytes, Duration age) {
    public static final Limits DEFAULT = new Limits(50_000, 24L << 20, Duration.ofDays(1));

    /** The same runs and age within a share of a heap. */
    public static Limits within(long heap) {
      return new Limits(DEFAULT.runs, heap / 32, DEFAULT.age);
    }
  }

  private record Key(TenantId tenant, String runId) {}

  private final Limits limits;
  private final Clock clock;
  private final FailedRuns failed;
  private final Map<Key, RunLog> runs = new LinkedHashMap<>();
  private final Map<Key, Set<Key>> children = new HashMap<>();
  private long bytes;

  public RunMerger(Limits limits, Clock clock) {
    this(limits, clock, FailedRuns.NONE);
  }

  /**
   * A merger.
   *
   * @param failed what is known of runs that were forgotten here, or before a restart
   */
  public RunMerger(Limits limits, Clock clock, FailedRuns failed) {
    this.limits = limits;
    this.clock = clock;
    this.failed = failed;
  }

  /** Adds the event to its run and says what follows from it. */
  public synchronized RunOutcome accept(TenantId tenant, RunEvent event) {
    Key key = new Key(tenant, event.runId());
    boolean failure = event.state().isFailure();
    if (!failure && failed.contains(tenant, event.runId())) {
      return new RunOutcome.Nothing("the run has failed before");
    }
    if (failure) {
      failed.add(tenant, event.runId());
    }
    Instant now = clock.instant();
    RunLog run = recall(key, event);
    RunState before = run.state();
    run.add(event, now);
    joinSibling(key, run, before);
    RunOutcome outcome = outcome(run, before, event);
    bytes -= run.bytes();
    run.rest();
    bytes += run.bytes();
    forget(now);
    return outcome;
  }

  /** How many runs are remembered. */
  public synchronized int size() {
    return runs.size();
  }

  /** The run, moved behind all others in the order of being forgotten. */
  private RunLog recall(Key key, RunEvent event) {
    RunLog known = runs.remove(key);
    RunLog run = known == null ? new RunLog(event) : known;
    runs.put(key, run);
    return run;
  }

  private void joinSibling(Key key, RunLog run, RunState before) {
    Optional<Key> parent = parentOf(key, run);
    if (parent.isEmpty() || !run.hasOutputs()) {
      return;
    }
    Set<Key> siblings = children.computeIfAbsent(parent.get(), fresh -> new LinkedHashSet<>());
    siblings.add(key);
    if (!run.isPart() && !before.isTerminal()) {
      siblings.stream()
          .map(runs::get)
          .filter(Objects::nonNull)
          .filter(sibling -> sibling.contains(run))
          .findFirst()
          .ifPresent(whole -> whole.takeAsPart(run));
    }
  }

  private static Optional<Key> parentOf(Key key, RunLog run) {
    return run.parentRunId().map(runId -> new Key(key.tenant(), runId));
  }

  private void forget(Instant now) {
    Iterator<Map.Entry<Key, RunLog>> eldest = runs.entrySet().iterator();
    while (runs.size() > 1) {
      Map.Entry<Key, RunLog> next = eldest.next();
      if (!isTooMuch() && next.getValue().lastSeen().plus(limits.age()).isAfter(now)) {
        return;
      }
      eldest.remove();
      forgetChild(next.getKey(), next.getValue());
      bytes -= next.getValue().bytes();
    }
  }

  private boolean isTooMuch() {
    return runs.size() > limits.runs() || bytes > limits.bytes();
  }

  private void forgetChild(Key key, RunLog run) {
    parentOf(key, run)
        .ifPresent(
            parent ->
                children.computeIfPresent(
                    parent,
                    (same, siblings) -> {
                      siblings.remove(key);
                      return siblings.isEmpty() ? null : siblings;
                    }));
  }

  private static RunOutcome outcome(RunLog run, RunState before, RunEvent event) {
    if (run.isPart()) {
      return new RunOutcome.Nothing("a part of the run of another job");
    }
    if (before.isFailure()) {
      return new RunOutcome.Nothing("the run has failed before");
    }
    return switch (event.state()) {
      case START ->
          before.isTerminal()
              ? new RunOutcome.Nothing("the run is over")
              : new RunOutcome.StateOnly(run.merged(event));
      case FAIL, ABORT -> new RunOutcome.StateOnly(run.merged(event));
      case COMPLETE -> finished(run, event);
      case RUNNING -> run.isContinuous() ? finished(run, event) : waiting();
      case OTHER -> before == RunState.COMPLETE ? finished(run, event) : waiting();
    };
  }

  private static RunOutcome finished(RunLog run, RunEvent event) {
    return run.hasOutputs() && !run.isApplication()
        ? new RunOutcome.Lineage(run.merged(event))
        : new RunOutcome.StateOnly(run.merged(event));
  }

  private static RunOutcome waiting() {
    return new RunOutcome.Nothing("waits for the run to complete");
  }
}
