package dev.lily.policy.postgres;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The only place where names and values become SQL of PostgreSQL. Sessions must have {@code
 * standard_conforming_strings} on, as is the standard since 9.1.
 */
public final class SqlText {
  private SqlText() {}

  /** An identifier as it is, in double quotes. */
  public static String name(String identifier) {
    return '"' + whole(identifier).replace("\"", "\"\"") + '"';
  }

  public static String name(String schema, String relation) {
    return name(schema) + '.' + name(relation);
  }

  /** The names in parentheses. */
  static String names(Collection<String> identifiers) {
    return identifiers.stream().map(SqlText::name).collect(Collectors.joining(", ", "(", ")"));
  }

  /** A text in single quotes. */
  public static String literal(String text) {
    return '\'' + whole(text).replace("'", "''") + '\'';
  }

  /** A role as GRANT and REVOKE name it; the empty name stands for everybody. */
  static String role(String name) {
    return name.isEmpty() ? "PUBLIC" : name(name);
  }

  /**
   * Whether the text, put in parentheses, can be nothing but one expression or an error: quotes and
   * parentheses are closed, and it has neither semicolon nor comment nor a kind of quote in which
   * backslashes or dollars decide where it ends.
   */
  public static boolean isEnclosed(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '"') {
        i = isEscaping(text, i) ? -1 : text.indexOf(c, i + 1);
        if (i < 0) {
          return false;
        }
      } else if (c == ';' || c == '$' || c == 0 || isComment(text, i)) {
        return false;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth < 0) {
        return false;
      }
    }
    return depth == 0 && !text.isBlank();
  }

  /** Whether a backslash matters inside the quotes: {@code E'…'}, {@code U&'…'}. */
  private static boolean isEscaping(String text, int quote) {
    return quote > 0 && "eE&".indexOf(text.charAt(quote - 1)) >= 0;
  }

  private static boolean isComment(String text, int at) {
    return text.startsWith("--", at) || text.startsWith("/*", at);
  }

  private static String whole(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("PostgreSQL has no text with a zero character");
    }
    return text;
  }
}
