package dev.lily.graph.activity;

import dev.lily.graph.asset.Guid;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The history of every asset, the newest first. Writing what is there already changes nothing. Safe
 * for many threads; two of them must not write the same event differently.
 */
public interface ActivityStore {

  /** Something that happened to an asset. */
  record Item(Guid asset, Activity activity) {}

  /** Adds entries in one transaction; durable when the call returns. */
  void add(List<Item> items);

  /** Forgets all that is known of these assets. */
  void forget(Collection<Guid> assets);

  /** What happened to an asset before the mark, or all; the newest first, at most so many. */
  List<Activity> read(Guid asset, Optional<ActivityMark> before, int limit);
}
