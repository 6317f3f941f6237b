package dev.lily.server.atlas;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.search.SearchQuery;
import dev.lily.graph.search.SearchResult;
import dev.lily.graph.sight.AssetGuards;
import dev.lily.graph.store.AssetSearch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs searches within the limits. */
final class EntitySearch {
  private static final int LONGEST_QUERY = 500;

  private final AssetSearch search;
  private final TypeCatalog types;
  private final ClassificationIndex classifications;
  private final AssetGuards guards;
  private final AtlasLimits limits;

  EntitySearch(AtlasServices services) {
    search = services.search();
    types = services.types();
    classifications = services.classifications();
    guards = services.guards();
    limits = services.limits();
  }

  /**
   * A page of what was found, with counts over what was found.
   *
   * @param metrics counts by value, by what is counted
   */
  record Counted(SearchResult page, Map<String, Map<String, Integer>> metrics) {}

  SearchResult find(RequestContext context, SearchParameters parameters) {
    check(parameters);
    if (SearchPlan.isUnclassified(parameters)) {
      return page(unclassified(context, parameters), parameters);
    }
    return run(context, parameters, parameters.offset(), parameters.limit());
  }

  private SearchResult run(
      RequestContext context, SearchParameters parameters, int offset, int limit) {
    SearchQuery query =
        new SearchPlan(types.types(), context.clock()).query(parameters, offset, limit);
    return search.search(context.tenant(), query, classifications, guards.of(context));
  }

  /** Looks at as many entities as may be counted. */
  private SearchResult unclassified(RequestContext context, SearchParameters parameters) {
    List<Asset> plain =
        run(context, parameters, 0, limits.aggregated()).assets().stream()
            .filter(asset -> classifications.of(context.tenant(), asset.guid()).isEmpty())
            .toList();
    return new SearchResult(plain, plain.size());
  }

  Counted count(RequestContext context, SearchParameters parameters) {
    check(parameters);
    SearchResult all =
        SearchPlan.isUnclassified(parameters)
            ? unclassified(context, parameters)
            : run(context, parameters, 0, limits.aggregated());
    Map<String, Map<String, Integer>> metrics = new LinkedHashMap<>();
    metrics.put("__typeName", new TreeMap<>());
    metrics.put("__state", new TreeMap<>());
    metrics.put("owner", new TreeMap<>());
    for (Asset asset : all.assets()) {
      count(metrics, "__typeName", asset.typeName());
      count(metrics, "__state", asset.status().name());
      if (asset.attributes().get("owner") instanceof String owner) {
        count(metrics, "owner", owner);
      }
    }
    boolean reaches = (long) parameters.offset() + parameters.limit() <= limits.aggregated();
    return new Counted(reaches ? page(all, parameters) : find(context, parameters), metrics);
  }

  private static void count(
      Map<String, Map<String, Integer>> metrics, String metric, String value) {
    metrics.getOrDefault(metric, new TreeMap<>()).merge(value, 1, Integer::sum);
  }

  private static SearchResult page(SearchResult all, SearchParameters parameters) {
    List<Asset> page =
        all.assets().stream().skip(parameters.offset()).limit(parameters.limit()).toList();
    return new SearchResult(page, all.total());
  }

  private void check(SearchParameters parameters) {
    if (parameters.limit() < 0 || parameters.offset() < 0) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "Limit/offset should be non-negative, not %d and %d"
              .formatted(parameters.limit(), parameters.offset()));
    }
    if (parameters.echo().get("termName") instanceof String term && !term.isBlank()) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST, "termName '" + term + "': there is no glossary here yet");
    }
    if (parameters.query().length() > LONGEST_QUERY) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "query may have at most %d characters, not %d"
              .formatted(LONGEST_QUERY, parameters.query().length()));
    }
    if (parameters.limit() > limits.searchResults()) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "limit may be at most %d, not %d; ask for pages with offset"
              .formatted(limits.searchResults(), parameters.limit()));
    }
  }
}
