package dev.lily.policy.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.AnyComparisonExpression;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.LambdaExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Finds the columns of an expression, those of subqueries too. */
final class ColumnVisitor extends ExpressionVisitorAdapter<@Nullable Void> {
  private final QueryReader queries;
  private final Uses uses;
  private final Scope scope;

  ColumnVisitor(QueryReader queries, Uses uses, Scope scope) {
    this.queries = queries;
    this.uses = uses;
    this.scope = scope;
  }

  /** The name of a column with all that stands before it. */
  static List<String> parts(Column column) {
    List<String> parts = new ArrayList<>(TableNames.parts(column.getTable()));
    parts.add(TableNames.folded(column.getColumnName()));
    return parts;
  }

  @Override
  public <S> @Nullable Void visit(Column column, S context) {
    if (column.getArrayConstructor() != null) {
      column.getArrayConstructor().accept(this, context);
    }
    uses.read(parts(column), scope);
    return null;
  }

  @Override
  public <S> @Nullable Void visit(ParenthesedSelect select, S context) {
    queries.read(select, scope);
    return null;
  }

  @Override
  public <S> @Nullable Void visit(Select select, S context) {
    queries.read(select, scope);
    return null;
  }

  @Override
  public <S> @Nullable Void visit(AnyComparisonExpression any, S context) {
    if (any.getSelect() != null) {
      queries.read(any.getSelect(), scope);
    }
    return null;
  }

  /** As in {@code count(*)}, which reads no column. */
  @Override
  public <S> @Nullable Void visit(AllColumns all, S context) {
    return null;
  }

  @Override
  public <S> @Nullable Void visit(AllTableColumns all, S context) {
    all(all);
    return null;
  }

  /** What {@code *} or {@code t.*} in a select list stands for; absent where that is not known. */
  Optional<Set<String>> all(AllColumns all) {
    List<Relation> meant = scope.relations();
    if (all instanceof AllTableColumns of) {
      Optional<Relation> found = scope.find(TableNames.parts(of.getTable()));
      if (found.isEmpty()) {
        uses.unclear(all.toString(), "no such table in the statement");
        return Optional.empty();
      }
      meant = List.of(found.get());
    }
    Set<String> but = new LinkedHashSet<>();
    if (all.getExceptColumns() != null) {
      all.getExceptColumns().forEach(c -> but.add(TableNames.folded(c.getColumnName())));
    }
    if (all.getReplaceExpressions() != null) {
      all.getReplaceExpressions().forEach(item -> item.getExpression().accept(this, null));
    }
    Set<String> names = new LinkedHashSet<>();
    boolean known = true;
    for (Relation relation : meant) {
      uses.readAll(relation, but);
      known &= relation.columns().isPresent();
      relation.columns().ifPresent(names::addAll);
    }
    names.removeAll(but);
    return known ? Optional.of(names) : Optional.empty();
  }

  @Override
  public <S> @Nullable Void visit(LambdaExpression lambda, S context) {
    Scope inside = new Scope(scope);
    for (String identifier : lambda.getIdentifiers()) {
      String name = TableNames.folded(identifier);
      inside.add(Relation.made(name, Optional.of(Set.of(name))));
    }
    lambda.getExpression().accept(new ColumnVisitor(queries, uses, inside), context);
    return null;
  }

  /** With its window, which the visitor leaves out. */
  @Override
  public <S> @Nullable Void visit(AnalyticExpression window, S context) {
    super.visit(window, context);
    queries.expressions(window.getPartitionExpressionList(), scope);
    queries.order(window.getOrderByElements(), scope);
    queries.expression(window.getFilterExpression(), scope);
    if (window.getWindowDefinition() != null) {
      queries.window(window.getWindowDefinition(), scope);
    }
    return null;
  }

  /** Not by recursion to the left: sums and conditions of generated statements are long. */
  @Override
  protected <S> @Nullable Void visitBinaryExpression(BinaryExpression binary, S context) {
    List<Expression> rights = new ArrayList<>();
    Expression left = binary;
    while (left instanceof BinaryExpression next) {
      rights.add(0, next.getRightExpression());
      left = next.getLeftExpression();
    }
    left.accept(this, context);
    rights.forEach(right -> right.accept(this, context));
    return null;
  }
}
