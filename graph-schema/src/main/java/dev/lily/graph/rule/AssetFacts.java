package dev.lily.graph.rule;

import java.util.Set;

/**
 * What rules may ask about an asset.
 *
 * @param typeName empty, like the qualifiedName, while only relationships of the asset are known
 * @param superTypes all types that its type descends from
 * @param certificate its {@code certificateStatus}, like {@code VERIFIED}; empty where it has none
 */
public record AssetFacts(
    String typeName, Set<String> superTypes, String qualifiedName, String certificate) {
  /** Of an asset of which nothing is known. */
  public static final AssetFacts UNKNOWN = new AssetFacts("", "", "");

  public AssetFacts {
    superTypes = Set.copyOf(superTypes);
  }

  /** Of a type that descends from no other. */
  public AssetFacts(String typeName, String qualifiedName, String certificate) {
    this(typeName, Set.of(), qualifiedName, certificate);
  }

  boolean isA(Glob type) {
    return type.matches(typeName) || superTypes.stream().anyMatch(type::matches);
  }
}
