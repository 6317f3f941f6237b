package dev.lily.graph;

import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which classifications hold for an asset: its own and those that reach it. Answered from memory in
 * microseconds, so that a query engine may ask for every column; safe for many threads.
 */
public interface EffectiveClassifications {

  /**
   * The classifications of the asset, own ones first; empty for an unknown or plain asset. Of those
   * with a declared order of severity only the most severe that always holds, and more severe ones
   * that hold at times.
   */
  List<Classification> of(TenantId tenant, AssetKey asset);

  /** Every asset of the tenant that has a classification, in no order. */
  List<AssetRef> classified(TenantId tenant);

  /** The position of the change log up to which the answers are right. */
  long position();

  /** Calls the listener after each change with the assets whose classifications changed. */
  void onChange(Consumer<Change> listener);

  /** Assets whose effective classifications changed, at which position and why. */
  record Change(TenantId tenant, long position, long eventTime, List<Guid> assets) {}
}
