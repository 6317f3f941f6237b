package dev.lily.server.demo;

import dev.lily.server.engines.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows as a person reads them: columns aligned, long values cut. */
final class Table {
  private static final int WIDEST = 24;

  private Table() {}

  /** A line of names, a rule, and a line for each row. */
  static List<String> lines(Rows rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(rows.columns());
    cells.addAll(rows.values());
    int[] widths =
        IntStream.range(0, rows.columns().size())
            .map(
                column ->
                    cells.stream().mapToInt(row -> cut(row.get(column)).length()).max().orElse(0))
            .toArray();
    List<String> lines = new ArrayList<>(cells.stream().map(row -> line(row, widths)).toList());
    lines.add(1, "-".repeat(IntStream.of(widths).map(width -> width + 2).sum() - 2));
    return lines;
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cut(row.get(column));
      line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
    }
    return line.toString().stripTrailing();
  }

  private static String cut(String cell) {
    return cell.length() <= WIDEST ? cell : cell.substring(0, WIDEST - 1) + "…";
  }
}
