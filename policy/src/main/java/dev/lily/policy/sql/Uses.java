package dev.lily.policy.sql;

import dev.lily.policy.EngineResource;
import dev.lily.policy.sql.StatementUse.Unclear;
import dev.lily.policy.sql.StatementUse.Use;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What has been found in a statement, and whose a column is. */
final class Uses {
  private record Key(EngineResource table, Operation operation) {}

  private static final Set<String> WORDS =
      Set.of(
          "true",
          "false",
          "unknown",
          "default",
          "current_date",
          "current_time",
          "current_timestamp",
          "current_user",
          "current_catalog",
          "current_schema",
          "current_role",
          "session_user",
          "localtime",
          "localtimestamp");

  private final Map<Key, Set<String>> found = new LinkedHashMap<>();
  private final Set<Unclear> unclear = new LinkedHashSet<>();

  void add(EngineResource table, Operation operation) {
    found.computeIfAbsent(new Key(table, operation), k -> new LinkedHashSet<>());
  }

  void read(Relation relation, String column) {
    relation
        .table()
        .ifPresent(
            table ->
                found
                    .computeIfAbsent(new Key(table, Operation.SELECT), k -> new LinkedHashSet<>())
                    .add(column));
  }

  void unclear(String what, String why) {
    unclear.add(new Unclear(what, why));
  }

  /** All columns of what stands in a FROM. */
  void readAll(Relation relation, Set<String> but) {
    if (relation.table().isPresent() && relation.columns().isEmpty()) {
      unclear(relation.name() + ".*", "no columns are known of " + relation.table().get());
    }
    relation
        .columns()
        .ifPresent(
            all -> all.stream().filter(c -> !but.contains(c)).forEach(c -> read(relation, c)));
  }

  /**
   * A column by its name; of {@code a.b.c} each part may be the column, and what follows a field.
   */
  void read(List<String> parts, Scope scope) {
    for (int at = parts.size() - 1; at > 0; at--) {
      Optional<Relation> relation = scope.find(parts.subList(0, at));
      if (relation.isPresent()) {
        read(relation.get(), parts.get(at));
        return;
      }
    }
    unqualified(parts, scope);
  }

  private void unqualified(List<String> parts, Scope scope) {
    String column = parts.get(0);
    String text = String.join(".", parts);
    List<Relation> candidates = new ArrayList<>();
    List<Relation> all = new ArrayList<>();
    Optional<Scope> at = Optional.of(scope);
    boolean known = false;
    while (at.isPresent() && !known) {
      Scope here = at.get();
      known = here.relations().stream().anyMatch(relation -> relation.has(column));
      if (!known && here.outputs().contains(column)
          || here.joined().contains(column) && candidates.isEmpty()) {
        return;
      }
      // of those beside each other only one has it, or the engine would refuse the statement
      boolean certain = known;
      here.relations().stream()
          .filter(one -> certain ? one.has(column) : one.mayHave(column))
          .forEach(candidates::add);
      all.addAll(here.relations());
      at = here.around();
    }
    if (candidates.isEmpty() && all.size() == 1 && parts.size() == 1) {
      candidates.addAll(all); // newer than what is known of the only table
    }
    if (candidates.size() == 1 && (known || parts.size() == 1)) {
      read(candidates.get(0), column);
    } else if (known || !WORDS.contains(text)) {
      unclear(text, candidates.isEmpty() ? "no table is known to have it" : mayBeOf(candidates));
    }
  }

  private static String mayBeOf(List<Relation> candidates) {
    return "may be of "
        + candidates.stream()
            .map(one -> one.table().map(EngineResource::toString).orElse(one.name()))
            .distinct()
            .collect(Collectors.joining(" or "));
  }

  StatementUse result(String kind) {
    List<Use> uses = new ArrayList<>();
    found.forEach(
        (key, columns) -> uses.add(new Use(key.table(), key.operation(), List.copyOf(columns))));
    return new StatementUse(kind, uses, List.copyOf(unclear));
  }
}
