package dev.lily.server.postgres;

import dev.lily.policy.postgres.Ledger;
import dev.lily.policy.postgres.PgColumn;
import dev.lily.policy.postgres.PgGrant;
import dev.lily.policy.postgres.PgName;
import dev.lily.policy.postgres.PgRole;
import dev.lily.policy.postgres.PgState;
import dev.lily.policy.postgres.PgTable;
import dev.lily.policy.postgres.PgTable.RowSecurity;
import dev.lily.policy.postgres.PgView;
import dev.lily.policy.postgres.Planner.Concern;
import dev.lily.policy.postgres.Remembered;
import dev.lily.policy.postgres.Scope;
import dev.lily.server.postgres.Relations.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads what matters of a database from its system catalogue. */
final class CatalogueReader {
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

  private record Identity(String database, String user, boolean prepared, boolean remembers) {}

  private record Owned<T>(long relation, T what) {}

  private record Made(
      String fingerprint, String definitionHash, String owner, List<String> options) {
    static final Made UNKNOWN = new Made("", "", "", List.of());
  }

  private record Known(boolean ours, Remembered row) {}

  PgState read() throws SQLException {
    Identity who =
        rows.of(
                CatalogueQueries.WHO,
                row ->
                    new Identity(
                        row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)))
            .get(0);
    List<Known> known = who.remembers() ? known() : List.of();
    List<Remembered> all = known.stream().filter(Known::ours).map(Known::row).toList();
    Relations relations = new Relations(rows, scope, all);
    List<Remembered> remembered = all.stream().filter(relations::isInScope).toList();
    return new PgState(
        who.database(),
        who.user(),
        who.prepared(),
        known.stream().anyMatch(one -> !one.ours()),
        roles(),
        schemas(),
        tables(relations, remembered),
        views(relations),
        remembered,
        all.size() - remembered.size());
  }

  private List<Known> known() throws SQLException {
    return rows.of(
        CatalogueQueries.REMEMBERED,
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
                    Ledger.names(row.getString(8)),
                    row.getString(9),
                    row.getString(10))),
        service);
  }

  private List<PgRole> roles() throws SQLException {
    Map<String, List<String>> functions = new HashMap<>();
    rows.each(
        CatalogueQueries.FUNCTIONS,
        row ->
            functions
                .computeIfAbsent(row.getString(1), owner -> new ArrayList<>())
                .add(row.getString(2)));
    return rows.of(
        CatalogueQueries.ROLES,
        row ->
            new PgRole(
                row.getString(1),
                row.getBoolean(2),
                row.getBoolean(3),
                Set.copyOf(Rows.texts(row, 4)),
                functions.getOrDefault(row.getString(1), List.of())));
  }

  private Map<String, Boolean> schemas() throws SQLException {
    Map<String, Boolean> schemas = new TreeMap<>();
    rows.each(CatalogueQueries.SCHEMAS, row -> schemas.put(row.getString(1), row.getBoolean(2)));
    return schemas;
  }

  private List<PgTable> tables(Relations relations, List<Remembered> remembered)
      throws SQLException {
    Long[] oids = relations.concerned(concern, remembered);
    Map<Long, List<PgColumn>> columns = columns(oids);
    Map<Long, List<PgGrant>> grants = grants(oids);
    Map<Long, List<String>> readers =
        grouped(
            rows.of(
                CatalogueQueries.READERS,
                row -> new Owned<>(row.getLong(1), row.getString(2)),
                (Object) oids));
    return rows.of(
        CatalogueQueries.TABLES,
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
                relations.above(row.getLong(1)),
                readers.getOrDefault(row.getLong(1), List.of())),
        (Object) oids);
  }

  private List<PgView> views(Relations relations) throws SQLException {
    List<Relation> all =
        rows.of(
            CatalogueQueries.VIEW_NAMES,
            row -> new Relation(row.getLong(1), new PgName(row.getString(2), row.getString(3))));
    Long[] oids =
        all.stream()
            .filter(view -> isInScope(view, relations))
            .map(Relation::oid)
            .toArray(Long[]::new);
    Map<Long, List<PgColumn>> columns = columns(oids);
    Map<Long, List<PgGrant>> grants = grants(oids);
    Map<Long, List<Made>> made =
        grouped(
            rows.of(
                CatalogueQueries.VIEWS,
                row ->
                    new Owned<>(
                        row.getLong(1),
                        new Made(
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            Rows.texts(row, 5))),
                (Object) oids));
    List<PgView> views = new ArrayList<>();
    for (Relation one : all) {
      Made how = made.getOrDefault(one.oid(), List.of(Made.UNKNOWN)).get(0);
      views.add(
          new PgView(
              one.name().schema(),
              one.name().table(),
              how.fingerprint(),
              how.definitionHash(),
              how.owner(),
              how.options(),
              columns.getOrDefault(one.oid(), List.of()),
              grants.getOrDefault(one.oid(), List.of())));
    }
    return views;
  }

  private static boolean isInScope(Relation view, Relations relations) {
    String schema = view.name().schema();
    return relations.isInScope(
        new PgName(schema.substring(0, schema.length() - "_masked".length()), view.name().table()));
  }

  private Map<Long, List<PgColumn>> columns(Long[] oids) throws SQLException {
    return grouped(
        rows.of(
            CatalogueQueries.COLUMNS,
            row ->
                new Owned<>(
                    row.getLong(1),
                    new PgColumn(
                        row.getString(2),
                        row.getString(3),
                        row.getBoolean(4),
                        Set.copyOf(Rows.texts(row, 5)))),
            oids,
            oids,
            oids));
  }

  private Map<Long, List<PgGrant>> grants(Long[] oids) throws SQLException {
    return grouped(
        rows.of(
            CatalogueQueries.GRANTS,
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
