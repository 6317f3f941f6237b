package dev.lily.policy;

import dev.lily.graph.TenantId;
import java.util.function.Consumer;

/** Keeps the users, groups and roles of every tenant. Writes are durable when the call returns. */
public interface DirectoryStore {

  Directory current(TenantId tenant);

  /**
   * Replaces the directory; version and time are the store's own. Equal content makes no new
   * version.
   */
  Directory put(TenantId tenant, Directory directory);

  /** Calls the listener after each change, in the changing thread. */
  void onChange(Consumer<TenantId> listener);
}
