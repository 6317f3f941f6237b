package dev.lily.server.postgres;

import dev.lily.policy.postgres.PgName;
import dev.lily.policy.postgres.Planner.Concern;
import dev.lily.policy.postgres.Remembered;
import dev.lily.policy.postgres.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tables and views of a database by name, and which of them are looked at. */
final class Relations {
  private final Scope scope;
  private final List<Relation> all;
  private final Map<Long, List<PgName>> above = new HashMap<>();
  private final Set<Long> oidsInScope = new HashSet<>();
  private final Set<PgName> namesInScope = new HashSet<>();

  /** A table, a view or anything else that has rows. */
  record Relation(long oid, PgName name) {}

  /** Reads the names; what was detached from a table still counts as below it. */
  Relations(Rows rows, Scope scope, List<Remembered> remembered) throws SQLException {
    this.scope = scope;
    this.all = rows.of(CatalogueQueries.RELATIONS, row -> new Relation(row.getLong(1), name(row)));
    rows.each(
        CatalogueQueries.ABOVE,
        row -> above.computeIfAbsent(row.getLong(1), o -> new ArrayList<>()).add(name(row)));
    for (Remembered known : remembered) {
      List<PgName> names = above.computeIfAbsent(known.oid(), o -> new ArrayList<>());
      known.above().stream().filter(name -> !names.contains(name)).forEach(names::add);
    }
    for (Relation one : all) {
      if (scope.includes(one.name()) || above(one.oid()).stream().anyMatch(scope::includes)) {
        oidsInScope.add(one.oid());
        namesInScope.add(one.name());
      }
    }
  }

  private static PgName name(ResultSet row) throws SQLException {
    return new PgName(row.getString(2), row.getString(3));
  }

  /** The tables of which it is, or was, a partition or an inheriting child, at any distance. */
  List<PgName> above(long oid) {
    return above.getOrDefault(oid, List.of());
  }

  /** Whether what stands for a table of the name is looked at. */
  boolean isInScope(PgName name) {
    return scope.includes(name) || namesInScope.contains(name);
  }

  boolean isInScope(Remembered one) {
    return isInScope(new PgName(one.schema(), one.table())) || oidsInScope.contains(one.oid());
  }

  /** Those in scope that may be concerned, by their name or one above, and what is remembered. */
  Long[] concerned(Concern concern, List<Remembered> remembered) {
    Set<Long> oids = new HashSet<>();
    Set<PgName> names = new HashSet<>();
    remembered.forEach(
        known -> {
          oids.add(known.oid());
          names.add(new PgName(known.schema(), known.table()));
        });
    return all.stream()
        .filter(
            one ->
                oids.contains(one.oid())
                    || names.contains(one.name())
                    || oidsInScope.contains(one.oid()) && isConcerned(one, concern))
        .map(Relation::oid)
        .toArray(Long[]::new);
  }

  private boolean isConcerned(Relation one, Concern concern) {
    return concern.test(one.name().schema(), one.name().table())
        || above(one.oid()).stream().anyMatch(name -> concern.test(name.schema(), name.table()));
  }
}
