package dev.lily.server.postgres;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.lily.server.postgres.PostgresRun.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a database follows.
 *
 * @param position of the change log that was reached; 0 for none yet
 * @param time of the last run that came to its end, epoch milliseconds; 0 for none
 * @param runMillis how long it took
 * @param lagMillis from the oldest change that it brought to its end; 0 for a run without change
 * @param tables how many are protected
 * @param warnings of the last run
 * @param failures of single tables in the last run
 * @param error why the last run did not come to its end; null where it did
 * @param errorTime when that was; 0 where it did
 * @param drift the last time that others had changed what Lily made; null for never
 */
record SyncStatus(
    long position,
    long time,
    long runMillis,
    long lagMillis,
    int tables,
    List<String> warnings,
    List<String> failures,
    @Nullable String error,
    long errorTime,
    @Nullable Drift drift) {
  private static final int SHOWN = 20;
  private static final int WARNINGS = 1_000;
  static final SyncStatus NEVER =
      new SyncStatus(0, 0, 0, 0, 0, List.of(), List.of(), null, 0, null);

  SyncStatus {
    warnings = List.copyOf(warnings);
    failures = List.copyOf(failures);
  }

  /**
   * What others had changed.
   *
   * @param time when it was found and repaired, epoch milliseconds
   * @param statements the first ones of those that repaired it
   */
  record Drift(long time, int repaired, List<String> statements) {}

  /** When a run's oldest change was made, when it began and when it ended. */
  record Times(long event, long begun, long ended) {}

  /** Whether the last run left something undone. */
  @JsonIgnore
  boolean failing() {
    return error != null || !failures.isEmpty();
  }

  /**
   * After a run that came to its end.
   *
   * @param check whether nothing was known to have changed
   * @param all whether it looked at every table
   */
  SyncStatus applied(long reached, Times times, Outcome outcome, boolean check, boolean all) {
    List<String> statements = outcome.plan().statements();
    boolean drifted = check && !failing() && time > 0 && !statements.isEmpty();
    return new SyncStatus(
        reached,
        times.ended(),
        times.ended() - times.begun(),
        times.event() == Long.MAX_VALUE ? 0 : times.ended() - times.event(),
        outcome.plan().covered(),
        all
            ? outcome.plan().warnings()
            : Stream.concat(warnings.stream(), outcome.plan().warnings().stream())
                .distinct()
                .limit(WARNINGS)
                .toList(),
        outcome.failures(),
        null,
        0,
        drifted
            ? new Drift(
                times.ended(),
                statements.size(),
                statements.subList(0, Math.min(SHOWN, statements.size())))
            : drift);
  }

  SyncStatus failed(long now, String reason) {
    return new SyncStatus(
        position, time, runMillis, lagMillis, tables, warnings, failures, reason, now, drift);
  }
}
