package dev.lily.policy.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one grantee may read of a relation.
 *
 * @param whole whether that is the relation with all columns it will ever have
 * @param columns the columns that are granted by name
 */
record Rights(boolean whole, Set<String> columns) {
  static final Rights NONE = new Rights(false, Set.of());
  static final Rights ALL = new Rights(true, Set.of());

  Rights {
    columns = whole ? Set.of() : Set.copyOf(columns);
  }

  static Rights of(Collection<PgGrant> grants) {
    boolean whole = grants.stream().anyMatch(grant -> grant.column().isEmpty());
    Set<String> columns = new TreeSet<>();
    grants.stream().map(PgGrant::column).filter(name -> !name.isEmpty()).forEach(columns::add);
    return new Rights(whole, columns);
  }

  static Map<String, List<PgGrant>> byGrantee(Collection<PgGrant> grants) {
    Map<String, List<PgGrant>> byGrantee = new LinkedHashMap<>();
    grants.forEach(
        grant -> byGrantee.computeIfAbsent(grant.grantee(), g -> new ArrayList<>()).add(grant));
    return byGrantee;
  }

  boolean isNone() {
    return !whole && columns.isEmpty();
  }

  /** These rights without some of the columns of the relation. */
  Rights without(Collection<String> hidden, List<PgColumn> all) {
    if (hidden.isEmpty()) {
      return this;
    }
    Set<String> left = new TreeSet<>();
    all.stream().map(PgColumn::name).filter(this::reaches).forEach(left::add);
    left.removeAll(hidden);
    return new Rights(false, left);
  }

  private boolean reaches(String column) {
    return whole || columns.contains(column);
  }

  /** The statements that turn these rights on a relation into the wanted ones. */
  List<String> changeTo(Rights wanted, String relation, String grantee) {
    List<String> statements = new ArrayList<>();
    if (equals(wanted)) {
      return statements;
    }
    String role = SqlText.role(grantee);
    if (!isNone()) {
      statements.add("REVOKE SELECT ON " + relation + " FROM " + role + " CASCADE");
    }
    if (wanted.whole) {
      statements.add("GRANT SELECT ON " + relation + " TO " + role);
    } else if (!wanted.columns.isEmpty()) {
      statements.add(
          "GRANT SELECT "
              + SqlText.names(new TreeSet<>(wanted.columns))
              + " ON "
              + relation
              + " TO "
              + role);
    }
    return statements;
  }

  /** The statements that give back exactly what was taken away. */
  static List<String> restore(Collection<PgGrant> grants, String relation) {
    List<String> statements = new ArrayList<>();
    for (PgGrant grant : grants) {
      statements.add(
          "GRANT SELECT"
              + (grant.column().isEmpty() ? "" : " (" + SqlText.name(grant.column()) + ")")
              + " ON "
              + relation
              + " TO "
              + SqlText.role(grant.grantee())
              + (grant.grantable() ? " WITH GRANT OPTION" : ""));
    }
    return statements;
  }
}
