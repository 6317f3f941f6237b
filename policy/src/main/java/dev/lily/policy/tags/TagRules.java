package dev.lily.policy.tags;

import dev.lily.graph.asset.Classification;
import dev.lily.policy.Effect;
import dev.lily.policy.EngineResource;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.Target;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * How classifications become tags: the type and its supertypes, each a tag; and, for a policy about
 * some of what has its classifications (certain resources, certain values of attributes), a tag of
 * its own on the resources that it is about. That makes such a policy an ordinary tag policy for
 * every version of every plug-in, without scripts. Monitored policies have such tags too, so that
 * what they would change can be told; nothing in force names these tags.
 */
public final class TagRules {
  private final String service;
  private final List<Policy> narrowed;
  private final Function<String, Set<String>> supertypes;

  TagRules(String service, PolicySet policies, Function<String, Set<String>> supertypes) {
    this.service = service;
    this.narrowed =
        policies.policies().stream()
            .filter(policy -> policy.enabled() && policy.target().isNarrowed())
            .toList();
    this.supertypes = supertypes;
  }

  /** The tag of what has the classification and is what the policy is about. */
  public static String narrowedTag(Policy policy, String classification) {
    return classification + "@policy-" + policy.id();
  }

  /** Whether both make the same tags. */
  boolean sameAs(TagRules other) {
    return narrowed.equals(other.narrowed);
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
    Tag tag = Tag.of(type, origin);
    tags.putIfAbsent(tag, origin);
    for (Policy policy : narrowed) {
      Target target = policy.target();
      if (target.classifications().contains(type)
          && target.where().stream().allMatch(condition -> condition.holds(tag.attributes()))
          && isTarget(policy, resource)) {
        tags.putIfAbsent(Tag.of(narrowedTag(policy, type), origin), origin);
      }
    }
  }

  /** A classified container of targets counts as one, except where that would open something. */
  private boolean isTarget(Policy policy, EngineResource resource) {
    if (policy.target().resources().isEmpty()) {
      return true;
    }
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
