package dev.lily.policy.sql;

import dev.lily.policy.EngineResource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.LateralSubSelect;
import net.sf.jsqlparser.statement.select.LateralView;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.TableFunction;
import org.jspecify.annotations.Nullable;

/** Reads what stands in a FROM into a scope. */
final class FromReader {
  private final QueryReader queries;
  private final TableNames names;
  private final KnownColumns columns;
  private final Uses uses;

  FromReader(QueryReader queries, TableNames names, KnownColumns columns, Uses uses) {
    this.queries = queries;
    this.names = names;
    this.columns = columns;
    this.uses = uses;
  }

  void read(@Nullable FromItem item, Scope scope) {
    if (item == null) {
      return;
    }
    if (item.getPivot() != null || item.getUnPivot() != null) {
      uses.unclear(item.toString(), "PIVOT and UNPIVOT are not understood");
    }
    if (item instanceof Table table) {
      scope.add(relation(table, scope));
    } else if (item instanceof ParenthesedFromItem inner) {
      read(inner.getFromItem(), scope);
      joins(inner.getJoins(), scope);
    } else if (item instanceof LateralSubSelect lateral) {
      add(item.getAlias(), queries.read(lateral.getSelect(), scope), scope);
    } else if (item instanceof Select select) {
      add(item.getAlias(), queries.read(select, scope.beside()), scope);
    } else if (item instanceof TableFunction function) {
      queries.expression(function.getFunction(), scope);
      add(item.getAlias(), Optional.empty(), scope);
    } else {
      uses.unclear(item.toString(), "this in a FROM is not understood");
      add(item.getAlias(), Optional.empty(), scope);
    }
  }

  /** A table that is read, unless WITH has given its name to something else. */
  private Relation relation(Table table, Scope scope) {
    List<String> parts = TableNames.parts(table);
    Alias alias = table.getAlias();
    Optional<Relation> named = parts.size() == 1 ? scope.named(parts.get(0)) : Optional.empty();
    if (named.isPresent()) {
      String name = alias == null ? parts.get(0) : TableNames.folded(alias.getName());
      return Relation.made(name, given(alias).or(() -> named.get().columns()));
    }
    Relation stored = stored(table);
    stored.table().ifPresent(resource -> uses.add(resource, Operation.SELECT));
    return stored;
  }

  /** The table itself. */
  Relation stored(Table table) {
    EngineResource resource = names.resource(table);
    Set<String> known = columns.of(resource);
    Alias alias = table.getAlias();
    String name = alias == null ? resource.leafValue() : TableNames.folded(alias.getName());
    if (given(alias).isPresent()) {
      uses.unclear(name, "columns that an alias of a table renames are not understood");
    }
    return new Relation(
        name,
        alias != null,
        Optional.of(resource),
        known.isEmpty() ? Optional.empty() : Optional.of(known));
  }

  private void add(@Nullable Alias alias, Optional<Set<String>> made, Scope scope) {
    String name = alias == null || alias.getName() == null ? "" : alias.getName();
    scope.add(Relation.made(TableNames.folded(name), given(alias).or(() -> made)));
  }

  private static Optional<Set<String>> given(@Nullable Alias alias) {
    if (alias == null || alias.getAliasColumns() == null || alias.getAliasColumns().isEmpty()) {
      return Optional.empty();
    }
    Set<String> given = new LinkedHashSet<>();
    alias.getAliasColumns().forEach(column -> given.add(TableNames.folded(column.name)));
    return Optional.of(given);
  }

  void joins(@Nullable List<Join> joins, Scope scope) {
    if (joins == null) {
      return;
    }
    for (Join join : joins) {
      List<Relation> left = List.copyOf(scope.relations());
      read(join.getFromItem(), scope);
      List<Relation> right = scope.relations().subList(left.size(), scope.relations().size());
      if (join.getOnExpressions() != null) {
        join.getOnExpressions().forEach(on -> queries.expression(on, scope));
      }
      if (join.getUsingColumns() != null) {
        join.getUsingColumns().forEach(column -> using(column, left, right, scope));
      }
      if (join.isNatural()) {
        natural(left, right, scope);
      }
    }
  }

  private void using(Column column, List<Relation> left, List<Relation> right, Scope scope) {
    String name = TableNames.folded(column.getColumnName());
    side(name, left);
    side(name, right);
    scope.joined().add(name);
  }

  private void side(String column, List<Relation> side) {
    List<Relation> having = side.stream().filter(relation -> relation.has(column)).toList();
    if (!having.isEmpty()) {
      having.forEach(relation -> uses.read(relation, column));
    } else if (side.size() == 1) {
      uses.read(side.get(0), column);
    } else {
      uses.unclear(column, "of USING: it is not known which of the tables before has it");
    }
  }

  private void natural(List<Relation> left, List<Relation> right, Scope scope) {
    for (Relation one : left) {
      for (Relation other : right) {
        if (one.columns().isEmpty() || other.columns().isEmpty()) {
          uses.unclear("NATURAL JOIN", "not all columns of both sides are known");
          return;
        }
        for (String column : one.columns().get()) {
          if (other.has(column)) {
            uses.read(one, column);
            uses.read(other, column);
            scope.joined().add(column);
          }
        }
      }
    }
  }

  /** Hive's {@code LATERAL VIEW explode(items) t AS item}. */
  void views(@Nullable List<LateralView> views, Scope scope) {
    if (views == null) {
      return;
    }
    for (LateralView view : views) {
      queries.expression(view.getGeneratorFunction(), scope);
      Alias table = view.getTableAlias();
      Alias column = view.getColumnAlias();
      Optional<Set<String>> made =
          column == null || column.getName() == null
              ? given(column)
              : Optional.of(Set.of(TableNames.folded(column.getName())));
      String name = table == null || table.getName() == null ? "" : table.getName();
      scope.add(Relation.made(TableNames.folded(name), made));
    }
  }
}
