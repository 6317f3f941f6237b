package dev.lily.policy.postgres;

import java.util.ArrayList;
import java.util.List;

/**
 * Row filters as row-level security: a restrictive policy for reading. A table that had no such
 * security gets a policy beside it by which everything else stays allowed.
 */
final class RowPolicy {
  private RowPolicy() {}

  /** What has to be done that the table shows the rows that it should; nothing where it does. */
  static List<String> make(PgTable table, Audience audience, Sight sight, String knownHash) {
    PgTable.RowSecurity now = table.rows();
    String condition = new Chain(audience.facts(), sight.rows()).sql();
    String fingerprint = Fingerprint.of(condition);
    List<String> statements = new ArrayList<>();
    if (!now.fingerprint().equals(fingerprint) || !now.definitionHash().equals(knownHash)) {
      if (now.policies().contains(Ledger.ROW_POLICY)) {
        statements.add(drop(Ledger.ROW_POLICY, table));
      }
      statements.add(
          "CREATE POLICY lily_rows ON "
              + table.sql()
              + " AS RESTRICTIVE FOR SELECT TO PUBLIC USING ("
              + condition
              + ")");
      statements.add(
          "COMMENT ON POLICY lily_rows ON " + table.sql() + " IS " + SqlText.literal(fingerprint));
    }
    if (!now.enabled()) {
      if (!now.policies().contains(Ledger.OPEN_POLICY)) {
        statements.add(
            "CREATE POLICY lily_all ON "
                + table.sql()
                + " TO PUBLIC USING (true) WITH CHECK (true)");
      }
      statements.add("ALTER TABLE " + table.sql() + " ENABLE ROW LEVEL SECURITY");
    }
    return statements;
  }

  /** What has to be done that the table is as it was; nothing where it is. */
  static List<String> remove(PgTable table, boolean enabledByUs) {
    List<String> statements = new ArrayList<>();
    List<String> others = new ArrayList<>(table.rows().policies());
    for (String ours : List.of(Ledger.ROW_POLICY, Ledger.OPEN_POLICY)) {
      if (others.remove(ours)) {
        statements.add(drop(ours, table));
      }
    }
    if (enabledByUs && table.rows().enabled() && others.isEmpty()) {
      statements.add("ALTER TABLE " + table.sql() + " DISABLE ROW LEVEL SECURITY");
    }
    return statements;
  }

  private static String drop(String policy, PgTable table) {
    return "DROP POLICY " + policy + " ON " + table.sql();
  }
}
