package dev.lily.graph.asset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A typed edge between two assets, named by its relationshipDef.
 *
 * @param blockedPropagatedClassifications texts of {@link BlockedClassification}
 * @param audit null where it came with an asset and was never changed by itself
 */
public record Relationship(
    Guid guid,
    String typeName,
    AssetRef end1,
    AssetRef end2,
    AssetStatus status,
    PropagateTags propagateTags,
    Set<String> blockedPropagatedClassifications,
    Map<String, @Nullable Object> attributes,
    @Nullable AuditInfo audit) {
  public Relationship {
    blockedPropagatedClassifications = Set.copyOf(blockedPropagatedClassifications);
    attributes =
        attributes.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** One of which nobody noted who made it. */
  public Relationship(
      Guid guid,
      String typeName,
      AssetRef end1,
      AssetRef end2,
      AssetStatus status,
      PropagateTags propagateTags,
      Set<String> blockedPropagatedClassifications,
      Map<String, @Nullable Object> attributes) {
    this(
        guid,
        typeName,
        end1,
        end2,
        status,
        propagateTags,
        blockedPropagatedClassifications,
        attributes,
        null);
  }

  /** The same, made or changed by whom it says. */
  public Relationship with(AuditInfo change) {
    return new Relationship(
        guid,
        typeName,
        end1,
        end2,
        status,
        propagateTags,
        blockedPropagatedClassifications,
        attributes,
        change);
  }
}
