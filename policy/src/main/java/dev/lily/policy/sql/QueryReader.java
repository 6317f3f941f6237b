package dev.lily.policy.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.WindowDefinition;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.ParenthesedStatement;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.TableStatement;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;

/** Reads queries, and what they are put together of. */
final class QueryReader {
  private final Uses uses;
  private final FromReader from;

  QueryReader(TableNames names, KnownColumns columns, Uses uses) {
    this.uses = uses;
    this.from = new FromReader(this, names, columns, uses);
  }

  FromReader from() {
    return from;
  }

  /** The names of its columns, in lower case; absent where they are not known. */
  Optional<Set<String>> read(Select select, @Nullable Scope around) {
    Scope scope = new Scope(around);
    with(select.getWithItemsList(), scope);
    return body(select, scope);
  }

  private Optional<Set<String>> body(Select select, Scope scope) {
    if (select instanceof PlainSelect plain) {
      return plain(plain, scope);
    }
    if (select instanceof SetOperationList list) {
      Optional<Set<String>> first = read(list.getSelects().get(0), scope);
      list.getSelects().stream().skip(1).forEach(other -> read(other, scope));
      first.ifPresent(scope.outputs()::addAll);
      if (first.isPresent()) {
        order(list.getOrderByElements(), scope);
      }
      return first;
    }
    if (select instanceof ParenthesedSelect inner) {
      return read(inner.getSelect(), scope);
    }
    if (select instanceof Values values) {
      values.getExpressions().forEach(value -> expression(value, scope));
      return Optional.empty();
    }
    if (select instanceof TableStatement table) {
      from.read(table.getTable(), scope);
      return new ColumnVisitor(this, uses, scope).all(new AllColumns());
    }
    uses.unclear(select.toString(), "this form of a query is not understood");
    return Optional.empty();
  }

  void with(@Nullable List<WithItem<?>> items, Scope scope) {
    if (items == null) {
      return;
    }
    boolean recursive = false;
    for (WithItem<?> item : items) {
      recursive |= item.isRecursive();
      String name = TableNames.folded(item.getAliasName());
      Optional<Set<String>> given = Optional.empty();
      if (item.getWithItemList() != null && !item.getWithItemList().isEmpty()) {
        Set<String> columns = new LinkedHashSet<>();
        item.getWithItemList().forEach(c -> columns.add(TableNames.folded(c.toString())));
        given = Optional.of(columns);
      }
      if (recursive) {
        scope.name(name, Relation.made(name, given));
      }
      ParenthesedStatement statement = item.getParenthesedStatement();
      Optional<Set<String>> read = Optional.empty();
      if (statement instanceof Select select) {
        read = read(select, scope);
      } else {
        uses.unclear(name, "a WITH that is no query is not understood");
      }
      scope.name(name, Relation.made(name, given.isPresent() ? given : read));
    }
  }

  private Optional<Set<String>> plain(PlainSelect select, Scope scope) {
    from.read(select.getFromItem(), scope);
    from.joins(select.getJoins(), scope);
    from.views(select.getLateralViews(), scope);
    Optional<Set<String>> outputs = items(select.getSelectItems(), scope);
    expression(select.getWhere(), scope);
    outputs.ifPresent(scope.outputs()::addAll);
    group(select.getGroupBy(), scope);
    expression(select.getHaving(), scope);
    expression(select.getQualify(), scope);
    if (select.getDistinct() != null && select.getDistinct().getOnSelectItems() != null) {
      select.getDistinct().getOnSelectItems().forEach(i -> expression(i.getExpression(), scope));
    }
    if (select.getWindowDefinitions() != null) {
      select.getWindowDefinitions().forEach(window -> window(window, scope));
    }
    order(select.getOrderByElements(), scope);
    if (select.getOracleHierarchical() != null) {
      select.getOracleHierarchical().accept(new ColumnVisitor(this, uses, scope), null);
    }
    if (select.getIntoTables() != null && !select.getIntoTables().isEmpty()) {
      uses.unclear("INTO", "SELECT … INTO is not understood");
    }
    return outputs;
  }

  private Optional<Set<String>> items(@Nullable List<SelectItem<?>> items, Scope scope) {
    Set<String> names = new LinkedHashSet<>();
    boolean known = true;
    for (SelectItem<?> item : items == null ? List.<SelectItem<?>>of() : items) {
      Expression expression = item.getExpression();
      if (expression instanceof AllColumns all) {
        Optional<Set<String>> meant = new ColumnVisitor(this, uses, scope).all(all);
        meant.ifPresent(names::addAll);
        known &= meant.isPresent();
      } else {
        expression(expression, scope);
        output(item.getAlias(), expression).ifPresent(names::add);
      }
    }
    if (!known) { // what the others are called is known all the same
      scope.outputs().addAll(names);
      return Optional.empty();
    }
    return Optional.of(names);
  }

  private static Optional<String> output(@Nullable Alias alias, Expression expression) {
    if (alias != null && alias.getName() != null) {
      return Optional.of(TableNames.folded(alias.getName()));
    }
    if (expression instanceof Column column) {
      return Optional.of(TableNames.folded(column.getColumnName()));
    }
    return expression instanceof Function function
        ? Optional.of(TableNames.folded(function.getName()))
        : Optional.empty();
  }

  private void group(@Nullable GroupByElement group, Scope scope) {
    if (group == null) {
      return;
    }
    expressions(group.getGroupByExpressionList(), scope);
    if (group.getGroupingSets() != null) {
      group.getGroupingSets().forEach(set -> expressions(set, scope));
    }
  }

  void window(WindowDefinition window, Scope scope) {
    expressions(window.getPartitionExpressionList(), scope);
    order(window.getOrderByElements(), scope);
  }

  /** A name of the select list goes before a column of the same name. */
  void order(@Nullable List<OrderByElement> order, Scope scope) {
    if (order == null) {
      return;
    }
    for (OrderByElement element : order) {
      boolean output =
          element.getExpression() instanceof Column column
              && ColumnVisitor.parts(column).size() == 1
              && scope.outputs().contains(ColumnVisitor.parts(column).get(0));
      if (!output) {
        expression(element.getExpression(), scope);
      }
    }
  }

  void expressions(@Nullable ExpressionList<?> expressions, Scope scope) {
    if (expressions != null) {
      expressions.forEach(one -> expression(one, scope));
    }
  }

  void expression(@Nullable Expression expression, Scope scope) {
    if (expression != null) {
      expression.accept(new ColumnVisitor(this, uses, scope), null);
    }
  }
}
