package dev.lily.policy.postgres;

import dev.lily.policy.EngineResource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Which tables of a database are looked at: all, or those that a change of tags reaches. */
public final class Scope {
  private static final String ANY = "*";

  /** Every table. */
  public static final Scope ALL = new Scope(Set.of(ANY));

  private final Set<String> names;

  private Scope(Set<String> names) {
    this.names = Set.copyOf(names);
  }

  /** The tables that are, contain or are contained in one of the resources. */
  public static Scope around(Collection<EngineResource> resources) {
    Set<String> names = new HashSet<>();
    for (EngineResource resource : resources) {
      String schema = resource.elements().get("schema");
      String table = resource.elements().get("table");
      names.add(schema == null ? ANY : table == null ? key(schema, ANY) : key(schema, table));
    }
    return new Scope(names);
  }

  public boolean isAll() {
    return names.contains(ANY);
  }

  /** Whether the table is looked at; upper and lower case are the same. */
  public boolean includes(String schema, String table) {
    return isAll() || names.contains(key(schema, ANY)) || names.contains(key(schema, table));
  }

  /** Whether the table is looked at; upper and lower case are the same. */
  public boolean includes(PgName table) {
    return includes(table.schema(), table.table());
  }

  private static String key(String schema, String table) {
    return schema.toLowerCase(Locale.ROOT) + '\n' + table.toLowerCase(Locale.ROOT);
  }
}
