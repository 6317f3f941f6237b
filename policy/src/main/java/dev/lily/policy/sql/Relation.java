package dev.lily.policy.sql;

import dev.lily.policy.EngineResource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stands in a FROM.
 *
 * @param name its alias, or its own name
 * @param table absent for what the statement itself makes, such as a subquery
 * @param columns absent where they are not known
 */
record Relation(
    String name, boolean aliased, Optional<EngineResource> table, Optional<Set<String>> columns) {

  static Relation made(String name, Optional<Set<String>> columns) {
    return new Relation(name, true, Optional.empty(), columns);
  }

  /** Whether a qualifier, such as {@code marts.orders}, means it. */
  boolean isNamed(List<String> qualifier) {
    if (qualifier.size() == 1) {
      return qualifier.get(0).equals(name);
    }
    List<String> own =
        table.filter(t -> !aliased).map(t -> List.copyOf(t.elements().values())).orElse(List.of());
    return qualifier.size() <= own.size()
        && own.subList(own.size() - qualifier.size(), own.size()).equals(qualifier);
  }

  boolean has(String column) {
    return columns.isPresent() && columns.get().contains(column);
  }

  boolean mayHave(String column) {
    return columns.isEmpty() || columns.get().contains(column);
  }
}
