package dev.lily.server.policy;

import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.policy.Decisions.Column;
import dev.lily.policy.EngineResource;
import dev.lily.policy.binding.Bindings;
import dev.lily.policy.sql.KnownColumns;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the caller sees of the tables of one statement in the catalog. */
final class StatementAssets implements KnownColumns {
  private static final String UNKNOWN_TYPE = "varchar";

  private final GuardedCatalog catalog;
  private final RequestContext context;
  private final Bindings bindings;
  private final Map<EngineResource, Known> tables = new HashMap<>();

  StatementAssets(GuardedCatalog catalog, RequestContext context, Bindings bindings) {
    this.catalog = catalog;
    this.context = context;
    this.bindings = bindings;
  }

  /** A table with its columns by name in lower case. */
  private record Known(Optional<Guid> guid, Map<String, Asset> columns) {}

  @Override
  public Set<String> of(EngineResource table) {
    return known(table).columns().keySet();
  }

  Optional<Guid> guid(EngineResource table) {
    return known(table).guid();
  }

  Optional<Guid> guid(EngineResource table, String column) {
    return Optional.ofNullable(known(table).columns().get(column)).map(Asset::guid);
  }

  /** The table, or those of the columns, of which the caller sees no asset. */
  List<String> unknown(EngineResource table, Collection<String> columns) {
    Known known = known(table);
    return known.guid().isEmpty()
        ? List.of(table.toString())
        : columns.stream()
            .filter(name -> !known.columns().containsKey(name))
            .map(name -> table + "." + name)
            .toList();
  }

  Column column(EngineResource table, String column) {
    Asset asset = known(table).columns().get(column);
    return new Column(column, asset == null ? UNKNOWN_TYPE : AccessRoutes.columnType(asset));
  }

  private Known known(EngineResource table) {
    return tables.computeIfAbsent(table, this::look);
  }

  private Known look(EngineResource table) {
    Map<String, Asset> columns = new LinkedHashMap<>();
    Optional<Guid> guid = Optional.empty();
    for (var found : catalog.findNamed(context, bindings.candidates(table)).values()) {
      guid = guid.or(() -> Optional.of(found.guid()));
      for (AssetView view : catalog.viewWithOwned(context, found.guid())) {
        for (EngineResource resource : bindings.resourcesOf(view.asset().ref().key())) {
          if (resource.leaf().equals("column") && resource.parent().equals(Optional.of(table))) {
            columns.putIfAbsent(resource.leafValue(), view.asset());
          }
        }
      }
    }
    return new Known(guid, columns);
  }
}
