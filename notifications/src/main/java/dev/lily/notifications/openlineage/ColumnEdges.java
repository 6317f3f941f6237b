package dev.lily.notifications.openlineage;

import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The edges between columns. An edge is shared by all jobs that derive the one column from the
 * other; each has its own transformations on it.
 *
 * <p>A facet's sources of the dataset as a whole (filters, joins, grouping) make no column edges:
 * each of them would lead to each column of the output, N × M edges that say what the job says
 * already by having the dataset among its inputs.
 */
final class ColumnEdges {
  private final CatalogView catalog;
  private final DatasetMapper datasets;

  ColumnEdges(CatalogView catalog, DatasetMapper datasets) {
    this.catalog = catalog;
    this.datasets = datasets;
  }

  /**
   * Makes the edges to the columns of the output those that the job derives now: its
   * transformations on other edges go, and the edge with them where they were the only ones.
   *
   * @param job the qualifiedName of the job; empty for lineage that was declared without one
   */
  void replace(
      RequestContext context, Draft draft, AssetKey output, ColumnLineage lineage, String job) {
    Map<AssetKey, Map<AssetKey, SortedSet<EdgeTransformation>>> derived = new LinkedHashMap<>();
    lineage
        .fields()
        .forEach(
            (path, sources) -> {
              draft.column(output, path);
              derived.put(
                  OpenLineageNames.column(output, path), sources(context, draft, sources, job));
            });
    List<AssetRef> columns = datasets.columns(context, draft, output);
    followRenames(context, columns, derived);
    Map<Guid, List<Relationship>> known =
        catalog.derivations(context, columns.stream().map(AssetRef::guid).toList());
    for (AssetRef column : columns) {
      AssetKey key = draft.aliased(column.key()).orElse(column.key());
      if (draft.deletes(key)) {
        continue;
      }
      Map<AssetKey, SortedSet<EdgeTransformation>> bySource =
          derived.computeIfAbsent(key, none -> new LinkedHashMap<>());
      for (Relationship edge : known.getOrDefault(column.guid(), List.of())) {
        merge(draft, edge, key, bySource, job);
      }
    }
    derived.forEach(
        (column, bySource) ->
            bySource.forEach(
                (source, transformations) -> relate(draft, edge(source, column, transformations))));
  }

  /** Puts what is derived under the names that columns got in the catalog since. */
  private void followRenames(
      RequestContext context,
      List<AssetRef> columns,
      Map<AssetKey, Map<AssetKey, SortedSet<EdgeTransformation>>> derived) {
    Set<AssetKey> unknown = new LinkedHashSet<>(derived.keySet());
    columns.forEach(column -> unknown.remove(column.key()));
    catalog
        .findKeys(context, unknown)
        .forEach(
            (name, key) -> {
              Map<AssetKey, SortedSet<EdgeTransformation>> sources =
                  key.equals(name) ? null : derived.remove(name);
              if (sources != null) {
                derived.merge(key, sources, ColumnEdges::united);
              }
            });
  }

  private static Map<AssetKey, SortedSet<EdgeTransformation>> united(
      Map<AssetKey, SortedSet<EdgeTransformation>> one,
      Map<AssetKey, SortedSet<EdgeTransformation>> other) {
    other.forEach(
        (source, transformations) ->
            one.computeIfAbsent(source, fresh -> new TreeSet<>()).addAll(transformations));
    return one;
  }

  /** A column that is gone, or one that derives from itself, needs no edge. */
  private static void relate(Draft draft, RelationshipInput edge) {
    if (!edge.end1().equals(edge.end2()) && !draft.deletes(edge.end1())) {
      draft.relate(edge);
    }
  }

  private Map<AssetKey, SortedSet<EdgeTransformation>> sources(
      RequestContext context, Draft draft, List<ColumnLineage.Source> sources, String job) {
    Map<AssetKey, SortedSet<EdgeTransformation>> bySource = new LinkedHashMap<>();
    for (ColumnLineage.Source source : sources) {
      AssetKey dataset = datasets.refer(context, draft, source.dataset());
      draft.column(dataset, source.field());
      SortedSet<EdgeTransformation> transformations =
          bySource.computeIfAbsent(
              OpenLineageNames.column(dataset, source.field()), fresh -> new TreeSet<>());
      source
          .transformations()
          .forEach(each -> transformations.add(new EdgeTransformation(job, each)));
    }
    return bySource;
  }

  /** Takes the edge out of those to be written, unless it has to be written as it is now. */
  private static void merge(
      Draft draft,
      Relationship edge,
      AssetKey column,
      Map<AssetKey, SortedSet<EdgeTransformation>> bySource,
      String job) {
    AssetKey source = draft.aliased(edge.end1().key()).orElse(edge.end1().key());
    SortedSet<EdgeTransformation> before = EdgeTransformation.of(edge);
    SortedSet<EdgeTransformation> after = new TreeSet<>(before);
    after.removeIf(transformation -> transformation.job().equals(job));
    SortedSet<EdgeTransformation> own = bySource.remove(source);
    if (own != null) {
      after.addAll(own);
    }
    if (new ArrayList<>(after).equals(new ArrayList<>(before))) {
      return;
    }
    if (after.isEmpty()) {
      draft.unrelate(edge(source, column, after));
    } else {
      relate(draft, edge(source, column, after));
    }
  }

  private static RelationshipInput edge(
      AssetKey source, AssetKey column, SortedSet<EdgeTransformation> transformations) {
    return new RelationshipInput(
        OpenLineageNames.COLUMN_LINEAGE,
        source,
        column,
        Map.of(
            EdgeTransformation.ATTRIBUTE,
            transformations.stream().map(EdgeTransformation::toStruct).toList()));
  }
}
