package dev.lily.graph.sight;

import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import java.util.Collection;

/**
 * Decides for one caller, asset by asset. Costs microseconds, so that whole searches and graphs can
 * be asked; safe for many threads.
 */
public interface AssetGuard {
  /** Shows everything; what may be done is left to the caller's roles. */
  AssetGuard OPEN =
      new AssetGuard() {
        @Override
        public boolean isOpen() {
          return true;
        }

        @Override
        public Sight sight(AssetRef asset, Collection<Classification> carried) {
          return Sight.CLEAR;
        }

        @Override
        public boolean allows(AssetAct act, AssetRef asset, Collection<Classification> carried) {
          return true;
        }
      };

  /** Whether it never refuses or hides anything, so that nobody needs to ask. */
  boolean isOpen();

  /** Whether it never hides anything, whatever it refuses. */
  default boolean seesEverything() {
    return isOpen();
  }

  /**
   * What can be seen of an asset.
   *
   * @param carried its classifications, own and propagated
   */
  Sight sight(AssetRef asset, Collection<Classification> carried);

  /** Whether this may be done to an asset that exists or is to be made. */
  boolean allows(AssetAct act, AssetRef asset, Collection<Classification> carried);
}
