package dev.lily.graph.rule;

import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetStatus;
import java.util.Optional;

/**
 * The rules of a tenant are an asset of the catalog: what is acknowledged is durable, every change
 * is in the change log in its order, and whoever follows the log follows the rules.
 */
public final class RuleAsset {
  public static final AssetKey KEY = new AssetKey("lily_propagation_rules", "propagation-rules");
  public static final String RULES = "rules";
  public static final String VERSION = "version";
  public static final String COMMENT = "comment";
  public static final String HISTORY = "history";

  private RuleAsset() {}

  /** The rules, if this is the asset that holds them; deleted, it leaves the standard ones. */
  public static Optional<RuleSet> rulesOf(Asset asset) {
    if (asset.ref().key().equals(KEY) && asset.status() != AssetStatus.ACTIVE) {
      return Optional.of(RuleSet.STANDARD);
    }
    return asset.ref().key().equals(KEY) && asset.attributes().get(RULES) instanceof String json
        ? Optional.of(RuleSetCodec.decode(json))
        : Optional.empty();
  }
}
