package dev.lily.graph.asset;

import java.util.List;

/** An asset together with its relationships, as one read of the store gives it. */
public record AssetView(Asset asset, List<Related> related) {
  public AssetView {
    related = List.copyOf(related);
  }

  /**
   * A relationship and the asset at its other end.
   *
   * @param displayText what a person calls the other asset
   */
  public record Related(
      Relationship relationship, AssetRef other, AssetStatus otherStatus, String displayText) {}
}
