package dev.lily.policy.tags;

import static dev.lily.graph.BadRequests.require;

import dev.lily.policy.EngineResource;
import java.util.List;

/** A resource with the tags that another system gave it; none where it has lost them. */
public record ForeignResource(EngineResource resource, List<ForeignTag> tags) {
  private static final int TAGS = 100;

  public ForeignResource {
    tags = List.copyOf(tags);
    require(tags.size() <= TAGS, "tags: at most %d of %s".formatted(TAGS, resource));
  }
}
