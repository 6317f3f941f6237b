package dev.lily.policy.tags;

import dev.lily.graph.asset.Classification;
import dev.lily.policy.Effect;
import dev.lily.policy.EngineResource;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import dev.lily.policy.ResourcePattern;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * How classifications become tags: the type and its supertypes, each a tag; and, for a policy that
 * names classifications and resources both, a tag of its own on the resources that have both. That
 * makes such a policy an ordinary tag policy for every version of every plug-in.
 */
public final class TagRules {
  private final String service;
  private final List<Policy> combined;
  private final Function<String, Set<String>> supertypes;

  TagRules(String service, PolicySet policies, Function<String, Set<String>> supertypes) {
    this.service = service;
    this.combined =
        policies.policies().stream()
            .filter(policy -> policy.isEnforced() && policy.target().isCombined())
            .toList();
    this.supertypes = supertypes;
  }

  /** The tag of the resources that both halves of the policy's target name. */
  public static String combinedTag(Policy policy, String classification) {
    return classification + "@policy-" + policy.id();
  }

  /** Whether both make the same tags. */
  boolean sameAs(TagRules other) {
    return combined.equals(other.combined);
  }

  Map<Tag, Classification> tags(
      EngineResource resource, Collection<List<Classification>> classifications) {
    Map<Tag, Classification> tags = new HashMap<>();
    for (List<Classification> ofOneAsset : classifications) {
      for (Classification classification : ofOneAsset) {
        addTags(tags, resource, classification.typeName(), classification);
        for (String supertype : supertypes.apply(classification.typeName())) {
          addTags(tags, resource, supertype, classification);
        }
      }
    }
    return tags;
  }

  private void addTags(
      Map<Tag, Classification> tags, EngineResource resource, String type, Classification origin) {
    tags.putIfAbsent(Tag.of(type, origin), origin);
    for (Policy policy : combined) {
      if (policy.target().classifications().contains(type) && isTarget(policy, resource)) {
        tags.putIfAbsent(Tag.of(combinedTag(policy, type), origin), origin);
      }
    }
  }

  /** A classified container of targets counts as one, except where that would open something. */
  private boolean isTarget(Policy policy, EngineResource resource) {
    boolean opens = policy.effect() instanceof Effect.Allow;
    for (ResourcePattern pattern : policy.target().resources()) {
      boolean hit = opens ? pattern.contains(resource) : pattern.reachesInto(resource);
      if (hit && pattern.covers(service)) {
        return true;
      }
    }
    return false;
  }
}
