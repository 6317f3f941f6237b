package dev.lily.graph;

import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipValues;
import java.util.Optional;

/**
 * Relationships by themselves. Writes are durable when the call returns; an update that changes
 * nothing writes nothing and makes no event. Safe for many threads.
 *
 * <p>Every call throws {@link CatalogException} for what the caller can mend.
 */
public interface RelationshipCatalog {
  /**
   * A relationship after a write.
   *
   * @param position of the write in the change log; 0 where it changed nothing
   */
  record Written(Relationship relationship, long position) {}

  /** The relationship, active or deleted. */
  Optional<Relationship> findRelationship(RequestContext context, Guid relationship);

  /**
   * Relates two active assets. Refused where they are related so already, or where one of them can
   * have only one such relationship and has it.
   */
  Written relate(
      RequestContext context, String typeName, Guid end1, Guid end2, RelationshipValues values);

  /** Changes an active relationship. */
  Written update(RequestContext context, Guid relationship, RelationshipValues values);

  /** Deletes a relationship; one that is deleted already can only be removed by a hard deletion. */
  Written unrelate(RequestContext context, Guid relationship, DeleteMode mode);
}
