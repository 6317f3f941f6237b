package dev.lily.notifications.openlineage;

import java.util.List;
import java.util.Optional;

/**
 * A dataset with what its facets say about it.
 *
 * @param schema empty where there is no schema facet, or one without fields
 * @param symlinks other names of the dataset
 */
public record DatasetInfo(
    DatasetName name,
    List<SchemaField> schema,
    Optional<ColumnLineage> columnLineage,
    List<DatasetName> symlinks,
    Optional<Lifecycle> lifecycle,
    Description description) {
  public DatasetInfo {
    schema = List.copyOf(schema);
    symlinks = List.copyOf(symlinks);
  }

  /** What the datasetType, dataSource and documentation facets say. */
  public record Description(
      Optional<String> datasetType,
      Optional<String> uri,
      Optional<String> sourceName,
      Optional<String> text) {

    Description with(Description later) {
      return new Description(
          later.datasetType.or(() -> datasetType),
          later.uri.or(() -> uri),
          later.sourceName.or(() -> sourceName),
          later.text.or(() -> text));
    }
  }

  /** This dataset with what a later event says; facets which that leaves out stay. */
  DatasetInfo with(DatasetInfo later) {
    return new DatasetInfo(
        name,
        later.schema.isEmpty() ? schema : later.schema,
        later.columnLineage.or(() -> columnLineage),
        later.symlinks.isEmpty() ? symlinks : later.symlinks,
        later.lifecycle.or(() -> lifecycle),
        description.with(later.description));
  }

  boolean isDropped() {
    return lifecycle.filter(state -> state.change() == Lifecycle.Change.DROP).isPresent();
  }
}
