package dev.lily.graph.store;

import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.store.RelationshipRows.Edge;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.tinkerpop.gremlin.structure.Direction;

/** Deletes assets with what they own, and marks their relationships. */
final class Deletion {
  private final TypeRegistry types;
  private final GraphAccess access;
  private final DraftSet drafts;
  private final Changes changes;
  private final List<Asset> deleted = new ArrayList<>();
  private final Set<Guid> removedEdges = new HashSet<>();

  Deletion(TypeRegistry types, GraphAccess access, DraftSet drafts, Changes changes) {
    this.types = types;
    this.access = access;
    this.drafts = drafts;
    this.changes = changes;
  }

  List<Asset> deleted() {
    return deleted;
  }

  void delete(Draft start, DeleteMode mode) {
    for (Draft draft : withOwned(start).values()) {
      if (draft.row != null && isLeft(draft.asset().status(), mode)) {
        delete(draft, mode, access.relationships().of(types, draft.row, Direction.BOTH));
      }
    }
  }

  /** What is named twice, or with its owner, is gone already. */
  private static boolean isLeft(AssetStatus status, DeleteMode mode) {
    return mode == DeleteMode.HARD ? status != AssetStatus.PURGED : status == AssetStatus.ACTIVE;
  }

  private Map<Guid, Draft> withOwned(Draft start) {
    Map<Guid, Draft> reached = new LinkedHashMap<>();
    Deque<Draft> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Draft draft = open.removeFirst();
      if (draft.row == null || reached.put(draft.guid, draft) != null) {
        continue;
      }
      for (Edge edge : access.relationships().of(types, draft.row, Direction.BOTH)) {
        if (edge.isActive() && owns(edge)) {
          drafts.known(access.rows().guid(edge.other())).ifPresent(open::add);
        }
      }
    }
    return reached;
  }

  private static boolean owns(Edge edge) {
    return (edge.isOutgoing() ? edge.type().end1() : edge.type().end2()).isOwner();
  }

  private void delete(Draft draft, DeleteMode mode, List<Edge> edges) {
    Asset before = draft.asset();
    boolean purge = mode == DeleteMode.HARD;
    Asset after = with(before, purge ? AssetStatus.PURGED : AssetStatus.DELETED);
    for (Edge edge : edges) {
      if (edge.isActive() && removedEdges.add(edge.guid())) {
        EdgePlan.removeEdge(access, drafts, changes, edge);
      }
      if (purge) {
        access.relationships().remove(edge.edge());
      }
    }
    draft.become(after);
    if (purge) {
      access.rows().purge(draft.vertex());
    } else {
      access.rows().update(draft.vertex(), before, after);
    }
    changes.deleted(before, after, purge ? Kind.PURGED : Kind.DELETED);
    deleted.add(after);
  }

  private Asset with(Asset asset, AssetStatus status) {
    AuditInfo old = asset.audit();
    return new Asset(
        asset.ref(),
        status,
        asset.incomplete(),
        asset.attributes(),
        asset.classifications(),
        asset.labels(),
        asset.customAttributes(),
        asset.businessAttributes(),
        new AuditInfo(
            old.createTime(), changes.time(), old.createdBy(), changes.actor(), old.version() + 1));
  }
}
