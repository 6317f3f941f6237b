package dev.lily.policy.tags;

import static dev.lily.graph.BadRequests.require;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.ValidityPeriod;
import java.util.List;
import java.util.Map;

/** A tag that another system gave a resource; it is treated as a classification of that name. */
public record ForeignTag(
    String type, Map<String, String> attributes, List<ValidityPeriod> validity) {
  private static final int TEXT = 4_000;

  public ForeignTag {
    attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
    validity = validity == null ? List.of() : List.copyOf(validity);
    require(type != null && !type.isBlank() && type.length() <= TEXT, "tags: a tag needs a type");
    require(
        attributes.size() <= 100
            && attributes.values().stream().allMatch(value -> value.length() <= TEXT),
        "tags: '%s' has more than 100 attributes or one longer than %d".formatted(type, TEXT));
  }

  /** No asset of the catalog is its origin. */
  Classification classification() {
    return new Classification(
        type, new Guid(0, 0), Map.copyOf(attributes), Classification.Rules.PROPAGATE, validity);
  }
}
