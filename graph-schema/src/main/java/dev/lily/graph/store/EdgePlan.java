package dev.lily.graph.store;

import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipInput;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.store.BatchPreparation.Prepared;
import dev.lily.graph.store.Reference.Target;
import dev.lily.graph.store.RelationshipRows.Body;
import dev.lily.graph.store.RelationshipRows.Edge;
import dev.lily.graph.type.RelationshipEnd;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.tinkerpop.gremlin.structure.Direction;
import org.jspecify.annotations.Nullable;

/** The edges a batch wants, compared with those that are there. */
final class EdgePlan {
  private final TypeRegistry types;
  private final GraphAccess access;
  private final DraftSet drafts;
  private final ReferenceResolver resolver;
  private final Map<Guid, Wanted> wanted = new LinkedHashMap<>();
  private final Map<Guid, Edge> unwanted = new LinkedHashMap<>();
  private final List<Draft> orphans = new ArrayList<>();
  private final Set<Guid> touched = new HashSet<>();
  private final Map<Side, List<Edge>> known = new HashMap<>();

  EdgePlan(TypeRegistry types, GraphAccess access, DraftSet drafts, ReferenceResolver resolver) {
    this.types = types;
    this.access = access;
    this.drafts = drafts;
    this.resolver = resolver;
  }

  private record Wanted(
      RelationshipType type,
      Draft end1,
      Draft end2,
      @Nullable Edge existing,
      Map<String, @Nullable Object> attributes) {}

  /** All edges of one relationship type at one end of an asset. */
  private record Side(Guid asset, String typeName, Direction direction) {}

  void addReferences(Prepared input, Draft draft) {
    for (Reference reference : input.references()) {
      add(draft, reference);
    }
  }

  private void add(Draft draft, Reference reference) {
    RelationshipEnd end = reference.end();
    RelationshipType type = end.relationship();
    boolean first = end.number() == 1;
    Direction direction = first ? Direction.OUT : Direction.IN;
    Set<Guid> kept = new HashSet<>();
    for (Target target : reference.targets()) {
      Draft other = resolver.other(draft, end, target);
      Draft end1 = first ? draft : other;
      Draft end2 = first ? other : draft;
      kept.add(want(type, end1, end2, draft, direction, target.attributes()));
      makeRoom(type, other, first ? Direction.IN : Direction.OUT, end1, end2);
    }
    if (end.isSingle() && kept.size() == 1 && isThere(kept.iterator().next())) {
      return;
    }
    for (Edge edge : edges(draft, type, direction)) {
      if (edge.isActive() && !kept.contains(edge.guid())) {
        drop(edge);
        if (end.isOwner()) {
          drafts.known(access.rows().guid(edge.other())).ifPresent(orphans::add);
        }
      }
    }
  }

  /** Whether the edge exists already; a single end then has no other. */
  private boolean isThere(Guid guid) {
    Wanted edge = wanted.get(guid);
    return edge != null && edge.existing() != null && edge.existing().isActive();
  }

  void add(RelationshipInput input) {
    RelationshipType type = resolver.relationshipType(input.typeName());
    Draft end1 = resolver.end(input, input.end1());
    Draft end2 = resolver.end(input, input.end2());
    want(type, end1, end2, end2, Direction.IN, input.attributes());
  }

  void remove(RelationshipInput input) {
    RelationshipType type = resolver.relationshipType(input.typeName());
    Draft end1 = resolver.end(input, input.end1());
    Draft end2 = resolver.end(input, input.end2());
    for (Edge edge : edges(end2, type, Direction.IN)) {
      if (edge.isActive() && edge.relationship().end1().guid().equals(end1.guid)) {
        drop(edge);
      }
    }
  }

  private void drop(Edge edge) {
    unwanted.put(edge.guid(), edge);
    touched.add(edge.relationship().end1().guid());
    touched.add(edge.relationship().end2().guid());
  }

  private Guid want(
      RelationshipType type,
      Draft end1,
      Draft end2,
      Draft reader,
      Direction direction,
      Map<String, @Nullable Object> attributes) {
    Guid guid = Addresses.relationshipGuid(end1.address, end2.address, type.number());
    Wanted already = wanted.get(guid);
    Map<String, @Nullable Object> values = ReferenceResolver.attributes(type, attributes);
    if (already != null && (values.isEmpty() || values.equals(already.attributes()))) {
      return guid;
    }
    Edge existing = null;
    for (Edge edge : edges(reader, type, direction)) {
      if (edge.guid().equals(guid)) {
        existing = edge;
      }
    }
    boolean same =
        existing != null
            && existing.isActive()
            && (values.isEmpty() || values.equals(existing.relationship().attributes()));
    if (!same) {
      touched.add(end1.guid);
      touched.add(end2.guid);
    }
    wanted.put(guid, new Wanted(type, end1, end2, existing, values));
    return guid;
  }

  /** Where the other end takes only one edge of the type, the new one replaces it. */
  private void makeRoom(
      RelationshipType type, Draft other, Direction direction, Draft end1, Draft end2) {
    Guid guid = Addresses.relationshipGuid(end1.address, end2.address, type.number());
    boolean single = (direction == Direction.OUT ? type.end1() : type.end2()).isSingle();
    if (other.isNew() || !single || isThere(guid)) {
      return;
    }
    for (Edge edge : edges(other, type, direction)) {
      if (edge.isActive() && !edge.guid().equals(guid)) {
        drop(edge);
      }
    }
  }

  private List<Edge> edges(Draft draft, RelationshipType type, Direction direction) {
    if (draft.row == null) {
      return List.of();
    }
    return known.computeIfAbsent(
        new Side(draft.guid, type.name(), direction),
        side -> access.relationships().of(types, draft.row, direction, type.name()));
  }

  boolean touches(Draft draft) {
    return touched.contains(draft.guid);
  }

  /** Children that their owner does not list any more. */
  List<Draft> orphans() {
    return orphans;
  }

  void write(Changes changes) {
    for (Edge edge : unwanted.values()) {
      removeEdge(access, drafts, changes, edge);
    }
    wanted.values().forEach(edge -> write(changes, edge));
  }

  private void write(Changes changes, Wanted edge) {
    Edge existing = edge.existing();
    if (existing == null) {
      Body body =
          new Body(null, null, edge.attributes().isEmpty() ? null : edge.attributes(), null);
      access
          .relationships()
          .insert(edge.end1().vertex(), edge.end2().vertex(), edge.type().name(), body);
      changes.relationship(edge.end1().asset(), Operation.ADDED, relationship(edge, body));
      return;
    }
    Relationship old = existing.relationship();
    Map<String, @Nullable Object> attributes =
        edge.attributes().isEmpty() ? old.attributes() : edge.attributes();
    if (existing.isActive() && attributes.equals(old.attributes())) {
      return;
    }
    Body kept = Body.of(edge.type(), old);
    // What is made again is a new one: what somebody held back on the old one passes.
    Body body =
        existing.isActive()
            ? new Body(kept.propagateTags(), kept.blocked(), attributes, kept.audit())
            : new Body(null, null, attributes, null);
    access.relationships().update(existing.edge(), AssetStatus.ACTIVE, body);
    changes.relationship(
        edge.end1().asset(),
        existing.isActive() ? Operation.UPDATED : Operation.ADDED,
        relationship(edge, body));
  }

  private static Relationship relationship(Wanted edge, Body body) {
    return RelationshipRows.relationship(
        edge.type(),
        edge.end1().address,
        edge.end1().asset().ref(),
        edge.end2().address,
        edge.end2().asset().ref(),
        AssetStatus.ACTIVE,
        body);
  }

  /** Marks an edge as deleted and reports it. */
  static void removeEdge(GraphAccess access, DraftSet drafts, Changes changes, Edge edge) {
    Relationship old = edge.relationship();
    access.relationships().update(edge.edge(), AssetStatus.DELETED, Body.of(edge.type(), old));
    drafts
        .known(old.end1().guid())
        .ifPresent(
            end1 ->
                changes.relationship(
                    end1.asset(),
                    Operation.REMOVED,
                    RelationshipRows.withStatus(old, AssetStatus.DELETED)));
  }
}
