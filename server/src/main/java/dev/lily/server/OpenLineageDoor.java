package dev.lily.server;

import dev.lily.graph.store.GraphCatalog;
import dev.lily.notifications.log.DeadLetter;
import dev.lily.notifications.log.KeptLetter;
import dev.lily.notifications.openlineage.FailedRunFile;
import dev.lily.notifications.openlineage.FailedRuns;
import dev.lily.notifications.openlineage.LineageMapper;
import dev.lily.notifications.openlineage.OpenLineageIngest;
import dev.lily.notifications.openlineage.OpenLineageLimits;
import dev.lily.notifications.openlineage.OpenLineageParser;
import dev.lily.notifications.openlineage.RunMerger;
import dev.lily.server.operations.DataFolder;
import dev.lily.server.settings.OpenlineageSettings;
import java.time.Clock;
import java.util.Map;

/** How OpenLineage events come into the catalog. */
final class OpenLineageDoor {
  private OpenLineageDoor() {}

  /** Where failed runs are kept over restarts. */
  static FailedRunFile failedRuns(DataFolder folder, Clock clock) {
    RunMerger.Limits limits = RunMerger.Limits.DEFAULT;
    return new FailedRunFile(
        folder.folder("openlineage").resolve("failed-runs"), limits.runs(), limits.age(), clock);
  }

  /** Takes events into the catalog; what it refuses goes to the dead letters. */
  static OpenLineageIngest ingest(
      OpenlineageSettings settings,
      GraphCatalog catalog,
      ChangeLog log,
      FailedRuns failedRuns,
      Clock clock) {
    OpenLineageLimits standard = OpenLineageLimits.DEFAULT;
    OpenLineageLimits limits =
        new OpenLineageLimits(
            Math.toIntExact(settings.maxEventBytes()),
            settings.maxBatchEvents(),
            standard.depth(),
            standard.datasets(),
            standard.fields(),
            standard.nameLength(),
            standard.textLength());
    return new OpenLineageIngest(
        new OpenLineageParser(limits),
        new RunMerger(RunMerger.Limits.within(Runtime.getRuntime().maxMemory()), clock, failedRuns),
        new LineageMapper(catalog, clock),
        catalog,
        (context, message, reason, source) ->
            log.deadLetters()
                .write(
                    new DeadLetter(
                        message,
                        reason,
                        source,
                        context.requestId(),
                        Map.of(
                            KeptLetter.TENANT,
                            context.tenant().value(),
                            "sender",
                            context.principal().name()))));
  }
}
