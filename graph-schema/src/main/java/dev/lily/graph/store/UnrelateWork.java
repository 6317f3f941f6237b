package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RelationshipCatalog.Written;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.store.RelationshipRows.Edge;
import dev.lily.graph.type.TypeRegistry;

/** Deletes a relationship; its ends stay. */
final class UnrelateWork implements GraphWriter.Work<Written> {
  private final RequestContext context;
  private final TypeRegistry types;
  private final GraphAccess access;
  private final Guid guid;
  private final DeleteMode mode;

  UnrelateWork(
      RequestContext context, TypeRegistry types, GraphAccess access, Guid guid, DeleteMode mode) {
    this.context = context;
    this.types = types;
    this.access = access;
    this.guid = guid;
    this.mode = mode;
  }

  @Override
  public int weight() {
    return 2;
  }

  @Override
  public Written run(WriteScope scope) {
    RelationshipDesk desk = new RelationshipDesk(context, types, access, scope);
    Edge edge = desk.known(guid).edge();
    Relationship before = edge.relationship();
    if (edge.isActive()) {
      desk.remove(edge);
    } else if (mode == DeleteMode.SOFT) {
      throw new CatalogException(
          ErrorCode.RELATIONSHIP_ALREADY_DELETED,
          "Attempting to delete a relationship which is already deleted : " + guid);
    }
    if (mode == DeleteMode.HARD) {
      desk.rows().remove(edge.edge());
    }
    return desk.done(RelationshipRows.withStatus(before, AssetStatus.DELETED));
  }
}
