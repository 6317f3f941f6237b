package dev.lily.graph.rule;

import java.util.Map;

/**
 * What an edge stops by rule: rule ids.
 *
 * @param all why nothing passes; empty where something does
 * @param named why the named classifications do not pass
 */
public record Stops(String all, Map<String, String> named) {
  public static final Stops NONE = new Stops("", Map.of());

  public Stops {
    named = Map.copyOf(named);
  }
}
