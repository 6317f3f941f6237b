package dev.lily.graph.asset;

import java.util.Optional;
import java.util.UUID;

/**
 * The identity of an asset or relationship, written as a UUID. An asset's guid carries its address
 * in the graph, so that finding it needs no index ({@code dev.lily.graph.store}).
 */
public record Guid(long high, long low) implements Comparable<Guid> {

  /** Reads a UUID; empty where the text is none. */
  public static Optional<Guid> parse(String text) {
    if (text.length() != 36) {
      return Optional.empty();
    }
    try {
      UUID uuid = UUID.fromString(text);
      return Optional.of(new Guid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(Guid other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return new UUID(high, low).toString();
  }
}
