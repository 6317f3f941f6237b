package dev.lily.notifications.openlineage;

import dev.lily.graph.TenantId;

/** Remembers for a while, over restarts, which runs have failed. Safe for many threads. */
public interface FailedRuns {
  /** Remembers nothing. */
  FailedRuns NONE =
      new FailedRuns() {
        @Override
        public void add(TenantId tenant, String runId) {}

        @Override
        public boolean contains(TenantId tenant, String runId) {
          return false;
        }
      };

  /**
   * Remembers the run; durable when the call returns.
   *
   * @throws dev.lily.graph.CatalogException UNAVAILABLE where that is impossible now
   */
  void add(TenantId tenant, String runId);

  boolean contains(TenantId tenant, String runId);
}
