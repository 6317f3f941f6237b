package dev.lily.policy.postgres;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What of a database matters, read in one transaction.
 *
 * @param user as which Lily works
 * @param prepared whether Lily's own tables are there as this version needs them
 * @param shared whether another service wrote in them too
 * @param maskedSchemas schemas with the name of one for views; true where Lily made it
 * @param tables those in scope that may be concerned, and those that are remembered
 * @param views what is in those schemas; only what stands for tables in scope in every detail
 * @param remembered about tables in scope
 * @param elsewhere how many other tables are remembered
 */
public record PgState(
    String database,
    String user,
    boolean prepared,
    boolean shared,
    List<PgRole> roles,
    Map<String, Boolean> maskedSchemas,
    List<PgTable> tables,
    List<PgView> views,
    List<Remembered> remembered,
    int elsewhere) {
  public PgState {
    roles = List.copyOf(roles);
    maskedSchemas = Map.copyOf(maskedSchemas);
    tables = List.copyOf(tables);
    views = List.copyOf(views);
    remembered = List.copyOf(remembered);
  }

  Optional<PgView> view(String schema, String name) {
    return views.stream()
        .filter(view -> view.schema().equals(schema) && view.name().equals(name))
        .findFirst();
  }

  Optional<Remembered> remembered(PgTable table) {
    return remembered.stream().filter(one -> one.isNamedAs(table)).findFirst();
  }

  /** What is remembered of the table, perhaps by a name that it had before. */
  Optional<Remembered> rememberedAnyhow(PgTable table) {
    return remembered(table)
        .or(() -> remembered.stream().filter(one -> one.oid() == table.oid()).findFirst());
  }

  /** The roles by name. */
  Map<String, PgRole> rolesByName() {
    Map<String, PgRole> byName = new TreeMap<>();
    roles.forEach(role -> byName.put(role.name(), role));
    return byName;
  }

  /** The roles that have what the grantee is given; everybody for the empty name. */
  List<PgRole> having(String grantee) {
    return grantee.isEmpty()
        ? roles
        : roles.stream().filter(role -> role.memberOf().contains(grantee)).toList();
  }

  Set<String> roleNames() {
    return rolesByName().keySet();
  }
}
