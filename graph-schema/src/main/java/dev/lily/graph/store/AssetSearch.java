package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.EffectiveClassifications;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.search.AttributeFilter.Values;
import dev.lily.graph.search.SearchQuery;
import dev.lily.graph.search.SearchResult;
import dev.lily.graph.store.AssetRows.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.tinkerpop.gremlin.process.traversal.Order;
import org.janusgraph.core.JanusGraphIndexQuery;
import org.janusgraph.core.JanusGraphTransaction;
import org.janusgraph.core.JanusGraphVertex;
import org.janusgraph.diskstorage.BackendException;

/**
 * Search over the mixed index. Types, status and words are matched there; classifications are
 * matched in memory, where they are right from the moment they propagate; other attributes are
 * compared on the candidates, of which at most {@value #CANDIDATES} are looked at.
 */
public final class AssetSearch {
  private static final int CANDIDATES = 100_000;
  private static final Set<String> INDEX_SORTED = Set.of("name", "qualifiedName");

  private final GraphAccess access;
  private final SearchIndex index;

  AssetSearch(GraphAccess access, SearchIndex index) {
    this.access = access;
    this.index = index;
  }

  /** Finds assets; everything committed before the call is found. */
  public SearchResult search(
      TenantId tenant, SearchQuery query, EffectiveClassifications effective) {
    flush();
    JanusGraphTransaction transaction =
        access.graph().buildTransaction().readOnly().checkExternalVertexExistence(false).start();
    try {
      if (query.text().isBlank() && !query.classifications().isEmpty()) {
        return compared(query, classified(transaction, tenant, query, effective));
      }
      boolean indexOnly =
          query.filter().isEmpty()
              && query.classifications().isEmpty()
              && query.sort().map(sort -> INDEX_SORTED.contains(sort.attribute())).orElse(true);
      return indexOnly
          ? fromIndex(transaction, tenant, query)
          : compared(query, candidates(transaction, tenant, query, effective));
    } finally {
      transaction.rollback();
    }
  }

  /** Whether there is an asset of exactly this type, active or deleted. */
  boolean hasAssetOf(String typeName) {
    flush();
    JanusGraphTransaction transaction = access.graph().buildTransaction().readOnly().start();
    try {
      String text = "v.\"typeName\":" + quoted(typeName) + " AND NOT v.\"status\":PURGED";
      return transaction
          .indexQuery(GraphKeys.SEARCH_INDEX, text)
          .limit(1)
          .vertexStream()
          .findAny()
          .isPresent();
    } finally {
      transaction.rollback();
    }
  }

  /** Makes everything committed before the call findable. */
  void flush() {
    try {
      index.flush();
    } catch (BackendException fault) {
      throw new CatalogException(
          ErrorCode.UNAVAILABLE, "the search index cannot be written at the moment", fault);
    }
  }

  private SearchResult fromIndex(
      JanusGraphTransaction transaction, TenantId tenant, SearchQuery query) {
    JanusGraphIndexQuery ask = indexQuery(transaction, tenant, query);
    long total = ask.vertexTotals();
    List<Asset> assets =
        indexQuery(transaction, tenant, query)
            .offset(query.offset())
            .limit(query.limit())
            .vertexStream()
            .flatMap(result -> asset(result.getElement()))
            .toList();
    return new SearchResult(assets, total);
  }

  private Stream<Asset> candidates(
      JanusGraphTransaction transaction,
      TenantId tenant,
      SearchQuery query,
      EffectiveClassifications effective) {
    return indexQuery(transaction, tenant, query)
        .limit(CANDIDATES)
        .vertexStream()
        .flatMap(result -> asset(result.getElement()))
        .filter(asset -> isClassified(query, effective.of(tenant, asset.ref().key())));
  }

  private Stream<Asset> classified(
      JanusGraphTransaction transaction,
      TenantId tenant,
      SearchQuery query,
      EffectiveClassifications effective) {
    return effective.classified(tenant).stream()
        .filter(ref -> isWanted(query, ref))
        .filter(ref -> isClassified(query, effective.of(tenant, ref.key())))
        .limit(CANDIDATES)
        .flatMap(ref -> access.locator().find(transaction, tenant, ref.guid()).stream())
        .map(access.rows()::asset)
        .filter(asset -> !query.excludeDeleted() || asset.status() == AssetStatus.ACTIVE);
  }

  private static boolean isWanted(SearchQuery query, AssetRef ref) {
    return query.typeNames().isEmpty() || query.typeNames().contains(ref.key().typeName());
  }

  private static boolean isClassified(SearchQuery query, List<Classification> effective) {
    return query.classifications().isEmpty()
        || effective.stream()
            .filter(one -> query.classifications().contains(one.typeName()))
            .anyMatch(
                one ->
                    query
                        .classificationFilter()
                        .map(filter -> filter.test(one.attributes()::get))
                        .orElse(true));
  }

  private static SearchResult compared(SearchQuery query, Stream<Asset> candidates) {
    List<Asset> matching =
        candidates
            .filter(
                asset -> query.filter().map(filter -> filter.test(Values.of(asset))).orElse(true))
            .collect(Collectors.toCollection(ArrayList::new));
    query.sort().ifPresent(sort -> matching.sort(order(sort)));
    List<Asset> page = matching.stream().skip(query.offset()).limit(query.limit()).toList();
    return new SearchResult(page, matching.size());
  }

  private static Comparator<Asset> order(SearchQuery.Sort sort) {
    Comparator<Asset> order =
        (one, other) -> {
          Object left = Values.of(one).value(sort.attribute());
          Object right = Values.of(other).value(sort.attribute());
          if (left instanceof Number a && right instanceof Number b) {
            return Double.compare(a.doubleValue(), b.doubleValue());
          }
          return String.valueOf(left).compareToIgnoreCase(String.valueOf(right));
        };
    return sort.descending() ? order.reversed() : order;
  }

  private Stream<Asset> asset(JanusGraphVertex vertex) {
    Row row = access.rows().row(access.rows().address(vertex), vertex);
    return Optional.ofNullable(row)
        .filter(found -> found.values().containsKey(GraphKeys.BODY))
        .map(access.rows()::asset)
        .stream();
  }

  private static JanusGraphIndexQuery indexQuery(
      JanusGraphTransaction transaction, TenantId tenant, SearchQuery query) {
    List<String> parts = new ArrayList<>();
    parts.add("v.\"tenant\":" + quoted(tenant.value()));
    parts.add(
        query.excludeDeleted()
            ? "NOT v.\"status\":(DELETED OR PURGED)"
            : "NOT v.\"status\":PURGED");
    if (!query.typeNames().isEmpty()) {
      parts.add(
          query.typeNames().stream()
              .map(AssetSearch::quoted)
              .collect(Collectors.joining(" OR ", "v.\"typeName\":(", ")")));
    }
    if (!query.text().isBlank()) {
      parts.add(words(query.text()));
    }
    JanusGraphIndexQuery ask =
        transaction.indexQuery(GraphKeys.SEARCH_INDEX, String.join(" AND ", parts));
    query
        .sort()
        .filter(sort -> INDEX_SORTED.contains(sort.attribute()))
        .ifPresent(
            sort -> ask.orderBy(sort.attribute(), sort.descending() ? Order.desc : Order.asc));
    return ask;
  }

  /** Every word as a beginning; an asset of exactly this name comes first. */
  private static String words(String text) {
    Set<String> words = new LinkedHashSet<>();
    SearchText.addWords(words, text);
    String exact = text.replace("*", "").trim();
    String all =
        words.isEmpty()
            ? "v.\"text\":*"
            : words.stream()
                .map(QueryParser::escape)
                .map(word -> "(v.\"text\":" + word + "* OR v.\"name\":" + word + "*)")
                .collect(Collectors.joining(" AND ", "(", ")"));
    return "(" + all + " OR v.\"name\":" + quoted(exact) + "^10)";
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
