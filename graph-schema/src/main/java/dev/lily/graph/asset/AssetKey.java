package dev.lily.graph.asset;

/** What makes an asset unique within its tenant: its type and its qualifiedName. */
public record AssetKey(String typeName, String qualifiedName) {
  @Override
  public String toString() {
    return typeName + " " + qualifiedName;
  }
}
