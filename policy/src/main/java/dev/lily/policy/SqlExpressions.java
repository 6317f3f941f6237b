package dev.lily.policy;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.Token;
import net.sf.jsqlparser.parser.TokenMgrException;
import org.jspecify.annotations.Nullable;

/** Whether a text is one SQL expression, by a parser that knows the common dialects. */
final class SqlExpressions {
  private static final int TIME_LIMIT = 2_000;
  private static final int PIECE = 40;
  private static final Pattern LEXICAL = Pattern.compile("line (\\d+), column (\\d+)");

  private SqlExpressions() {}

  /** What is wrong with the expression of a mask, and where; empty where nothing is. */
  static Optional<String> faultOfMask(String expression) {
    // as long as what they stand for, so that columns are those of the text that was sent
    String filled = expression.replace("{col}", "a_col").replace("{type}", "bigint");
    return new Attempt(expression).fault(filled, CCJSqlParserUtil::parseExpression);
  }

  /** What is wrong with the condition of a row filter, and where; empty where nothing is. */
  static Optional<String> faultOfFilter(String expression) {
    return new Attempt(expression).fault(expression, CCJSqlParserUtil::parseCondExpression);
  }

  private interface Parse {
    @Nullable Object run(String text, boolean partly, Consumer<CCJSqlParser> limits)
        throws JSQLParserException;
  }

  /** One attempt to parse; the parser knows how far it came. */
  private static final class Attempt {
    private final String sent;
    private @Nullable CCJSqlParser parser;

    Attempt(String sent) {
      this.sent = sent;
    }

    Optional<String> fault(String text, Parse parse) {
      try {
        parse.run(text, false, this::limit);
        return Optional.empty();
      } catch (JSQLParserException | TokenMgrException fault) {
        return Optional.of(where(fault));
      }
    }

    private void limit(CCJSqlParser made) {
      parser = made;
      made.withTimeOut(TIME_LIMIT);
    }

    private String where(Throwable fault) {
      Matcher lexical = LEXICAL.matcher(String.valueOf(fault.getMessage()));
      if (fault instanceof TokenMgrException && lexical.find()) {
        return at(Integer.parseInt(lexical.group(1)), Integer.parseInt(lexical.group(2)));
      }
      if (fault.getCause() instanceof ParseException unexpected
          && unexpected.currentToken != null
          && unexpected.currentToken.next != null) {
        return at(unexpected.currentToken.next);
      }
      Token last = parser == null ? null : parser.token;
      return last == null || last.beginLine < 1 ? "it does not parse" : at(last);
    }

    private String at(Token token) {
      boolean end = token.image == null || token.image.isEmpty();
      return at(token.beginLine, end ? token.endColumn + 1 : token.beginColumn);
    }

    private String at(int line, int column) {
      String[] lines = sent.split("\\R", -1);
      String rest =
          line <= lines.length && column <= lines[line - 1].length()
              ? lines[line - 1].substring(Math.max(0, column - 1))
              : "";
      String piece = rest.length() > PIECE ? rest.substring(0, PIECE) + "…" : rest;
      return "it does not parse from line %d, column %d on: %s"
          .formatted(line, column, piece.isBlank() ? "it ends too early" : "'" + piece + "'");
    }
  }
}
