package dev.lily.server.postgres;

import dev.lily.policy.postgres.Ledger;
import dev.lily.policy.postgres.PgColumn;
import dev.lily.policy.postgres.PgGrant;
import dev.lily.policy.postgres.PgRole;
import dev.lily.policy.postgres.PgState;
import dev.lily.policy.postgres.PgTable;
import dev.lily.policy.postgres.PgTable.RowSecurity;
import dev.lily.policy.postgres.PgView;
import dev.lily.policy.postgres.Planner.Concern;
import dev.lily.policy.postgres.Remembered;
import dev.lily.policy.postgres.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads what matters of a database from its system catalogue. */
final class CatalogueReader {
  private static final String WHO =
      "SELECT current_database(), current_user, to_regclass('lily.applied') IS NOT NULL";

  private static final String ROLES =
      """
      WITH RECURSIVE member (role, of) AS (
        SELECT oid, oid FROM pg_roles
        UNION
        SELECT member.role, m.roleid FROM member JOIN pg_auth_members m ON m.member = member.of)
      SELECT r.rolname, r.rolcanlogin, r.rolsuper OR bool_or(g.rolname = 'pg_read_all_data'),
        array_agg(g.rolname::text)
      FROM member JOIN pg_roles r ON r.oid = member.role JOIN pg_roles g ON g.oid = member.of
      GROUP BY r.rolname, r.rolcanlogin, r.rolsuper ORDER BY r.rolname
      """;

  private static final String RELATIONS =
      """
      SELECT c.oid::bigint, n.nspname, c.relname
      FROM pg_class c JOIN (
        SELECT oid, nspname FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'lily')
          AND coalesce(obj_description(oid, 'pg_namespace'), '') NOT LIKE 'Made by Lily%'
        OFFSET 0) n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
      ORDER BY n.nspname, c.relname
      """;

  private static final String TABLES =
      """
      SELECT c.oid::bigint, n.nspname, c.relname, pg_get_userbyid(c.relowner),
        c.relkind IN ('r', 'p'), c.relrowsecurity,
        coalesce((SELECT array_agg(polname::text) FROM pg_policy WHERE polrelid = c.oid), '{}'),
        coalesce(obj_description(p.oid, 'pg_policy'), ''),
        coalesce(%s, '')
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = 'lily_rows'
      WHERE c.oid = ANY (?::oid[]) ORDER BY n.nspname, c.relname
      """
          .formatted(Ledger.hash("pg_get_expr(p.polqual, p.polrelid)"));

  private static final String COLUMNS =
      """
      SELECT a.attrelid::bigint, a.attname,
        CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod)
          ELSE format_type(a.atttypid, a.atttypmod) END, t.typtype = 'd'
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      WHERE a.attrelid = ANY (?::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attrelid, a.attnum
      """;

  private static final String GRANTS =
      """
      SELECT DISTINCT relation, coalesce(r.rolname, ''), attribute, x.is_grantable
      FROM (
        SELECT c.oid::bigint AS relation, '' AS attribute, c.relowner AS owner, c.relacl AS acl
        FROM pg_class c WHERE c.oid = ANY (?::oid[])
        UNION ALL
        SELECT c.oid::bigint, a.attname::text, c.relowner, a.attacl
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.oid = ANY (?::oid[]) AND a.attnum > 0 AND NOT a.attisdropped) s
        CROSS JOIN LATERAL aclexplode(s.acl) x LEFT JOIN pg_roles r ON r.oid = x.grantee
      WHERE x.privilege_type = 'SELECT' AND x.grantee <> s.owner
        AND coalesce(r.rolname, '') <> current_user
      ORDER BY 1, 2, 3
      """;

  private static final String READERS =
      """
      SELECT DISTINCT d.refobjid::bigint, n.nspname || '.' || c.relname
      FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class c ON c.oid = r.ev_class
        JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
        AND d.refobjid = ANY (?::oid[]) AND c.oid <> d.refobjid
        AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)
        AND coalesce(obj_description(n.oid, 'pg_namespace'), '') NOT LIKE 'Made by Lily%'
      ORDER BY 1, 2
      """;

  private static final String SCHEMAS =
      """
      SELECT nspname, coalesce(obj_description(oid, 'pg_namespace'), '') LIKE 'Made by Lily%'
      FROM pg_namespace WHERE nspname ~ '_masked$'
      """;

  private static final String VIEW_NAMES =
      """
      SELECT c.oid::bigint, n.nspname, c.relname
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname ~ '_masked$' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      """;

  private static final String VIEWS =
      """
      SELECT c.oid::bigint, coalesce(obj_description(c.oid, 'pg_class'), ''),
        CASE WHEN c.relkind = 'v' THEN %s ELSE '' END
      FROM pg_class c WHERE c.oid = ANY (?::oid[])
      """
          .formatted(Ledger.hash("pg_get_viewdef(c.oid)"));

  private static final String REMEMBERED =
      """
      SELECT service = ?, schema_name, table_name, table_oid, revoked::text, viewers::text,
        enabled_row_security, definition_hash, policy_hash
      FROM lily.applied ORDER BY schema_name, table_name
      """;

  private final Rows rows;
  private final Concern concern;
  private final Scope scope;
  private final String service;

  CatalogueReader(Connection connection, Concern concern, Scope scope, String service) {
    this.rows = new Rows(connection);
    this.concern = concern;
    this.scope = scope;
    this.service = service;
  }

  private record Identity(String database, String user, boolean prepared) {}

  private record Relation(long oid, String schema, String name) {}

  private record Owned<T>(long relation, T what) {}

  private record Made(String fingerprint, String definitionHash) {
    static final Made UNKNOWN = new Made("", "");
  }

  private record Known(boolean ours, Remembered row) {}

  PgState read() throws SQLException {
    Identity who =
        rows.of(WHO, row -> new Identity(row.getString(1), row.getString(2), row.getBoolean(3)))
            .get(0);
    List<Known> known = who.prepared() ? known() : List.of();
    List<Relation> relations =
        rows.of(RELATIONS, row -> new Relation(row.getLong(1), row.getString(2), row.getString(3)));
    Set<Long> inScope =
        relations.stream().filter(this::isInScope).map(Relation::oid).collect(Collectors.toSet());
    List<Remembered> all = known.stream().filter(Known::ours).map(Known::row).toList();
    List<Remembered> remembered =
        all.stream()
            .filter(one -> scope.includes(one.schema(), one.table()) || inScope.contains(one.oid()))
            .toList();
    return new PgState(
        who.database(),
        who.user(),
        who.prepared(),
        known.stream().anyMatch(one -> !one.ours()),
        roles(),
        schemas(),
        tables(relations, remembered),
        views(),
        remembered,
        all.size() - remembered.size());
  }

  private boolean isInScope(Relation one) {
    return scope.includes(one.schema(), one.name());
  }

  private List<Known> known() throws SQLException {
    return rows.of(
        REMEMBERED,
        row ->
            new Known(
                row.getBoolean(1),
                new Remembered(
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    Ledger.grants(row.getString(5)),
                    Ledger.viewers(row.getString(6)),
                    row.getBoolean(7),
                    row.getString(8),
                    row.getString(9))),
        service);
  }

  private List<PgRole> roles() throws SQLException {
    return rows.of(
        ROLES,
        row ->
            new PgRole(
                row.getString(1),
                row.getBoolean(2),
                row.getBoolean(3),
                Set.copyOf(Rows.texts(row, 4))));
  }

  private Map<String, Boolean> schemas() throws SQLException {
    Map<String, Boolean> schemas = new TreeMap<>();
    rows.each(SCHEMAS, row -> schemas.put(row.getString(1), row.getBoolean(2)));
    return schemas;
  }

  private List<PgTable> tables(List<Relation> relations, List<Remembered> remembered)
      throws SQLException {
    Long[] oids =
        relations.stream()
            .filter(
                one ->
                    (isInScope(one) && concern.test(one.schema(), one.name()))
                        || isRemembered(one, remembered))
            .map(Relation::oid)
            .toArray(Long[]::new);
    Map<Long, List<PgColumn>> columns = columns(oids);
    Map<Long, List<PgGrant>> grants = grants(oids);
    Map<Long, List<String>> readers =
        grouped(
            rows.of(READERS, row -> new Owned<>(row.getLong(1), row.getString(2)), (Object) oids));
    return rows.of(
        TABLES,
        row ->
            new PgTable(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                columns.getOrDefault(row.getLong(1), List.of()),
                grants.getOrDefault(row.getLong(1), List.of()),
                new RowSecurity(
                    row.getBoolean(5),
                    row.getBoolean(6),
                    Rows.texts(row, 7),
                    row.getString(8),
                    row.getString(9)),
                readers.getOrDefault(row.getLong(1), List.of())),
        (Object) oids);
  }

  private static boolean isRemembered(Relation one, List<Remembered> remembered) {
    return remembered.stream()
        .anyMatch(
            known ->
                known.oid() == one.oid()
                    || known.schema().equals(one.schema()) && known.table().equals(one.name()));
  }

  private List<PgView> views() throws SQLException {
    List<Relation> all =
        rows.of(
            VIEW_NAMES, row -> new Relation(row.getLong(1), row.getString(2), row.getString(3)));
    Long[] oids = all.stream().filter(this::isViewInScope).map(Relation::oid).toArray(Long[]::new);
    Map<Long, List<PgColumn>> columns = columns(oids);
    Map<Long, List<PgGrant>> grants = grants(oids);
    Map<Long, List<Made>> made =
        grouped(
            rows.of(
                VIEWS,
                row -> new Owned<>(row.getLong(1), new Made(row.getString(2), row.getString(3))),
                (Object) oids));
    List<PgView> views = new ArrayList<>();
    for (Relation one : all) {
      Made how = made.getOrDefault(one.oid(), List.of(Made.UNKNOWN)).get(0);
      views.add(
          new PgView(
              one.schema(),
              one.name(),
              how.fingerprint(),
              how.definitionHash(),
              columns.getOrDefault(one.oid(), List.of()),
              grants.getOrDefault(one.oid(), List.of())));
    }
    return views;
  }

  private boolean isViewInScope(Relation view) {
    String schema = view.schema().substring(0, view.schema().length() - "_masked".length());
    return scope.includes(schema, view.name());
  }

  private Map<Long, List<PgColumn>> columns(Long[] oids) throws SQLException {
    return grouped(
        rows.of(
            COLUMNS,
            row ->
                new Owned<>(
                    row.getLong(1),
                    new PgColumn(row.getString(2), row.getString(3), row.getBoolean(4))),
            (Object) oids));
  }

  private Map<Long, List<PgGrant>> grants(Long[] oids) throws SQLException {
    return grouped(
        rows.of(
            GRANTS,
            row ->
                new Owned<>(
                    row.getLong(1),
                    new PgGrant(row.getString(2), row.getString(3), row.getBoolean(4))),
            oids,
            oids));
  }

  private static <T> Map<Long, List<T>> grouped(List<Owned<T>> all) {
    Map<Long, List<T>> groups = new TreeMap<>();
    all.forEach(
        one -> groups.computeIfAbsent(one.relation(), r -> new ArrayList<>()).add(one.what()));
    return groups;
  }
}
