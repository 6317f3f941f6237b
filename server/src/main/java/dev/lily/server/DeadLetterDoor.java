package dev.lily.server;

import dev.lily.graph.TenantId;
import dev.lily.notifications.log.Topics;
import dev.lily.notifications.openlineage.OpenLineageIngest;
import dev.lily.server.deadletters.DeadLetterRoutes;
import dev.lily.server.deadletters.LetterDesk;
import dev.lily.server.deadletters.Redriver;
import dev.lily.server.http.RouteModule;
import java.util.Map;

/** How dead letters find their way back. */
final class DeadLetterDoor {
  /** An older change would undo a newer one, a mask for example. */
  private static final Redriver CHANGES =
      Redriver.refusing(
          "a change is not fed in after newer ones, which it could undo; the graph has it. The lineage index"
              + " reads it from there at a restart; Atlas's topic and the history of the asset go without"
              + " it. Then discard this letter");

  private DeadLetterDoor() {}

  static RouteModule routes(ChangeLog log, OpenLineageIngest ingest, TenantId operators) {
    Map<String, Redriver> redrivers =
        Map.of(
            OpenLineageIngest.SOURCE, ingest::retry,
            Topics.CHANGES, CHANGES,
            Topics.PROPAGATED, CHANGES);
    return new DeadLetterRoutes(new LetterDesk(log.shelf(), redrivers, operators));
  }
}
