package dev.lily.notifications.openlineage;

import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Datasets and their columns.
 *
 * <p>A dataset has several names when it has symlinks. The asset keeps the name under which the
 * catalog saw it first, with everything people have attached to it (classifications, owners,
 * lineage), and all other names become aliases. So a table first seen by its table name keeps that
 * when somebody writes to it by its path. Where two assets exist already under two of the names,
 * both stay: joining them would drop what is attached to one.
 */
final class DatasetMapper {
  private final CatalogView catalog;

  DatasetMapper(CatalogView catalog) {
    this.catalog = catalog;
  }

  /** Renames a written dataset that says so; has to come before {@link #identify}. */
  void rename(RequestContext context, Draft draft, DatasetInfo dataset) {
    dataset
        .lifecycle()
        .filter(lifecycle -> lifecycle.change() == Lifecycle.Change.RENAME)
        .flatMap(Lifecycle::previous)
        .map(OpenLineageNames::dataset)
        .ifPresent(
            previous -> rename(context, draft, previous, OpenLineageNames.dataset(dataset.name())));
  }

  /** Settles which asset a dataset is; has to come before anything refers to it. */
  void identify(RequestContext context, Draft draft, DatasetInfo dataset) {
    AssetKey reported = OpenLineageNames.dataset(dataset.name());
    Set<AssetKey> names = new LinkedHashSet<>(List.of(reported));
    dataset.symlinks().forEach(symlink -> names.add(OpenLineageNames.dataset(symlink)));
    if (names.size() > 1) {
      join(context, draft, names, reported);
    }
  }

  private void join(RequestContext context, Draft draft, Set<AssetKey> names, AssetKey reported) {
    AssetKey identity =
        names.stream()
            .flatMap(name -> known(context, draft, name).stream())
            .findFirst()
            .orElse(reported);
    for (AssetKey name : names) {
      if (!name.equals(identity) && known(context, draft, name).isEmpty()) {
        draft.alias(name, identity);
      }
    }
  }

  private Optional<AssetKey> known(RequestContext context, Draft draft, AssetKey name) {
    return draft
        .aliased(name)
        .or(() -> draft.renamedTo(name).map(from -> name))
        .or(() -> draft.identity(name, () -> catalog.identify(context, name)));
  }

  /** The asset that has the name; the name itself where none has it yet. */
  AssetKey keyOf(RequestContext context, Draft draft, DatasetName name) {
    AssetKey key = OpenLineageNames.dataset(name);
    return known(context, draft, key).orElse(key);
  }

  private void rename(RequestContext context, Draft draft, AssetKey previous, AssetKey name) {
    Optional<Asset> old = catalog.find(context, previous);
    if (old.isEmpty() || old.get().ref().key().equals(name)) {
      return;
    }
    if (catalog.find(context, name).isPresent()) {
      drop(context, draft, old.get());
      return;
    }
    draft.rename(old.get().ref(), name);
    catalog.forget(context, previous);
    int prefix = old.get().qualifiedName().length() + 1;
    for (AssetRef column : catalog.columns(context, old.get().guid())) {
      String path = column.key().qualifiedName().substring(prefix);
      draft.rename(column, OpenLineageNames.column(name, path));
    }
  }

  /** Adds a dataset that something refers to. */
  AssetKey refer(RequestContext context, Draft draft, DatasetName name) {
    AssetKey key = keyOf(context, draft, name);
    Map<String, @Nullable Object> attributes = draft.asset(key);
    if (key.equals(OpenLineageNames.dataset(name))) {
      attributes.put("name", name.name());
      attributes.put("namespace", name.namespace());
    }
    return key;
  }

  /** Adds the dataset and the columns of its schema. */
  AssetKey describe(RequestContext context, Draft draft, DatasetInfo dataset) {
    AssetKey key = refer(context, draft, dataset.name());
    Map<String, @Nullable Object> attributes = draft.asset(key);
    dataset.description().datasetType().ifPresent(type -> attributes.put("datasetType", type));
    dataset.description().uri().ifPresent(uri -> attributes.put("uri", uri));
    dataset.description().sourceName().ifPresent(name -> attributes.put("sourceName", name));
    dataset.description().text().ifPresent(text -> attributes.put("description", text));
    if (!dataset.symlinks().isEmpty()) {
      attributes.put("symlinks", symlinks(key, dataset));
    }
    dataset.schema().forEach(field -> describe(draft, key, field));
    return key;
  }

  private static List<String> symlinks(AssetKey key, DatasetInfo dataset) {
    Set<String> names = new LinkedHashSet<>();
    names.add(OpenLineageNames.dataset(dataset.name()).qualifiedName());
    dataset.symlinks().forEach(name -> names.add(OpenLineageNames.dataset(name).qualifiedName()));
    names.remove(key.qualifiedName());
    return List.copyOf(names);
  }

  private static void describe(Draft draft, AssetKey dataset, SchemaField field) {
    Map<String, @Nullable Object> attributes = draft.column(dataset, field.path());
    field.type().ifPresent(type -> attributes.put("dataType", type));
    attributes.put("ordinal", field.ordinal());
    field.description().ifPresent(text -> attributes.put("description", text));
  }

  /** Applies what happened to a dataset that was written. */
  void changeLifecycle(RequestContext context, Draft draft, AssetKey key, DatasetInfo dataset) {
    dataset
        .lifecycle()
        .ifPresent(
            lifecycle -> {
              draft.asset(key).put("lifecycleState", lifecycle.change().name());
              if (lifecycle.replacesSchema() && !dataset.schema().isEmpty()) {
                deleteVanished(context, draft, key, dataset);
              }
            });
  }

  private void deleteVanished(
      RequestContext context, Draft draft, AssetKey key, DatasetInfo dataset) {
    Set<AssetKey> present = new LinkedHashSet<>();
    dataset.schema().forEach(field -> present.add(OpenLineageNames.column(key, field.path())));
    dataset
        .columnLineage()
        .ifPresent(
            lineage ->
                lineage
                    .fields()
                    .keySet()
                    .forEach(path -> present.add(OpenLineageNames.column(key, path))));
    for (AssetRef column : columns(context, draft, key)) {
      if (!present.contains(column.key())) {
        draft.delete(column.key());
      }
    }
  }

  /** The columns that the dataset has in the catalog before this batch. */
  List<AssetRef> columns(RequestContext context, Draft draft, AssetKey dataset) {
    return draft
        .renamedTo(dataset)
        .or(() -> catalog.find(context, dataset).map(Asset::ref))
        .map(ref -> catalog.columns(context, ref.guid()))
        .orElse(List.of());
  }

  /** Deletes a dataset that was dropped, and its columns; unknown ones stay unknown. */
  void drop(RequestContext context, Draft draft, DatasetInfo dataset) {
    catalog
        .find(context, keyOf(context, draft, dataset.name()))
        .ifPresent(asset -> drop(context, draft, asset));
  }

  private void drop(RequestContext context, Draft draft, Asset dataset) {
    catalog.columns(context, dataset.guid()).forEach(column -> draft.delete(column.key()));
    draft.delete(dataset.ref().key());
  }
}
