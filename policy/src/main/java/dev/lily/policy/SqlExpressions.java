package dev.lily.policy;

import java.util.Optional;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.TokenMgrException;

/** Whether a text is one SQL expression, by a parser that knows the common dialects. */
final class SqlExpressions {
  private static final int TIME_LIMIT = 2_000;

  private SqlExpressions() {}

  /** What is wrong with the expression of a mask; empty where nothing is. */
  static Optional<String> faultOfMask(String expression) {
    String filled = expression.replace("{col}", "col").replace("{type}", "varchar");
    return fault(() -> CCJSqlParserUtil.parseExpression(filled, false, SqlExpressions::limited));
  }

  /** What is wrong with the condition of a row filter; empty where nothing is. */
  static Optional<String> faultOfFilter(String expression) {
    return fault(
        () -> CCJSqlParserUtil.parseCondExpression(expression, false, SqlExpressions::limited));
  }

  @FunctionalInterface
  private interface Parse {
    Object run() throws JSQLParserException;
  }

  private static void limited(CCJSqlParser parser) {
    parser.withTimeOut(TIME_LIMIT);
  }

  private static Optional<String> fault(Parse parse) {
    try {
      parse.run();
      return Optional.empty();
    } catch (JSQLParserException | TokenMgrException fault) {
      String message = fault.getMessage() == null ? "it is empty" : fault.getMessage();
      return Optional.of(message.strip().lines().limit(2).reduce((a, b) -> a + " " + b).orElse(""));
    }
  }
}
