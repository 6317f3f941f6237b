package dev.lily.policy.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What names mean at one place of a statement. */
final class Scope {
  private final @Nullable Scope around;

  /** What WITH gives names to. */
  private final Map<String, Relation> named = new HashMap<>();

  private final List<Relation> relations = new ArrayList<>();

  /** Columns of USING, which are both sides' at once. */
  private final Set<String> joined = new HashSet<>();

  /** What the select list gives names to. */
  private final Set<String> outputs = new HashSet<>();

  Scope(@Nullable Scope around) {
    this.around = around;
  }

  Optional<Scope> around() {
    return Optional.ofNullable(around);
  }

  /** One beside this one, which sees the same names of WITH but not what stands in this FROM. */
  Scope beside() {
    Scope beside = new Scope(around);
    beside.named.putAll(named);
    return beside;
  }

  void name(String name, Relation relation) {
    named.put(name, relation);
  }

  Optional<Relation> named(String name) {
    Relation found = named.get(name);
    return found != null || around == null ? Optional.ofNullable(found) : around.named(name);
  }

  void add(Relation relation) {
    relations.add(relation);
  }

  List<Relation> relations() {
    return relations;
  }

  Optional<Relation> find(List<String> qualifier) {
    Optional<Relation> own = relations.stream().filter(r -> r.isNamed(qualifier)).findFirst();
    return own.isPresent() || around == null ? own : around.find(qualifier);
  }

  Set<String> joined() {
    return joined;
  }

  Set<String> outputs() {
    return outputs;
  }
}
