package dev.lily.graph.type;

/** Which asset a leaf lives beside, told from its qualifiedName alone. */
public final class AssetRoot {
  private AssetRoot() {}

  /**
   * The qualifiedName of the root asset: of a leaf with the option lily.rootDelimiter what stands
   * before the last delimiter; of another leaf its qualifiedName without the last segment ({@code
   * db.t.c@cl} gives {@code db.t@cl}); of everything else, and where nothing can be cut off, the
   * qualifiedName itself.
   */
  public static String rootOf(EntityType type, String qualifiedName) {
    if (!type.isLeaf()) {
      return qualifiedName;
    }
    String delimiter = type.rootDelimiter();
    if (!delimiter.isEmpty()) {
      int cut = qualifiedName.lastIndexOf(delimiter);
      return cut > 0 ? qualifiedName.substring(0, cut) : qualifiedName;
    }
    int at = qualifiedName.lastIndexOf('@');
    int end = at < 0 ? qualifiedName.length() : at;
    int cut = qualifiedName.lastIndexOf('.', end - 1);
    return cut > 0 ? qualifiedName.substring(0, cut) + qualifiedName.substring(end) : qualifiedName;
  }
}
