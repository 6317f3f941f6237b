package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipInput;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.store.BatchPreparation.Prepared;
import dev.lily.graph.store.Reference.Target;
import dev.lily.graph.store.RelationshipRows.Body;
import dev.lily.graph.store.RelationshipRows.Edge;
import dev.lily.graph.type.Faults;
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
  private final AssetComposer composer;
  private final Map<Guid, Wanted> wanted = new LinkedHashMap<>();
  private final Map<Guid, Edge> unwanted = new LinkedHashMap<>();
  private final List<Draft> orphans = new ArrayList<>();
  private final Set<Guid> touched = new HashSet<>();
  private final Map<Side, List<Edge>> known = new HashMap<>();

  EdgePlan(TypeRegistry types, GraphAccess access, DraftSet drafts, AssetComposer composer) {
    this.types = types;
    this.access = access;
    this.drafts = drafts;
    this.composer = composer;
  }

  private record Wanted(
      RelationshipType type,
      Draft end1,
      Draft end2,
      @Nullable Edge existing,
      Map<String, @Nullable Object> attributes) {}

  /** All edges of one relationship type at one end of an asset. */
  private record Side(Guid asset, String typeName, Direction direction) {}

  /** The stored form of references that are no relationship. */
  Map<String, @Nullable Object> plain(Prepared input) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    input
        .plainReferences()
        .forEach(
            (name, targets) -> {
              List<Object> ids = new ArrayList<>(targets.size());
              for (Target target : targets) {
                Draft draft = resolve(target, input.type().name() + '.' + name);
                ids.add(Map.of("guid", draft.guid.toString(), "typeName", draft.type.name()));
              }
              boolean many = input.input().attributes().get(name) instanceof java.util.Collection;
              values.put(name, many ? ids : ids.get(0));
            });
    return values;
  }

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
      Draft other = resolve(target, draft.type.name() + '.' + end.attributeName());
      checkEnd(other, end);
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
    RelationshipType type = relationshipType(input.typeName());
    Draft end1 = end(input, input.end1());
    Draft end2 = end(input, input.end2());
    want(type, end1, end2, end2, Direction.IN, input.attributes());
  }

  void remove(RelationshipInput input) {
    RelationshipType type = relationshipType(input.typeName());
    Draft end1 = end(input, input.end1());
    Draft end2 = end(input, input.end2());
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
    Map<String, @Nullable Object> values = normalized(type, attributes);
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

  private Map<String, @Nullable Object> normalized(
      RelationshipType type, Map<String, @Nullable Object> attributes) {
    if (attributes.isEmpty()) {
      return attributes;
    }
    Faults faults = new Faults();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    attributes.forEach(
        (name, value) -> {
          var attribute = type.attributes().get(name);
          if (attribute == null) {
            throw new CatalogException(
                ErrorCode.UNKNOWN_ATTRIBUTE,
                "Attribute %s not found for type %s".formatted(name, type.name()));
          }
          if (value != null) {
            values.put(name, attribute.type().normalize(value, type.name() + '.' + name, faults));
          }
        });
    if (!faults.isEmpty()) {
      throw new CatalogException(
          ErrorCode.RELATIONSHIP_CRUD_INVALID_PARAMS,
          "Invalid relationship creation/updation parameters passed : "
              + String.join("; ", faults.list()));
    }
    return values;
  }

  private RelationshipType relationshipType(String name) {
    return types
        .findRelationshipType(name)
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.TYPE_NAME_INVALID,
                    "Type RELATIONSHIP with name " + name + " does not exist"));
  }

  private Draft end(RelationshipInput input, AssetKey key) {
    return drafts.keyed(key).orElseThrow(() -> BatchWork.unknownEnd(input, key));
  }

  private Draft resolve(Target target, String path) {
    if (target.guid() != null) {
      String guid = target.guid();
      return drafts
          .named(guid)
          .orElseThrow(
              () ->
                  new CatalogException(
                      ErrorCode.REFERENCED_ENTITY_NOT_FOUND,
                      "Referenced entity %s is not found (%s)".formatted(guid, path)));
    }
    AssetKey key = java.util.Objects.requireNonNull(target.key());
    return drafts
        .keyed(key)
        .orElseGet(
            () -> {
              if (!composer.createsShells()) {
                throw new CatalogException(
                    ErrorCode.REFERENCED_ENTITY_NOT_FOUND,
                    "Referenced entity %s is not found (%s)".formatted(key, path));
              }
              Draft shell = drafts.upsert(types.entityType(key.typeName()), key.qualifiedName());
              composer.shell(shell);
              return shell;
            });
  }

  private static void checkEnd(Draft other, RelationshipEnd end) {
    if (!other.type.isSubTypeOf(end.otherDef().type())) {
      throw new CatalogException(
          ErrorCode.RELATIONSHIP_INVALID_ENDTYPE,
          "Invalid entity-type for relationship attribute '%s': entity specified (guid=%s) is of type '%s', but expected type is '%s'"
              .formatted(
                  end.attributeName(), other.guid, other.type.name(), end.otherDef().type()));
    }
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
      Body body = new Body(null, null, edge.attributes().isEmpty() ? null : edge.attributes());
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
    Body body =
        new Body(
            old.propagateTags() == edge.type().propagateTags() ? null : old.propagateTags(),
            old.blockedPropagatedClassifications(),
            attributes);
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
    access
        .relationships()
        .update(
            edge.edge(),
            AssetStatus.DELETED,
            new Body(null, old.blockedPropagatedClassifications(), old.attributes()));
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
