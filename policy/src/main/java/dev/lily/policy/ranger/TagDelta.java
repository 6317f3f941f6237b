package dev.lily.policy.ranger;

import dev.lily.policy.EngineResource;
import dev.lily.policy.tags.TagView;
import dev.lily.policy.tags.TaggedResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changed tags in a form that Ranger plug-ins (seen in 2.9.0) apply rightly. Their tag enricher
 * remembers per requested resource which tagged resources concern it, and a delta makes it forget
 * that only for the very resources that the delta names.
 */
final class TagDelta {
  private TagDelta() {}

  /**
   * False where the plug-in would go on with old tags: for everything inside of a changed
   * container, and where it may have no tags at all, which makes it refuse the delta.
   */
  static boolean isSafe(TagView view, List<EngineResource> changed) {
    int depth = view.service().type().elements().size();
    long stillTagged = changed.stream().filter(r -> view.find(r).isPresent()).count();
    return view.size() > stillTagged
        && changed.stream().allMatch(resource -> resource.elements().size() == depth);
  }

  /** The changed resources as they are now, and their containers, so that those are forgotten. */
  static List<TaggedResource> resources(TagView view, List<EngineResource> changed) {
    Map<String, EngineResource> named = new LinkedHashMap<>();
    for (EngineResource resource : changed) {
      Optional<EngineResource> next = Optional.of(resource);
      while (next.isPresent()) {
        named.put(next.get().key(), next.get());
        next = next.get().parent();
      }
    }
    List<TaggedResource> now = new ArrayList<>();
    for (EngineResource resource : named.values()) {
      now.add(
          view.find(resource).orElseGet(() -> new TaggedResource(resource, Map.of(), Map.of())));
    }
    return now;
  }
}
