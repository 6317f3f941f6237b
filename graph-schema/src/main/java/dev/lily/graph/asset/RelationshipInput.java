package dev.lily.graph.asset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A relationship to be created, or whose attributes are to be replaced; both ends exist. */
public record RelationshipInput(
    String typeName, AssetKey end1, AssetKey end2, Map<String, @Nullable Object> attributes) {
  public RelationshipInput {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }
}
