package dev.lily.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * What a policy is about: assets with one of the classifications, resources of the patterns, or,
 * where both are given, resources of the patterns that have one of the classifications.
 *
 * @param where what the attributes of the classification must be, all of it; only together with
 *     classifications
 */
public record Target(
    List<String> classifications, List<AttributeCondition> where, List<ResourcePattern> resources) {
  public Target {
    classifications = classifications == null ? List.of() : List.copyOf(classifications);
    where = where == null ? List.of() : List.copyOf(where);
    resources = resources == null ? List.of() : List.copyOf(resources);
  }

  public Target(List<String> classifications, List<ResourcePattern> resources) {
    this(classifications, List.of(), resources);
  }

  public static Target classifications(String... names) {
    return new Target(List.of(names), List.of());
  }

  public static Target resources(ResourcePattern... patterns) {
    return new Target(List.of(), List.of(patterns));
  }

  @JsonIgnore
  public boolean isByClassification() {
    return !classifications.isEmpty();
  }

  /** Whether it is about some of what has the classifications, not all. */
  @JsonIgnore
  public boolean isNarrowed() {
    return !classifications.isEmpty() && !(resources.isEmpty() && where.isEmpty());
  }
}
