package dev.lily.policy.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where Lily writes down, in the database itself, what it changed. */
public final class Ledger {
  /** The schema of everything of Lily's own. */
  public static final String SCHEMA = "lily";

  public static final String TABLE = "lily.applied";
  static final String ROW_POLICY = "lily_rows";
  static final String OPEN_POLICY = "lily_all";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Ledger() {}

  static List<String> prepare() {
    return List.of(
        "CREATE SCHEMA IF NOT EXISTS lily",
        "COMMENT ON SCHEMA lily IS " + SqlText.literal(Fingerprint.PREFIX + "ledger"),
        "CREATE TABLE IF NOT EXISTS lily.applied (service text NOT NULL, schema_name text NOT NULL,"
            + " table_name text NOT NULL, table_oid bigint NOT NULL, revoked jsonb NOT NULL,"
            + " viewers jsonb NOT NULL, enabled_row_security boolean NOT NULL,"
            + " above jsonb NOT NULL DEFAULT '[]',"
            + " definition_hash text NOT NULL, policy_hash text NOT NULL,"
            + " applied_at timestamptz NOT NULL DEFAULT now(),"
            + " PRIMARY KEY (service, schema_name, table_name))",
        "ALTER TABLE lily.applied ADD COLUMN IF NOT EXISTS above jsonb NOT NULL DEFAULT '[]'");
  }

  static List<String> drop() {
    return List.of("DROP TABLE lily.applied", "DROP SCHEMA lily");
  }

  /** Writes the row; the hashes are those of what is there when it runs. */
  static String write(String service, Remembered row, String view) {
    String hashes =
        view.isEmpty()
            ? "''"
            : "coalesce("
                + hash("pg_get_viewdef(to_regclass(" + SqlText.literal(view) + "))")
                + ", '')";
    String policy =
        "coalesce((SELECT "
            + hash("pg_get_expr(polqual, polrelid)")
            + " FROM pg_policy WHERE polrelid = to_regclass("
            + SqlText.literal(SqlText.name(row.schema(), row.table()))
            + ") AND polname = 'lily_rows'), '')";
    return "INSERT INTO lily.applied (service, schema_name, table_name, table_oid, revoked,"
        + " viewers, enabled_row_security, above, definition_hash, policy_hash) VALUES ("
        + String.join(
            ", ",
            SqlText.literal(service),
            SqlText.literal(row.schema()),
            SqlText.literal(row.table()),
            String.valueOf(row.oid()),
            SqlText.literal(json(row.revoked())),
            SqlText.literal(json(new TreeSet<>(row.viewers()))),
            String.valueOf(row.enabledRowSecurity()),
            SqlText.literal(json(row.above())),
            hashes,
            policy)
        + ") ON CONFLICT (service, schema_name, table_name) DO UPDATE SET table_oid ="
        + " excluded.table_oid, revoked = excluded.revoked, viewers = excluded.viewers,"
        + " enabled_row_security = excluded.enabled_row_security, above = excluded.above,"
        + " definition_hash = excluded.definition_hash, policy_hash = excluded.policy_hash,"
        + " applied_at = now()";
  }

  static String forget(String service, Remembered row) {
    return "DELETE FROM lily.applied WHERE service = "
        + SqlText.literal(service)
        + " AND schema_name = "
        + SqlText.literal(row.schema())
        + " AND table_name = "
        + SqlText.literal(row.table());
  }

  /** What two definitions have in common if and only if they are the same. */
  public static String hash(String text) {
    return "encode(sha256(convert_to(" + text + ", 'UTF8')), 'hex')";
  }

  /** Reads the column {@code revoked}. */
  public static List<PgGrant> grants(String json) {
    return read(json, new TypeReference<>() {});
  }

  /** Reads the column {@code viewers}. */
  public static Set<String> viewers(String json) {
    return read(json, new TypeReference<>() {});
  }

  /** Reads the column {@code above}. */
  public static List<PgName> names(String json) {
    return read(json, new TypeReference<>() {});
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static <T> T read(String json, TypeReference<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException edited) {
      throw new IllegalStateException(
          TABLE + " was edited: " + edited.getOriginalMessage(), edited);
    }
  }
}
