package dev.lily.policy.tags;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ValidityPeriod;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A classification as engines see it: the same for all resources that have it alike. */
public record Tag(String type, Map<String, String> attributes, List<ValidityPeriod> validity) {
  public Tag {
    attributes = Map.copyOf(attributes);
    validity = List.copyOf(validity);
  }

  static Tag of(String type, Classification classification) {
    Map<String, String> attributes = new TreeMap<>();
    classification
        .attributes()
        .forEach(
            (name, value) -> {
              if (value != null) {
                attributes.put(name, value.toString());
              }
            });
    return new Tag(type, attributes, classification.validityPeriods());
  }

  /** A positive number made from the content alone, so that it survives restarts. */
  public long id() {
    return Hash64.of("tag\n" + content());
  }

  /** Everything about it as text, the same in every JVM. */
  String content() {
    return attributes.isEmpty() && validity.isEmpty()
        ? type
        : type + '\n' + new TreeMap<>(attributes) + '\n' + validity;
  }
}
