package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.BlockedClassification;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.RelationshipValues;
import dev.lily.graph.type.Attribute;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be said of a relationship of some type. */
final class RelationshipRules {
  private final TypeRegistry types;
  private final RelationshipType type;

  RelationshipRules(TypeRegistry types, RelationshipType type) {
    this.types = types;
    this.type = type;
  }

  /** A relationship lets through what its type does, or less; Atlas has the same rule. */
  PropagateTags propagateTags(RelationshipValues sent, PropagateTags standing) {
    PropagateTags tags = sent.propagateTags().orElse(standing);
    PropagateTags most = type.propagateTags();
    if (tags != standing && !type.allows(tags)) {
      throw new CatalogException(
          ErrorCode.INVALID_PROPAGATION_TYPE,
          "Invalid propagation %s for relationship-type=%s (propagateTags): its default is %s, so %s"
              .formatted(tags, type.name(), most, possible(most)));
    }
    return tags;
  }

  private static String possible(PropagateTags most) {
    return most == PropagateTags.NONE
        ? "only NONE is possible"
        : "NONE and %s are possible".formatted(most);
  }

  /** Of what is blocked already nothing has to be known any more. */
  Set<String> blocked(RelationshipValues sent, Set<String> standing, DraftSet drafts) {
    Set<String> blocked = sent.blocked().orElse(standing);
    blocked.stream()
        .filter(text -> !standing.contains(text))
        .map(BlockedClassification::parse)
        .forEach(one -> check(one, drafts));
    return blocked;
  }

  private void check(BlockedClassification blocked, DraftSet drafts) {
    if (types.findClassificationType(blocked.typeName()).isEmpty()) {
      throw invalid(blocked, "there is no classification type of that name");
    }
    if (blocked.origin().filter(origin -> drafts.known(origin).isEmpty()).isPresent()) {
      throw invalid(blocked, "there is no entity of that guid");
    }
  }

  private static CatalogException invalid(BlockedClassification blocked, String reason) {
    return new CatalogException(
        ErrorCode.INVALID_BLOCKED_PROPAGATED_CLASSIFICATION,
        "Invalid propagated classification: %s with entityGuid: %s added to blocked propagated classifications (blockedPropagatedClassifications): %s"
            .formatted(
                blocked.typeName(), blocked.origin().map(Object::toString).orElse("any"), reason));
  }

  /** The attributes that there are, changed as is said; null takes one away. */
  Map<String, @Nullable Object> attributes(
      RelationshipValues sent, Map<String, @Nullable Object> standing) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>(standing);
    values.putAll(ReferenceResolver.attributes(type, sent.attributes()));
    sent.attributes()
        .forEach(
            (name, value) -> {
              if (value == null) {
                values.remove(name);
              }
            });
    for (Attribute attribute : type.attributes().values()) {
      if (!attribute.def().isOptional() && values.get(attribute.name()) == null) {
        values.put(
            attribute.name(), attribute.defaultValue().orElseThrow(() -> missing(attribute)));
      }
    }
    return values;
  }

  private CatalogException missing(Attribute attribute) {
    return new CatalogException(
        ErrorCode.MISSING_MANDATORY_ATTRIBUTE,
        "Mandatory field %s.%s has empty/null value; send it in attributes"
            .formatted(type.name(), attribute.name()));
  }
}
