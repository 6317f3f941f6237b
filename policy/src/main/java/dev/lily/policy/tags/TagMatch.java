package dev.lily.policy.tags;

import dev.lily.graph.asset.Classification;

/** A tag that matters for a resource, and where it sits; Ranger's match types. */
public record TagMatch(Tag tag, Position position, Classification classification) {

  /** On the resource, on something around it, or on something inside. */
  public enum Position {
    SELF,
    ANCESTOR,
    DESCENDANT
  }
}
