package dev.lily.notifications.propagation;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.LineageIndex;
import dev.lily.graph.lineage.Op;
import dev.lily.graph.lineage.Op.At;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changes for the lineage index that are applied together. */
final class OpBatch {
  private final LineageIndex index;
  private final TypeRegistry types;
  private final OwnAspects aspects;
  private final List<Op> changes = new ArrayList<>();
  private final Set<Guid> named = new HashSet<>();

  OpBatch(LineageIndex index, TypeRegistry types, OwnAspects aspects) {
    this.index = index;
    this.types = types;
    this.aspects = aspects;
  }

  /** Knows what a plain asset has of its own when its first edge comes. */
  @FunctionalInterface
  interface OwnAspects {
    Set<String> of(TenantId tenant, Guid asset);
  }

  List<Op> changes() {
    return changes;
  }

  void put(Op.PutAsset asset) {
    named.add(asset.asset().guid());
    changes.add(asset);
  }

  void put(At at, RuleSet rules) {
    changes.add(new Op.PutRules(at, rules));
  }

  /** What a deleted origin left at the asset is gone. */
  void release(At at, Guid asset, Classification left) {
    changes.add(new Op.Release(at, asset, left.typeName(), left.origin()));
  }

  void remove(At at, Guid asset) {
    changes.add(new Op.RemoveAsset(at, asset));
  }

  /** Whether the index knows the asset, or will with these changes. */
  boolean isKnown(TenantId tenant, Guid asset) {
    return named.contains(asset) || index.find(tenant, asset).isPresent();
  }

  boolean isEdge(Relationship relationship) {
    return edge(relationship).isPresent();
  }

  void put(At at, Relationship relationship) {
    edge(relationship)
        .ifPresent(
            edge -> {
              name(at, relationship.end1());
              name(at, relationship.end2());
              changes.add(new Op.PutEdge(at, edge));
            });
  }

  /** The relationship as its type has it now: an edge, or none any more. */
  void renew(At at, Relationship relationship) {
    if (isEdge(relationship)) {
      put(at, relationship);
    } else {
      // Only edges to and from containers begin at end 2, and those always are edges.
      Guid end1 = relationship.end1().guid();
      Guid end2 = relationship.end2().guid();
      changes.add(new Op.RemoveEdge(at, end1, end2, relationship.typeName()));
    }
  }

  void remove(At at, Relationship relationship) {
    edge(relationship)
        .ifPresent(
            edge ->
                changes.add(
                    new Op.RemoveEdge(at, edge.from(), edge.to(), edge.relationshipType())));
  }

  private Optional<LineageEdge> edge(Relationship relationship) {
    return types
        .findRelationshipType(relationship.typeName())
        .flatMap(type -> LineageEdges.of(type, relationship));
  }

  /** Makes an asset known by its key that has been none of the index's business so far. */
  private void name(At at, AssetRef asset) {
    if (!isKnown(at.tenant(), asset.guid())) {
      Set<String> own = aspects.of(at.tenant(), asset.guid());
      put(new Op.PutAsset(at, asset, List.of(), false, "", own));
    }
  }
}
