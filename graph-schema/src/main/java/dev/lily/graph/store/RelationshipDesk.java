package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RelationshipCatalog.Written;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.store.AssetRows.Row;
import dev.lily.graph.store.RelationshipRows.Edge;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.util.Objects;
import java.util.Optional;

/** What every write of one relationship begins and ends with. */
final class RelationshipDesk {
  private final RequestContext context;
  private final TypeRegistry types;
  private final GraphAccess access;
  private final WriteScope scope;
  private final DraftSet drafts;
  private final Changes changes;

  RelationshipDesk(
      RequestContext context, TypeRegistry types, GraphAccess access, WriteScope scope) {
    this.context = context;
    this.types = types;
    this.access = access;
    this.scope = scope;
    drafts = new DraftSet(scope.transaction(), context.tenant(), types, access);
    changes = new Changes(context);
  }

  /** A known relationship: its type and its edge, seen from end 2. */
  record Known(RelationshipType type, Edge edge) {}

  DraftSet drafts() {
    return drafts;
  }

  Changes changes() {
    return changes;
  }

  RelationshipRows rows() {
    return access.relationships();
  }

  /** An active asset that shall be the end of that name. */
  Draft end(Guid guid, String name) {
    Draft draft =
        drafts
            .known(guid)
            .orElseThrow(
                () ->
                    new CatalogException(
                        ErrorCode.INSTANCE_GUID_NOT_FOUND,
                        "%s: Given instance guid %s is invalid/not found".formatted(name, guid)));
    if (draft.asset().status() != AssetStatus.ACTIVE) {
      throw new CatalogException(
          ErrorCode.INSTANCE_GUID_DELETED,
          "%s: Given instance guid %s has been deleted".formatted(name, guid));
    }
    return draft;
  }

  static Row row(Draft draft) {
    return Objects.requireNonNull(draft.row, "a known asset has a row");
  }

  /** The relationship of that guid, active or deleted. */
  Known known(Guid guid) {
    return find(guid)
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.RELATIONSHIP_GUID_NOT_FOUND,
                    "Given relationship guid " + guid + " is invalid/not found"));
  }

  private Optional<Known> find(Guid guid) {
    if (!Addresses.mayBeRelationship(guid)) {
      return Optional.empty();
    }
    Optional<Row> end1 = row(Addresses.end1(guid));
    Optional<Row> end2 = row(Addresses.end2(guid));
    Optional<RelationshipType> type = types.findRelationshipType(Addresses.typeNumber(guid));
    if (end1.isEmpty() || end2.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    return access
        .relationships()
        .between(type.get(), end1.get(), end2.get())
        .filter(edge -> edge.guid().equals(guid))
        .map(edge -> new Known(type.get(), edge));
  }

  private Optional<Row> row(long address) {
    return Optional.ofNullable(access.rows().read(scope.transaction(), address))
        .filter(row -> row.belongsTo(context.tenant()))
        .filter(row -> row.aliasTarget().isEmpty() && row.status() != AssetStatus.PURGED);
  }

  void remove(Edge edge) {
    EdgePlan.removeEdge(access, drafts, changes, edge);
  }

  Written done(Relationship relationship) {
    return new Written(relationship, changes.emit(scope, types, drafts));
  }
}
