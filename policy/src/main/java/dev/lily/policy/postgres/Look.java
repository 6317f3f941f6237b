package dev.lily.policy.postgres;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one asker sees of a table about which several answers were given, one for its own name and
 * one for each table above it: what any of them hides is hidden.
 */
final class Look {
  private final Map<PgColumn, String> columns = new LinkedHashMap<>();
  private final Set<String> closed = new LinkedHashSet<>();
  private final Set<String> conditions = new LinkedHashSet<>();

  /** An answer: the column is seen like this. */
  void show(PgColumn column, String sql) {
    columns.merge(column, sql, (one, other) -> stricter(column, one, other));
  }

  /** An answer: the column may not be read. */
  void close(PgColumn column) {
    closed.add(column.name());
    show(column, Sight.nothing(column));
  }

  /** An answer: rows of which this is true are seen. */
  void rows(String condition) {
    conditions.add(condition);
  }

  /** Two masks of one column cannot both be shown. */
  private static String stricter(PgColumn column, String one, String other) {
    if (one.equals(other) || other.equals(Sight.asItIs(column))) {
      return one;
    }
    return one.equals(Sight.asItIs(column)) ? other : Sight.nothing(column);
  }

  /** What is generated from a hidden column tells what that holds; a mask of its own stays. */
  void hideGenerated() {
    for (PgColumn column : List.copyOf(columns.keySet())) {
      boolean isMadeOfHidden =
          columns.entrySet().stream()
              .filter(source -> column.sources().contains(source.getKey().name()))
              .anyMatch(source -> !source.getValue().equals(Sight.asItIs(source.getKey())));
      if (column.sources().stream().anyMatch(closed::contains)) {
        close(column);
      } else if (isMadeOfHidden && Sight.asItIs(column).equals(columns.get(column))) {
        columns.put(column, Sight.nothing(column));
      }
    }
  }

  Map<PgColumn, String> columns() {
    return columns;
  }

  /** The columns that may not be read at all. */
  List<String> closed() {
    return List.copyOf(closed);
  }

  /** The condition of the rows; none where no column may be read. */
  String rows() {
    if (closed.size() == columns.size() || conditions.contains(Sight.NO_ROWS)) {
      return Sight.NO_ROWS;
    }
    return conditions.stream()
        .filter(condition -> !condition.equals(Sight.ALL_ROWS))
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(" AND "), all -> all.isEmpty() ? Sight.ALL_ROWS : all));
  }
}
