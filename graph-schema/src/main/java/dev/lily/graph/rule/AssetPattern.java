package dev.lily.graph.rule;

import org.jspecify.annotations.Nullable;

/**
 * Which assets; absent parts fit all.
 *
 * @param typeName of the asset, or of a type that its type descends from
 */
public record AssetPattern(
    @Nullable Glob typeName, @Nullable Glob qualifiedName, @Nullable String certificate) {

  static final AssetPattern ANY = new AssetPattern(null, null, null);

  /** Whether no part of it says anything. */
  boolean fitsAll() {
    return (typeName == null || typeName.fitsAll())
        && (qualifiedName == null || qualifiedName.fitsAll())
        && certificate == null;
  }

  /** Whether the asset fits. */
  public boolean matches(AssetFacts asset) {
    return (typeName == null || asset.isA(typeName))
        && (qualifiedName == null || qualifiedName.matches(asset.qualifiedName()))
        && (certificate == null || certificate.equalsIgnoreCase(asset.certificate()));
  }
}
