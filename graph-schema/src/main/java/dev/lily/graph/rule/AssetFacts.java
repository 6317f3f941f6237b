package dev.lily.graph.rule;

/**
 * What rules may ask about an asset.
 *
 * @param typeName empty, like the qualifiedName, while only relationships of the asset are known
 * @param certificate its {@code certificateStatus}, like {@code VERIFIED}; empty where it has none
 */
public record AssetFacts(String typeName, String qualifiedName, String certificate) {
  /** Of an asset of which nothing is known. */
  public static final AssetFacts UNKNOWN = new AssetFacts("", "", "");
}
