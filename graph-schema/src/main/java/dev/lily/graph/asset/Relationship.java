package dev.lily.graph.asset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A typed edge between two assets, named by its relationshipDef. */
public record Relationship(
    Guid guid,
    String typeName,
    AssetRef end1,
    AssetRef end2,
    AssetStatus status,
    PropagateTags propagateTags,
    Set<String> blockedPropagatedClassifications,
    Map<String, @Nullable Object> attributes) {
  public Relationship {
    blockedPropagatedClassifications = Set.copyOf(blockedPropagatedClassifications);
    attributes =
        attributes.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }
}
