package dev.lily.server.engines;

import java.util.List;

/** What a query gave: the names of the columns, and their values as text. */
public record Rows(List<String> columns, List<List<String>> values) {
  public Rows {
    columns = List.copyOf(columns);
    values = values.stream().map(List::copyOf).toList();
  }
}
