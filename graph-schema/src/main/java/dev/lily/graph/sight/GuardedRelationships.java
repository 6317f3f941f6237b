package dev.lily.graph.sight;

import dev.lily.graph.RelationshipCatalog;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipValues;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.store.GraphCatalog;
import java.util.Optional;

/** Relationships by themselves, as callers get to see and to change them. */
public final class GuardedRelationships implements RelationshipCatalog {
  private final GraphCatalog catalog;
  private final ClassificationIndex index;
  private final AssetGuards guards;
  private final WriteGuard writes;

  public GuardedRelationships(GraphCatalog catalog, ClassificationIndex index, AssetGuards guards) {
    this.catalog = catalog;
    this.index = index;
    this.guards = guards;
    this.writes = new WriteGuard(catalog);
  }

  @Override
  public Optional<Relationship> findRelationship(RequestContext context, Guid relationship) {
    return catalog
        .findRelationship(context, relationship)
        .flatMap(new ShownRelationships(catalog, context, sight(context))::shown);
  }

  @Override
  public Written relate(
      RequestContext context, String typeName, Guid end1, Guid end2, RelationshipValues values) {
    writes.checkEnds(context, sight(context), end1, end2, WriteGuard.changesTravel(values));
    return catalog.relate(context, typeName, end1, end2, values);
  }

  @Override
  public Written update(RequestContext context, Guid relationship, RelationshipValues values) {
    IndexSight sight = sight(context);
    catalog
        .findRelationship(context, relationship)
        .ifPresent(stored -> writes.check(context, sight, stored, values));
    return shown(context, catalog.update(context, relationship, values));
  }

  @Override
  public Written unrelate(RequestContext context, Guid relationship, DeleteMode mode) {
    IndexSight sight = sight(context);
    catalog
        .findRelationship(context, relationship)
        .ifPresent(stored -> writes.check(context, sight, stored, RelationshipValues.NONE));
    return catalog.unrelate(context, relationship, mode);
  }

  private Written shown(RequestContext context, Written written) {
    Relationship edge = written.relationship();
    return new Written(
        new ShownRelationships(catalog, context, sight(context)).shown(edge).orElse(edge),
        written.position());
  }

  private IndexSight sight(RequestContext context) {
    return IndexSight.of(index, guards, context);
  }
}
