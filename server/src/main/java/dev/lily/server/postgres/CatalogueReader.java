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
        rows.of(
                CatalogueQueries.WHO,
                row -> new Identity(row.getString(1), row.getString(2), row.getBoolean(3)))
            .get(0);
    List<Known> known = who.prepared() ? known() : List.of();
    List<Relation> relations =
        rows.of(
            CatalogueQueries.RELATIONS,
            row -> new Relation(row.getLong(1), row.getString(2), row.getString(3)));
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
                    row.getString(8),
                    row.getString(9))),
        service);
  }

  private List<PgRole> roles() throws SQLException {
    return rows.of(
        CatalogueQueries.ROLES,
        row ->
            new PgRole(
                row.getString(1),
                row.getBoolean(2),
                row.getBoolean(3),
                Set.copyOf(Rows.texts(row, 4))));
  }

  private Map<String, Boolean> schemas() throws SQLException {
    Map<String, Boolean> schemas = new TreeMap<>();
    rows.each(CatalogueQueries.SCHEMAS, row -> schemas.put(row.getString(1), row.getBoolean(2)));
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
            CatalogueQueries.VIEW_NAMES,
            row -> new Relation(row.getLong(1), row.getString(2), row.getString(3)));
    Long[] oids = all.stream().filter(this::isViewInScope).map(Relation::oid).toArray(Long[]::new);
    Map<Long, List<PgColumn>> columns = columns(oids);
    Map<Long, List<PgGrant>> grants = grants(oids);
    Map<Long, List<Made>> made =
        grouped(
            rows.of(
                CatalogueQueries.VIEWS,
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
            CatalogueQueries.COLUMNS,
            row ->
                new Owned<>(
                    row.getLong(1),
                    new PgColumn(row.getString(2), row.getString(3), row.getBoolean(4))),
            (Object) oids));
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
