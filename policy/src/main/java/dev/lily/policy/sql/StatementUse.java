package dev.lily.policy.sql;

import dev.lily.policy.EngineResource;
import java.util.List;

/**
 * What a statement uses.
 *
 * @param kind its first word, such as {@code SELECT}
 * @param uses each table once for each operation, in the order of the text
 * @param unclear what could not be attributed to a table or column
 */
public record StatementUse(String kind, List<Use> uses, List<Unclear> unclear) {

  /**
   * One operation on a table.
   *
   * @param columns those that are read, each once; none where only the table itself is used
   */
  public record Use(EngineResource table, Operation operation, List<String> columns) {
    public Use {
      columns = List.copyOf(columns);
    }
  }

  /** Something in the statement, and why it is not told whose it is. */
  public record Unclear(String what, String why) {}

  public StatementUse {
    uses = List.copyOf(uses);
    unclear = List.copyOf(unclear);
  }
}
