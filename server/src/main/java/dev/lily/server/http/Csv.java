package dev.lily.server.http;

import java.util.List;
import java.util.stream.Collectors;

/** Rows of CSV (RFC 4180). A cell that a spreadsheet would run gets an apostrophe before it. */
public final class Csv {
  private Csv() {}

  /** The cells as one line, without its end. */
  public static String row(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(","));
  }

  public static String cell(String value) {
    String safe =
        !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
