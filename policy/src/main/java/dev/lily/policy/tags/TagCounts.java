package dev.lily.policy.tags;

import dev.lily.graph.asset.Classification;
import dev.lily.policy.EngineResource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often each tag occurs inside each container. One thread writes, many read. */
final class TagCounts {
  private record Count(int number, Classification example) {}

  private final Map<String, Map<Tag, Count>> inside = new ConcurrentHashMap<>();

  void add(TaggedResource resource, int sign) {
    if (resource.tags().isEmpty()) {
      return;
    }
    for (String key : resource.resource().containerKeys()) {
      resource.tags().forEach((tag, classification) -> add(key, tag, classification, sign));
    }
  }

  Map<Tag, Classification> inside(EngineResource container) {
    Map<Tag, Count> counts = inside.getOrDefault(container.key(), Map.of());
    Map<Tag, Classification> tags = new ConcurrentHashMap<>();
    counts.forEach((tag, count) -> tags.put(tag, count.example()));
    return tags;
  }

  private void add(String key, Tag tag, Classification classification, int sign) {
    inside.compute(
        key,
        (k, counts) -> {
          Map<Tag, Count> next = counts == null ? new ConcurrentHashMap<>() : counts;
          next.compute(
              tag,
              (t, count) -> {
                int number = (count == null ? 0 : count.number()) + sign;
                return number <= 0
                    ? null
                    : new Count(number, count == null ? classification : count.example());
              });
          return next.isEmpty() ? null : next;
        });
  }
}
