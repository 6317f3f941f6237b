package dev.lily.graph.change;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Relationship;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one transaction changed about one asset. Consumers are idempotent by {@code id}.
 *
 * @param id unique within the catalog and ordered: {@code <position>-<index>}
 * @param asset the asset after the change
 * @param rootKey what the event is keyed by besides the tenant: the qualifiedName of the root asset
 *     (the table of a column), so that all changes of one root arrive in order; an asset that is
 *     renamed keeps it
 * @param attributes what changed, by attribute name; {@code labels}, {@code customAttributes} and
 *     {@code businessAttributes} are those parts as a whole
 */
public record ChangeEvent(
    String id,
    TenantId tenant,
    Kind kind,
    Asset asset,
    String rootKey,
    Origin origin,
    Map<String, AttributeChange> attributes,
    List<ClassificationChange> classifications,
    List<RelationshipChange> relationships) {

  /** What happened to the asset itself. */
  public enum Kind {
    CREATED,
    UPDATED,
    DELETED,
    PURGED
  }

  /** What happened to a part of the asset. */
  public enum Operation {
    ADDED,
    UPDATED,
    REMOVED
  }

  /**
   * Why it happened.
   *
   * @param causeId the request or the event that led to it
   * @param time epoch milliseconds of the commit
   */
  public record Origin(String actor, String causeId, long time) {}

  /** An attribute before and after; null where it was or is absent. */
  public record AttributeChange(@Nullable Object before, @Nullable Object after) {}

  /** A classification that came, changed or went; propagated where its origin is another asset. */
  public record ClassificationChange(Operation operation, Classification classification) {}

  /** A relationship that came, changed or went; reported once, by the asset at end 1. */
  public record RelationshipChange(Operation operation, Relationship relationship) {}

  public ChangeEvent {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    classifications = List.copyOf(classifications);
    relationships = List.copyOf(relationships);
  }

  /** The position of the transaction in the change log of the catalog. */
  public long position() {
    return Long.parseLong(id.substring(0, id.indexOf('-')));
  }
}
