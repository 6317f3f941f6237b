package dev.lily.notifications.propagation;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.Proposal.Turn;
import dev.lily.graph.store.GraphScan;
import dev.lily.graph.store.GraphScan.Link;
import dev.lily.graph.type.RelationshipDef;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What other types would mean to the edges of the index.
 *
 * @param turns relationship types with another propagateTags, as the index has their edges
 * @param silent those of them whose relationships are none of the index's business now
 */
public record TypeTurns(TypeRegistry then, Map<String, Turn> turns, Set<String> silent) {

  public TypeTurns {
    turns = Map.copyOf(turns);
    silent = Set.copyOf(silent);
  }

  /**
   * Relationships of a tenant that would be edges and are none now.
   *
   * @param edges the first of them
   */
  public record Fresh(List<LineageEdge> edges, long count) {
    public static final Fresh NONE = new Fresh(List.of(), 0);

    public boolean isWhole() {
      return edges.size() == count;
    }
  }

  /**
   * The difference.
   *
   * @param changed the definitions of which some may be others
   */
  public static TypeTurns between(
      TypeRegistry now, TypeRegistry then, Collection<RelationshipDef> changed) {
    Map<String, Turn> turns = new HashMap<>();
    Set<String> silent = new TreeSet<>();
    for (RelationshipDef def : changed) {
      RelationshipType before = now.relationshipType(def.name());
      RelationshipType after = then.relationshipType(def.name());
      if (before.propagateTags() != after.propagateTags()) {
        turns.put(def.name(), new Turn(LineageEdges.tags(before), LineageEdges.tags(after)));
        if (!LineageEdges.isEdge(before)) {
          silent.add(def.name());
        }
      }
    }
    return new TypeTurns(then, turns, silent);
  }

  public boolean isEmpty() {
    return turns.isEmpty();
  }

  /**
   * Reads the graph for what the index does not have.
   *
   * @param limit of the edges that are told of each tenant
   */
  public Map<TenantId, Fresh> fresh(GraphScan scan, int limit) {
    Map<TenantId, List<LineageEdge>> edges = new HashMap<>();
    Map<TenantId, Long> counts = new HashMap<>();
    if (!silent.isEmpty()) {
      scan.relationships(
          type -> silent.contains(type.name()),
          (tenant, relationship) -> {
            counts.merge(tenant, 1L, Long::sum);
            List<LineageEdge> known = edges.computeIfAbsent(tenant, none -> new ArrayList<>());
            if (known.size() < limit) {
              known.add(edge(relationship));
            }
          });
    }
    Map<TenantId, Fresh> fresh = new HashMap<>();
    edges.forEach(
        (tenant, known) -> fresh.put(tenant, new Fresh(known, counts.getOrDefault(tenant, 0L))));
    return fresh;
  }

  /** All relationships of a type that carries nothing follow it: they could carry no more. */
  private LineageEdge edge(Relationship relationship) {
    RelationshipType type = then.relationshipType(relationship.typeName());
    PropagateTags tags = type.propagateTags();
    return LineageEdges.of(
            new Link(
                type,
                relationship.end1().guid(),
                relationship.end2().guid(),
                tags,
                relationship.blockedPropagatedClassifications(),
                relationship.attributes()))
        .orElseThrow();
  }
}
