package dev.lily.policy.sql;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.ExplainStatement;
import net.sf.jsqlparser.statement.ReturningClause;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.create.table.CreateTable;
import net.sf.jsqlparser.statement.create.view.CreateView;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.drop.Drop;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.merge.MergeDelete;
import net.sf.jsqlparser.statement.merge.MergeInsert;
import net.sf.jsqlparser.statement.merge.MergeOperation;
import net.sf.jsqlparser.statement.merge.MergeUpdate;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.truncate.Truncate;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.update.UpdateSet;
import org.jspecify.annotations.Nullable;

/** Reads one statement. */
final class StatementReader {
  private final Uses uses = new Uses();
  private final QueryReader queries;
  private final Scope scope = new Scope(null);

  StatementReader(TableNames names, KnownColumns columns) {
    queries = new QueryReader(names, columns, uses);
  }

  StatementUse read(Statement statement) {
    if (statement instanceof Select select) {
      queries.read(select, scope);
      return uses.result("SELECT");
    }
    if (statement instanceof ExplainStatement explain && explain.getStatement() != null) {
      queries.read(explain.getStatement(), scope);
      return uses.result("EXPLAIN");
    }
    if (statement instanceof Insert insert) {
      insert(insert);
    } else if (statement instanceof Update update) {
      update(update);
    } else if (statement instanceof Delete delete) {
      delete(delete);
    } else if (statement instanceof Merge merge) {
      merge(merge);
    } else if (statement instanceof CreateTable create) {
      create(create);
    } else if (statement instanceof CreateView view) {
      use(view.getView(), Operation.CREATE);
      queries.read(view.getSelect(), scope);
    } else if (statement instanceof Truncate truncate) {
      tables(truncate.getTable(), truncate.getTables())
          .forEach(table -> use(table, Operation.TRUNCATE));
    } else if (statement instanceof Drop drop && isOfTable(drop)) {
      use(drop.getName(), Operation.DROP);
    } else {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "sql: SELECT, INSERT, UPDATE, DELETE, MERGE, TRUNCATE, and CREATE and DROP of tables and"
              + " views are understood, not "
              + statement.getClass().getSimpleName());
    }
    return uses.result(statement.getClass().getSimpleName().toUpperCase(Locale.ROOT));
  }

  private static boolean isOfTable(Drop drop) {
    String type = String.valueOf(drop.getType()).toUpperCase(Locale.ROOT);
    return type.endsWith("TABLE") || type.endsWith("VIEW");
  }

  private static List<Table> tables(@Nullable Table one, @Nullable List<Table> several) {
    return several != null && !several.isEmpty() ? several : one == null ? List.of() : List.of(one);
  }

  private Relation use(Table table, Operation operation) {
    Relation relation = queries.from().stored(table);
    relation.table().ifPresent(resource -> uses.add(resource, operation));
    return relation;
  }

  private void insert(Insert insert) {
    queries.with(insert.getWithItemsList(), scope);
    Relation target = use(insert.getTable(), Operation.INSERT);
    if (insert.getSelect() != null) {
      queries.read(insert.getSelect(), scope);
    }
    Scope inside = new Scope(scope);
    inside.add(target);
    values(insert.getSetUpdateSets(), inside);
    var conflict = insert.getConflictAction();
    if (conflict != null && conflict.getUpdateSets() != null) {
      use(insert.getTable(), Operation.UPDATE);
      inside.add(Relation.made("excluded", Optional.of(Set.of())));
      values(conflict.getUpdateSets(), inside);
      queries.expression(conflict.getWhereExpression(), inside);
    }
    if (insert.getDuplicateUpdateSets() != null && !insert.getDuplicateUpdateSets().isEmpty()) {
      use(insert.getTable(), Operation.UPDATE);
      values(insert.getDuplicateUpdateSets(), inside);
    }
    returning(insert.getReturningClause(), inside);
  }

  private void update(Update update) {
    queries.with(update.getWithItemsList(), scope);
    scope.add(use(update.getTable(), Operation.UPDATE));
    queries.from().joins(update.getStartJoins(), scope);
    queries.from().read(update.getFromItem(), scope);
    queries.from().joins(update.getJoins(), scope);
    values(update.getUpdateSets(), scope);
    queries.expression(update.getWhere(), scope);
    queries.order(update.getOrderByElements(), scope);
    returning(update.getReturningClause(), scope);
  }

  private void delete(Delete delete) {
    queries.with(delete.getWithItemsList(), scope);
    scope.add(use(delete.getTable(), Operation.DELETE));
    if (delete.getUsingList() != null) {
      delete.getUsingList().forEach(table -> queries.from().read(table, scope));
    }
    queries.from().joins(delete.getJoins(), scope);
    queries.expression(delete.getWhere(), scope);
    queries.order(delete.getOrderByElements(), scope);
    returning(delete.getReturningClause(), scope);
  }

  private void merge(Merge merge) {
    queries.with(merge.getWithItemsList(), scope);
    Relation target = queries.from().stored(merge.getTable());
    scope.add(target);
    queries.from().read(merge.getFromItem(), scope);
    queries.expression(merge.getOnCondition(), scope);
    for (MergeOperation operation : merge.getOperations()) {
      if (operation instanceof MergeInsert insert) {
        use(merge.getTable(), Operation.INSERT);
        queries.expression(insert.getAndPredicate(), scope);
        queries.expressions(insert.getValues(), scope);
        queries.expression(insert.getWhereCondition(), scope);
      } else if (operation instanceof MergeUpdate update) {
        use(merge.getTable(), Operation.UPDATE);
        queries.expression(update.getAndPredicate(), scope);
        values(update.getUpdateSets(), scope);
        queries.expression(update.getWhereCondition(), scope);
        if (update.getDeleteWhereCondition() != null) {
          use(merge.getTable(), Operation.DELETE);
          queries.expression(update.getDeleteWhereCondition(), scope);
        }
      } else if (operation instanceof MergeDelete delete) {
        use(merge.getTable(), Operation.DELETE);
        queries.expression(delete.getAndPredicate(), scope);
      }
    }
  }

  private void create(CreateTable create) {
    use(create.getTable(), Operation.CREATE);
    if (create.getSelect() != null) {
      queries.read(create.getSelect(), scope);
    }
    if (create.getLikeTable() != null) {
      queries.from().read(create.getLikeTable(), scope);
      new ColumnVisitor(queries, uses, scope).all(new AllColumns());
    }
  }

  /** What columns are set to; the columns that are set are not read. */
  private void values(@Nullable List<UpdateSet> sets, Scope inside) {
    if (sets != null) {
      sets.forEach(set -> queries.expressions(set.getValues(), inside));
    }
  }

  private void returning(@Nullable ReturningClause returning, Scope inside) {
    if (returning == null) {
      return;
    }
    for (var item : returning) {
      if (item.getExpression() instanceof AllColumns all) {
        new ColumnVisitor(queries, uses, inside).all(all);
      } else {
        queries.expression(item.getExpression(), inside);
      }
    }
  }
}
