package dev.lily.policy.postgres;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is seen of one table, by situation.
 *
 * @param columns by column and situation: its SQL, which is its name where it is seen as it is
 * @param rows by situation: the condition of the rows, {@code true} for all
 * @param denied by situation: columns that may not be read at all
 */
record Sight(
    Map<PgColumn, Map<BitSet, String>> columns,
    Map<BitSet, String> rows,
    Map<BitSet, List<String>> denied) {
  static final String ALL_ROWS = "true";
  static final String NO_ROWS = "false";

  Sight {
    columns = new LinkedHashMap<>(columns);
  }

  /** Whether everybody sees all of it as it is. */
  boolean isClear() {
    return rows.keySet().stream().allMatch(this::isClear);
  }

  boolean isClear(BitSet situation) {
    return ALL_ROWS.equals(rows.get(situation)) && hasClearColumns(situation);
  }

  boolean hasClearColumns() {
    return rows.keySet().stream().allMatch(this::hasClearColumns);
  }

  boolean hasClearColumns(BitSet situation) {
    return columns.keySet().stream().allMatch(column -> isClear(column, situation));
  }

  boolean isClear(PgColumn column, BitSet situation) {
    return asItIs(column).equals(of(column).get(situation));
  }

  /** Whether the same is seen in both situations. */
  boolean isSame(BitSet one, BitSet other) {
    return Objects.equals(rows.get(one), rows.get(other))
        && columns.values().stream()
            .allMatch(seen -> Objects.equals(seen.get(one), seen.get(other)));
  }

  /** The column's SQL by situation. */
  Map<BitSet, String> of(PgColumn column) {
    return columns.getOrDefault(column, Map.of());
  }

  boolean hasRowFilter() {
    return rows.values().stream().anyMatch(condition -> !condition.equals(ALL_ROWS));
  }

  /** Whether nobody whom policies know may read any of it. */
  boolean isClosed() {
    return denied.values().stream().allMatch(names -> names.size() == columns.size());
  }

  /** A domain gives way to the type below it, whose masked values it might refuse. */
  static String asItIs(PgColumn column) {
    String name = SqlText.name(column.name());
    return column.domain() ? "cast(" + name + " as " + column.type() + ")" : name;
  }

  static String nothing(PgColumn column) {
    return "cast(NULL as " + column.type() + ")";
  }
}
