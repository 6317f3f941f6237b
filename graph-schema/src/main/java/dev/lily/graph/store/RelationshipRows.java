package dev.lily.graph.store;

import static dev.lily.graph.store.GraphKeys.BODY;
import static dev.lily.graph.store.GraphKeys.STATUS;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.store.AssetRows.Row;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tinkerpop.gremlin.structure.Direction;
import org.janusgraph.core.JanusGraphEdge;
import org.janusgraph.core.JanusGraphVertex;
import org.jspecify.annotations.Nullable;

/**
 * Relationships as edges from end 1 to end 2, labelled with their relationshipDef. What equals the
 * relationshipDef is not stored: a plain, active edge has no property.
 */
final class RelationshipRows {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final AssetRows rows;
  private final AssetCache cache;

  RelationshipRows(AssetRows rows, AssetCache cache) {
    this.rows = rows;
    this.cache = cache;
  }

  /** What an edge says of itself where it differs from its relationshipDef. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Body(
      @Nullable PropagateTags propagateTags,
      @Nullable Set<String> blocked,
      @Nullable Map<String, @Nullable Object> attributes,
      @Nullable AuditInfo audit) {
    static final Body PLAIN = new Body(null, null, null, null);

    /** What has to be stored of the relationship. */
    static Body of(RelationshipType type, Relationship relationship) {
      return new Body(
          relationship.propagateTags() == type.propagateTags()
              ? null
              : relationship.propagateTags(),
          relationship.blockedPropagatedClassifications(),
          relationship.attributes(),
          relationship.audit());
    }
  }

  /** Edges of the asset in the order of the store; of the named types, or of all where none is. */
  List<Edge> of(TypeRegistry types, Row asset, Direction direction, String... typeNames) {
    List<Edge> edges = new ArrayList<>();
    var query = asset.vertex().query().direction(direction);
    for (JanusGraphEdge edge : (typeNames.length == 0 ? query : query.labels(typeNames)).edges()) {
      types
          .findRelationshipType(edge.label())
          .ifPresent(type -> edges.add(new Edge(rows, type, asset, edge)));
    }
    return edges;
  }

  /** All edges of the vertex, in the order of the store. */
  List<StoredEdges.Edge> stored(TypeRegistry types, JanusGraphVertex vertex) {
    List<StoredEdges.Edge> edges = new ArrayList<>();
    for (JanusGraphEdge edge : vertex.query().direction(Direction.BOTH).edges()) {
      types
          .findRelationshipType(edge.label())
          .ifPresent(type -> edges.add(stored(type, vertex, edge)));
    }
    return edges;
  }

  /** The edge of that type between the two, seen from end 2; costs the same at a hub. */
  Optional<Edge> between(RelationshipType type, Row end1, Row end2) {
    for (JanusGraphEdge edge : query(end1.vertex(), end2.vertex(), type.name())) {
      return Optional.of(new Edge(rows, type, end2, edge));
    }
    return Optional.empty();
  }

  private static Iterable<JanusGraphEdge> query(
      JanusGraphVertex end1, JanusGraphVertex end2, String typeName) {
    return end2.query().direction(Direction.IN).labels(typeName).adjacent(end1).edges();
  }

  /** The edge of that type, seen from end 2. */
  Optional<StoredEdges.Edge> between(
      TypeRegistry types, JanusGraphVertex end1, JanusGraphVertex end2, String typeName) {
    Optional<RelationshipType> type = types.findRelationshipType(typeName);
    for (JanusGraphEdge edge : query(end1, end2, typeName)) {
      return type.map(known -> stored(known, end2, edge));
    }
    return Optional.empty();
  }

  private StoredEdges.Edge stored(
      RelationshipType type, JanusGraphVertex self, JanusGraphEdge edge) {
    return new StoredEdges.Edge(
        type,
        edge.outVertex().equals(self),
        rows.address(edge.otherVertex(self)),
        AssetStatus.valueOf(edge.<String>property(STATUS).orElse(AssetStatus.ACTIVE.name())),
        decode(edge.<String>property(BODY).orElse(null)));
  }

  static Relationship relationship(
      RelationshipType type,
      long address1,
      AssetRef end1,
      long address2,
      AssetRef end2,
      AssetStatus status,
      Body body) {
    return new Relationship(
        Addresses.relationshipGuid(address1, address2, type.number()),
        type.name(),
        end1,
        end2,
        status,
        body.propagateTags() == null ? type.propagateTags() : body.propagateTags(),
        body.blocked() == null ? Set.of() : body.blocked(),
        body.attributes() == null ? Map.of() : body.attributes(),
        body.audit());
  }

  static Relationship withStatus(Relationship relationship, AssetStatus status) {
    return new Relationship(
        relationship.guid(),
        relationship.typeName(),
        relationship.end1(),
        relationship.end2(),
        status,
        relationship.propagateTags(),
        relationship.blockedPropagatedClassifications(),
        relationship.attributes(),
        relationship.audit());
  }

  void insert(JanusGraphVertex end1, JanusGraphVertex end2, String typeName, Body body) {
    changes(end1, end2);
    JanusGraphEdge edge = end1.addEdge(typeName, end2);
    if (!body.equals(Body.PLAIN)) {
      edge.property(BODY, encode(body));
    }
  }

  void update(JanusGraphEdge edge, AssetStatus status, Body body) {
    changes(edge.outVertex(), edge.inVertex());
    if (status == AssetStatus.ACTIVE) {
      edge.property(STATUS).remove();
    } else {
      edge.property(STATUS, status.name());
    }
    edge.property(BODY, encode(body));
  }

  void remove(JanusGraphEdge edge) {
    changes(edge.outVertex(), edge.inVertex());
    edge.remove();
  }

  private void changes(JanusGraphVertex end1, JanusGraphVertex end2) {
    cache.edgesChange(rows.address(end1));
    cache.edgesChange(rows.address(end2));
  }

  private static String encode(Body body) {
    try {
      return MAPPER.writeValueAsString(body);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static Body decode(@Nullable String json) {
    if (json == null) {
      return Body.PLAIN;
    }
    try {
      return MAPPER.readValue(json, Body.class);
    } catch (JsonProcessingException corrupt) {
      throw new UncheckedIOException("the stored body of a relationship is no JSON", corrupt);
    }
  }

  /** An edge seen from one of its ends; the other end is read only when it is asked for. */
  static final class Edge {
    private final AssetRows rows;
    private final RelationshipType type;
    private final Row self;
    private final JanusGraphEdge edge;
    private final boolean outgoing;
    private final JanusGraphVertex otherVertex;
    private final long otherAddress;
    private @Nullable Relationship relationship;
    private @Nullable Row other;

    Edge(AssetRows rows, RelationshipType type, Row self, JanusGraphEdge edge) {
      this.rows = rows;
      this.type = type;
      this.self = self;
      this.edge = edge;
      this.outgoing = edge.outVertex().equals(self.vertex());
      this.otherVertex = edge.otherVertex(self.vertex());
      this.otherAddress = rows.address(otherVertex);
    }

    JanusGraphEdge edge() {
      return edge;
    }

    RelationshipType type() {
      return type;
    }

    /** Whether the asset from which it is seen stands at end 1. */
    boolean isOutgoing() {
      return outgoing;
    }

    Guid guid() {
      return outgoing
          ? Addresses.relationshipGuid(self.address(), otherAddress, type.number())
          : Addresses.relationshipGuid(otherAddress, self.address(), type.number());
    }

    boolean isActive() {
      return !edge.property(STATUS).isPresent();
    }

    /** The row at the other end. */
    Row other() {
      if (other == null) {
        other =
            Optional.ofNullable(rows.row(otherAddress, otherVertex))
                .orElseThrow(
                    () -> new IllegalStateException("edge " + edge.id() + " leads to nothing"));
      }
      return other;
    }

    Relationship relationship() {
      if (relationship == null) {
        String status = edge.<String>property(STATUS).orElse(null);
        Row end1 = outgoing ? self : other();
        Row end2 = outgoing ? other() : self;
        relationship =
            RelationshipRows.relationship(
                type,
                end1.address(),
                rows.ref(end1),
                end2.address(),
                rows.ref(end2),
                status == null ? AssetStatus.ACTIVE : AssetStatus.valueOf(status),
                decode(edge.<String>property(BODY).orElse(null)));
      }
      return relationship;
    }
  }
}
