package dev.lily.graph.asset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An asset as somebody sends it, to be created or updated. What is absent stays as it is; what is
 * present and null is cleared. References are JSON-like object ids: {@code {guid}} (a real one, or
 * a placeholder such as {@code -1} of another asset of the same batch) or {@code {typeName,
 * uniqueAttributes}}.
 *
 * @param guid a real guid, a placeholder that other assets of the batch refer to, or empty
 * @param place where it stands in what somebody sent, for refusals; empty where nobody cares
 */
public record AssetInput(
    String guid,
    String typeName,
    Map<String, @Nullable Object> attributes,
    Map<String, @Nullable Object> relationshipAttributes,
    Optional<List<Classification>> classifications,
    Optional<Set<String>> labels,
    Optional<Map<String, String>> customAttributes,
    Map<String, Map<String, @Nullable Object>> businessAttributes,
    String place) {
  public AssetInput {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    relationshipAttributes =
        Collections.unmodifiableMap(new LinkedHashMap<>(relationshipAttributes));
    classifications = classifications.map(List::copyOf);
    labels = labels.map(Set::copyOf);
    customAttributes = customAttributes.map(Map::copyOf);
    businessAttributes = Map.copyOf(businessAttributes);
  }

  /** An input of attributes and references only. */
  public AssetInput(
      String guid,
      String typeName,
      Map<String, @Nullable Object> attributes,
      Map<String, @Nullable Object> relationshipAttributes) {
    this(
        guid,
        typeName,
        attributes,
        relationshipAttributes,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  /** An input whose place does not matter. */
  public AssetInput(
      String guid,
      String typeName,
      Map<String, @Nullable Object> attributes,
      Map<String, @Nullable Object> relationshipAttributes,
      Optional<List<Classification>> classifications,
      Optional<Set<String>> labels,
      Optional<Map<String, String>> customAttributes,
      Map<String, Map<String, @Nullable Object>> businessAttributes) {
    this(
        guid,
        typeName,
        attributes,
        relationshipAttributes,
        classifications,
        labels,
        customAttributes,
        businessAttributes,
        "");
  }
}
