package dev.lily.policy.sql;

import static dev.lily.graph.BadRequests.require;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.policy.binding.ServiceType;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.Statements;

/** Reads one statement of one engine; within limits, as it comes from outside. */
public final class StatementParser {
  /** How long a statement may be. */
  public static final int CHARACTERS = 50_000;

  private static final int TIME_LIMIT = 2_000;

  private final TableNames names;
  private final KnownColumns columns;

  /**
   * A parser of statements.
   *
   * @param defaults where short names of tables lie, by element of the engine
   */
  public StatementParser(ServiceType type, Map<String, String> defaults, KnownColumns columns) {
    require(
        type == ServiceType.TRINO
            || type == ServiceType.PRESTO
            || type == ServiceType.HIVE
            || type == ServiceType.POSTGRESQL,
        "service: one of the type trino, presto, hive or postgresql, not " + type);
    this.names = new TableNames(type, defaults);
    this.columns = columns;
  }

  /**
   * What the statement uses.
   *
   * @throws CatalogException BAD_REQUEST for what does not parse, with the position
   */
  public StatementUse read(String sql) {
    require(sql != null && !sql.isBlank(), "sql: one statement is expected");
    require(
        sql.length() <= CHARACTERS,
        "sql: at most " + CHARACTERS + " characters, not " + sql.length());
    Statement statement = parse(sql);
    try {
      return new StatementReader(names, columns).read(statement);
    } catch (StackOverflowError deep) { // nothing is shared that could be half done
      throw new CatalogException(ErrorCode.BAD_REQUEST, "sql: it is nested too deeply");
    }
  }

  private static Statement parse(String sql) {
    ExecutorService thread = Executors.newSingleThreadExecutor(StatementParser::daemon);
    try {
      Statements statements =
          CCJSqlParserUtil.parseStatements(sql, thread, parser -> parser.withTimeOut(TIME_LIMIT));
      require(
          statements != null && statements.size() == 1,
          "sql: one statement is expected, not " + (statements == null ? 0 : statements.size()));
      return statements.get(0);
    } catch (JSQLParserException | TokenMgrException fault) {
      throw new CatalogException(ErrorCode.BAD_REQUEST, "sql: " + message(fault));
    } finally {
      thread.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "sql-parser");
    thread.setDaemon(true);
    return thread;
  }

  private static String message(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof ParseException parse && parse.currentToken != null) {
        var token = parse.currentToken.next == null ? parse.currentToken : parse.currentToken.next;
        return "does not parse at line %d, column %d: '%s'"
            .formatted(token.beginLine, token.beginColumn, token.image);
      }
      if (cause instanceof StackOverflowError) {
        return "it is nested too deeply";
      }
      if (cause instanceof TimeoutException) {
        return "it takes longer than " + TIME_LIMIT + " ms to parse";
      }
    }
    String text = String.valueOf(fault.getMessage()).strip();
    return "does not parse: " + text.lines().findFirst().orElse("");
  }
}
