package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RelationshipCatalog.Written;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipValues;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.store.RelationshipRows.Body;
import dev.lily.graph.store.RelationshipRows.Edge;
import dev.lily.graph.type.RelationshipEnd;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tinkerpop.gremlin.structure.Direction;

/** Relates two assets that are there. */
final class RelateWork implements GraphWriter.Work<Written> {
  private final RequestContext context;
  private final TypeRegistry types;
  private final GraphAccess access;
  private final Wish wish;

  /** The relationship that somebody wants. */
  record Wish(RelationshipType type, Guid end1, Guid end2, RelationshipValues values) {}

  RelateWork(RequestContext context, TypeRegistry types, GraphAccess access, Wish wish) {
    this.context = context;
    this.types = types;
    this.access = access;
    this.wish = wish;
  }

  @Override
  public int weight() {
    return 2;
  }

  @Override
  public Written run(WriteScope scope) {
    RelationshipDesk desk = new RelationshipDesk(context, types, access, scope);
    RelationshipType type = wish.type();
    Draft end1 = desk.end(wish.end1(), "end1");
    Draft end2 = desk.end(wish.end2(), "end2");
    requireType(end1, type.end1(), "end1");
    requireType(end2, type.end2(), "end2");
    if (end1.guid.equals(end2.guid)) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "end2: %s is end1 too; a relationship leads to another entity".formatted(end2.guid));
    }
    Optional<Edge> known =
        desk.rows().between(type, RelationshipDesk.row(end1), RelationshipDesk.row(end2));
    if (known.filter(Edge::isActive).isPresent()) {
      throw new CatalogException(
          ErrorCode.RELATIONSHIP_ALREADY_EXISTS,
          "relationship %s already exists between entities %s and %s; its guid is %s"
              .formatted(type.name(), end1.guid, end2.guid, known.get().guid()));
    }
    requireRoom(desk, end1, type.end1(), Direction.OUT);
    requireRoom(desk, end2, type.end2(), Direction.IN);
    Relationship made = made(desk, end1, end2);
    Body body = Body.of(type, made);
    known.ifPresentOrElse(
        edge -> desk.rows().update(edge.edge(), AssetStatus.ACTIVE, body),
        () -> desk.rows().insert(end1.vertex(), end2.vertex(), type.name(), body));
    desk.changes().relationship(end1.asset(), Operation.ADDED, made);
    return desk.done(made);
  }

  private Relationship made(RelationshipDesk desk, Draft end1, Draft end2) {
    RelationshipType type = wish.type();
    RelationshipRules rules = new RelationshipRules(types, type);
    long now = desk.changes().time();
    String actor = desk.changes().actor();
    return new Relationship(
        Addresses.relationshipGuid(end1.address, end2.address, type.number()),
        type.name(),
        end1.asset().ref(),
        end2.asset().ref(),
        AssetStatus.ACTIVE,
        rules.propagateTags(wish.values(), type.propagateTags()),
        rules.blocked(wish.values(), Set.of(), desk.drafts()),
        rules.attributes(wish.values(), Map.of()),
        new AuditInfo(now, now, actor, actor, 0));
  }

  private static void requireType(Draft draft, RelationshipEnd end, String name) {
    String wanted = end.def().type();
    if (!draft.type.isSubTypeOf(wanted)) {
      throw new CatalogException(
          ErrorCode.INVALID_RELATIONSHIP_END_TYPE,
          "%s: %s is a %s, but %s of %s must be a %s"
              .formatted(
                  name, draft.guid, draft.type.name(), name, end.relationship().name(), wanted));
    }
  }

  private void requireRoom(
      RelationshipDesk desk, Draft draft, RelationshipEnd end, Direction direction) {
    if (!end.isSingle()) {
      return;
    }
    for (Edge edge :
        desk.rows().of(types, RelationshipDesk.row(draft), direction, end.relationship().name())) {
      if (edge.isActive()) {
        throw new CatalogException(
            ErrorCode.RELATIONSHIP_ALREADY_EXISTS,
            "%s.%s of %s refers to one entity at most, by relationship %s; delete that first"
                .formatted(draft.type.name(), end.attributeName(), draft.guid, edge.guid()));
      }
    }
  }
}
