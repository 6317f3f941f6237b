package dev.lily.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** What was sent to a server that may die at any moment, and what it acknowledged. */
final class CrashLedger {
  private final Map<String, Table> tables = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final Map<String, Optional<Boolean>> tagged = new ConcurrentHashMap<>();

  /** A dataset, its columns, and the dataset of which each column is derived by the same name. */
  record Table(String name, String source, List<String> columns) {
    Table {
      columns = List.copyOf(columns);
    }
  }

  /**
   * What has to hold after a restart.
   *
   * @param sent every table: it is there with all of its columns, or not at all
   * @param acknowledged the names of those that are there
   * @param tagged columns that have the tag, or have lost it; those of which nobody knows are left
   *     out
   */
  record Snapshot(List<Table> sent, List<String> acknowledged, Map<String, Boolean> tagged) {}

  void send(Table table, Supplier<Boolean> sender) {
    tables.put(table.name(), table);
    if (sender.get()) {
      acknowledged.add(table.name());
    }
  }

  void tag(String column, boolean put, Supplier<Boolean> sender) {
    tagged.put(column, Optional.empty());
    if (sender.get()) {
      tagged.put(column, Optional.of(put));
    }
  }

  /** Takes what the server says of a column of which the last answer was lost. */
  void learn(String column, boolean put) {
    tagged.put(column, Optional.of(put));
  }

  Optional<Table> table(String name) {
    return Optional.ofNullable(tables.get(name)).filter(table -> acknowledged.contains(name));
  }

  List<String> unknown() {
    return tagged.entrySet().stream()
        .filter(entry -> entry.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  List<String> columnsTagged() {
    return tagged.entrySet().stream()
        .filter(entry -> entry.getValue().orElse(false))
        .map(Map.Entry::getKey)
        .toList();
  }

  Snapshot snapshot() {
    Map<String, Boolean> known = new ConcurrentHashMap<>();
    tagged.forEach((column, put) -> put.ifPresent(value -> known.put(column, value)));
    return new Snapshot(new ArrayList<>(tables.values()), new ArrayList<>(acknowledged), known);
  }
}
