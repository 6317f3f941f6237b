package dev.lily.graph.store;

import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagatedUpdate;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.change.ChangeEvent.Origin;
import dev.lily.graph.store.AssetRows.Row;
import dev.lily.graph.type.AssetRoot;
import dev.lily.graph.type.TypeRegistry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes what reached assets from elsewhere beside their own classifications, with an event for
 * each asset that had something else. Bodies are neither read nor written.
 */
final class PropagationWork implements GraphWriter.Work<Integer> {
  private static final AuditInfo UNREAD = new AuditInfo(0, 0, "", "", 0);

  private final RequestContext context;
  private final TypeRegistry types;
  private final GraphAccess access;
  private final List<PropagatedUpdate> updates;

  PropagationWork(
      RequestContext context,
      TypeRegistry types,
      GraphAccess access,
      List<PropagatedUpdate> updates) {
    this.context = context;
    this.types = types;
    this.access = access;
    this.updates = updates;
  }

  @Override
  public int weight() {
    return updates.size();
  }

  @Override
  public boolean isUrgent() {
    return false;
  }

  @Override
  public Integer run(WriteScope scope) {
    Origin origin =
        new Origin(context.principal().name(), context.requestId(), context.clock().millis());
    int changed = 0;
    for (PropagatedUpdate update : latest()) {
      Optional<Row> row =
          access.locator().findPropagated(scope.transaction(), context.tenant(), update.asset());
      if (row.isPresent() && write(scope, row.get(), update, origin)) {
        changed++;
      }
    }
    return changed;
  }

  /** One for each asset: its row is read as it was before the transaction. */
  private Collection<PropagatedUpdate> latest() {
    Map<Guid, PropagatedUpdate> latest = new LinkedHashMap<>();
    updates.forEach(update -> latest.put(update.asset(), update));
    return latest.values();
  }

  private boolean write(WriteScope scope, Row row, PropagatedUpdate update, Origin origin) {
    List<String> before = lines(row);
    List<String> after = update.written();
    List<ClassificationChange> changes = update.changesFrom(before);
    if (!after.equals(before)) {
      access.rows().writePropagated(scope.transaction(), row.vertex(), after);
    }
    if (!changes.isEmpty()) {
      tell(scope, row, update, changes, origin);
    }
    return !changes.isEmpty();
  }

  /** What is written beside the asset. */
  static List<String> lines(Row row) {
    String written = row.values().get(GraphKeys.PROPAGATED);
    return written == null ? List.of() : List.of(written.split("\n", -1));
  }

  private void tell(
      WriteScope scope,
      Row row,
      PropagatedUpdate update,
      List<ClassificationChange> changes,
      Origin origin) {
    String root =
        AssetRoot.rootOf(types.entityType(row.key().typeName()), row.firstKey().qualifiedName());
    Asset asset =
        new Asset(
            new AssetRef(update.asset(), row.key()),
            row.status(),
            false,
            Map.of(),
            List.of(),
            Set.of(),
            Map.of(),
            Map.of(),
            UNREAD);
    scope.addPropagated(
        context.tenant().value() + ':' + root,
        id ->
            new ChangeEvent(
                id,
                context.tenant(),
                Kind.UPDATED,
                asset,
                root,
                origin,
                Map.of(),
                changes,
                List.of()));
  }
}
