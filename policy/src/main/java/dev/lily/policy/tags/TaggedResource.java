package dev.lily.policy.tags;

import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Classification;
import dev.lily.policy.EngineResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A resource, the classified assets that it is, and the tags that follow.
 *
 * @param tags with the classification that each came from
 */
public record TaggedResource(
    EngineResource resource,
    Map<AssetKey, List<Classification>> sources,
    Map<Tag, Classification> tags) {
  public TaggedResource {
    sources = Map.copyOf(sources);
    tags = Map.copyOf(tags);
  }

  /** A positive number made from the service and the name alone, so that it survives restarts. */
  public static long id(String service, EngineResource resource) {
    return Hash64.of("resource\n" + service + '\n' + resource.key());
  }

  TaggedResource with(AssetKey asset, List<Classification> now, TagRules rules) {
    Map<AssetKey, List<Classification>> next = new LinkedHashMap<>(sources);
    if (now.isEmpty()) {
      next.remove(asset);
    } else {
      next.put(asset, now);
    }
    return new TaggedResource(resource, next, rules.tags(resource, next.values()));
  }

  TaggedResource with(TagRules rules) {
    return new TaggedResource(resource, sources, rules.tags(resource, sources.values()));
  }

  /** What two equal contents have in common. */
  long digest() {
    long own = Hash64.continued(0, resource.key());
    long sum = 0;
    for (Tag tag : tags.keySet()) {
      sum += Hash64.continued(own, tag.content());
    }
    return sum;
  }
}
