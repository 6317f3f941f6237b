package dev.lily.graph.asset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of a relationship besides its type and ends. What is absent stays as it is, or
 * as the relationshipDef has it.
 *
 * @param blocked all that do not pass: texts of {@link BlockedClassification}
 * @param attributes those to be set, and with null those to be taken away
 */
public record RelationshipValues(
    Optional<PropagateTags> propagateTags,
    Optional<Set<String>> blocked,
    Map<String, @Nullable Object> attributes) {
  /** One of which nothing is said. */
  public static final RelationshipValues NONE =
      new RelationshipValues(Optional.empty(), Optional.empty(), Map.of());

  public RelationshipValues {
    blocked = blocked.map(Set::copyOf);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }
}
