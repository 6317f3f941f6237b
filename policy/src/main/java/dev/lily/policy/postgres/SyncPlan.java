package dev.lily.policy.postgres;

import java.util.List;
import java.util.stream.Stream;

/**
 * What has to be done to a database, in this order.
 *
 * @param before what all tables need
 * @param tables each in one piece: all of it or nothing
 * @param after what no table needs any more
 * @param warnings what policies say that the database cannot do, and who reads past the policies
 * @param covered how many tables are protected once it is done
 */
public record SyncPlan(
    List<String> before,
    List<TableChange> tables,
    List<String> after,
    List<String> warnings,
    int covered) {
  public SyncPlan {
    before = List.copyOf(before);
    tables = List.copyOf(tables);
    after = List.copyOf(after);
    warnings = List.copyOf(warnings);
  }

  /**
   * The change of one table.
   *
   * @param statements with its bookkeeping at the end
   * @param closing to be done where the statements fail: nobody reads the table then who may not
   *     read all of it
   */
  public record TableChange(
      String schema, String table, List<String> statements, List<String> closing) {
    public TableChange {
      statements = List.copyOf(statements);
      closing = List.copyOf(closing);
    }
  }

  public boolean isEmpty() {
    return before.isEmpty() && tables.isEmpty() && after.isEmpty();
  }

  /** Every statement in order. */
  public List<String> statements() {
    return Stream.of(
            before.stream(),
            tables.stream().flatMap(table -> table.statements().stream()),
            after.stream())
        .flatMap(some -> some)
        .toList();
  }
}
