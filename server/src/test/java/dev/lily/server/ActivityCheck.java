package dev.lily.server;

import dev.lily.graph.activity.ActivityStore.Item;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.notifications.activity.HistoryEntries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the histories of assets tell what the change log tells, each event once. */
final class ActivityCheck {
  private static final int MOST = 900;

  private final GraphCatalog catalog;
  private final HistoryEntries entries;

  ActivityCheck(GraphCatalog catalog) {
    this.catalog = catalog;
    entries = new HistoryEntries(() -> catalog.types().types());
  }

  /** What is missing or told twice; histories that may have been trimmed are passed over. */
  List<String> faults(List<LoggedEvents> logs) {
    Map<Guid, List<String>> expected = new HashMap<>();
    for (LoggedEvents log : logs) {
      for (ChangeEvent event : log.byId().values()) {
        for (Item item : entries.of(event)) {
          expected
              .computeIfAbsent(item.asset(), asset -> new ArrayList<>())
              .add(item.activity().id());
        }
        if (event.kind() == Kind.PURGED) {
          expected.put(event.asset().guid(), new ArrayList<>());
        }
      }
    }
    List<String> faults = new ArrayList<>();
    expected.forEach(
        (asset, ids) -> {
          if (ids.size() < MOST) {
            check(asset, Set.copyOf(ids), faults);
          }
        });
    return faults;
  }

  private void check(Guid asset, Set<String> ids, List<String> faults) {
    List<String> told =
        catalog.activity().read(asset, Optional.empty(), MOST).stream()
            .map(one -> one.id())
            .toList();
    if (told.size() != ids.size() || !told.stream().collect(Collectors.toSet()).equals(ids)) {
      faults.add("history of %s tells %s, the log %s".formatted(asset, told, ids));
    }
  }
}
