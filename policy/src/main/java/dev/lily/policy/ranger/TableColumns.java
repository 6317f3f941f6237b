package dev.lily.policy.ranger;

import dev.lily.graph.asset.AssetKey;
import dev.lily.policy.AccessReport.Column;
import dev.lily.policy.EngineResource;
import dev.lily.policy.tags.TagView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The columns of an asset as resources; they are looked up once, and only for a table. */
final class TableColumns {
  private final Supplier<List<Column>> source;
  private @Nullable List<Column> columns;

  /** A column as an engine knows it. */
  record Known(AssetKey asset, EngineResource resource, String type) {}

  TableColumns(Supplier<List<Column>> source) {
    this.source = source;
  }

  /** Those inside of the resource, by name; none where it is no table. */
  List<Known> in(TagView tags, EngineResource table) {
    if (!table.leaf().equals("table")) {
      return List.of();
    }
    if (columns == null) {
      columns = source.get();
    }
    List<Known> found = new ArrayList<>();
    for (Column column : columns) {
      for (EngineResource resource : tags.resourcesOf(column.asset())) {
        if (resource.leaf().equals("column")
            && resource.parent().filter(table::equals).isPresent()) {
          found.add(new Known(column.asset(), resource, column.type()));
        }
      }
    }
    found.sort(Comparator.comparing(one -> one.resource().leafValue()));
    return found;
  }
}
