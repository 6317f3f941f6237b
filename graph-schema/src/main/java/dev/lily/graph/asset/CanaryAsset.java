package dev.lily.graph.asset;

/**
 * An asset of each tenant that is classified again and again to measure how long that takes to
 * reach the engines. It means nothing to anybody else.
 */
public final class CanaryAsset {
  public static final AssetKey KEY = new AssetKey("lily_canary", "lily_canary");
  public static final String CLASSIFICATION = "LilyCanary";

  private CanaryAsset() {}
}
