package dev.lily.graph.sight;

import dev.lily.graph.RequestContext;

/** Finds the guard of a caller, as the rules of the tenant are at that moment. */
@FunctionalInterface
public interface AssetGuards {
  /** Everybody sees everything. */
  AssetGuards OPEN = context -> AssetGuard.OPEN;

  AssetGuard of(RequestContext context);
}
