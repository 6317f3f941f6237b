package dev.lily.graph.store;

import java.util.Locale;

/**
 * A regular expression for Lucene's query parser that matches every text whose lower case has the
 * wanted parts, and perhaps a few others. After the first gap of any length only gaps and literals
 * follow, so that its automaton stays as small as the text is long.
 */
final class CaselessPattern {
  private static final int LITERALS = 100;

  private final StringBuilder expression = new StringBuilder();
  private boolean afterGap;
  private boolean inGap;
  private int literals;

  /** Adds the text; in one of LIKE the stars, percent and question marks stand for others. */
  CaselessPattern add(String text, boolean wildcards) {
    String wanted = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i < wanted.length(); i++) {
      char character = wanted.charAt(i);
      if (literals == LITERALS) {
        return gap();
      } else if (wildcards && "*%?".indexOf(character) >= 0) {
        gap();
      } else {
        add(character);
      }
    }
    return this;
  }

  CaselessPattern gap() {
    if (!inGap) {
      expression.append(".*");
    }
    inGap = true;
    afterGap = true;
    return this;
  }

  private void add(char lower) {
    if (lower < ' ' || lower > '~') {
      // Its upper case may be of another length.
      gap();
    } else if ("/\\\"".indexOf(lower) >= 0) {
      oneOfAny();
    } else {
      expression.append(literal(lower));
      literals++;
      inGap = false;
    }
  }

  /** The parser reads these characters otherwise. */
  private void oneOfAny() {
    if (afterGap) {
      gap();
    } else {
      expression.append('.');
    }
  }

  private static String literal(char lower) {
    if (Character.isDigit(lower) || lower == '_') {
      return String.valueOf(lower);
    }
    if (!Character.isLetter(lower)) {
      return "\\" + lower;
    }
    String others =
        switch (lower) {
          case 'i' -> "\u0130";
          case 'k' -> "\u212A";
          default -> "";
        };
    return "[" + lower + Character.toUpperCase(lower) + others + "]";
  }

  /** Whether it says anything. */
  boolean isSelective() {
    return literals > 0;
  }

  @Override
  public String toString() {
    return "/" + expression + "/";
  }
}
