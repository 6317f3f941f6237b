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
import dev.lily.graph.search.Numbers;
import dev.lily.graph.search.SearchQuery;
import dev.lily.graph.search.SearchResult;
import dev.lily.graph.sight.AssetGuard;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
 * matched in memory, where they are right from the moment they propagate; conditions on names
 * narrow the candidates, of which at most {@value #CANDIDATES} are looked at and compared.
 */
public final class AssetSearch {
  private static final int CANDIDATES = 100_000;
  private static final int FEW = 1_000;

  /** What marks a property in a query; JanusGraph looks for it even within quoted texts. */
  private static final String PROPERTY = "\u0001.";

  /** What a catalog keeps for itself is found only by its type. */
  private static final String INTERNAL = "__internal";

  private static final Set<String> INDEX_SORTED = Set.of("name", "qualifiedName");

  private final GraphAccess access;
  private final SearchIndex index;
  private final Supplier<TypeRegistry> types;

  AssetSearch(GraphAccess access, SearchIndex index, Supplier<TypeRegistry> types) {
    this.access = access;
    this.index = index;
    this.types = types;
  }

  /** Finds assets; everything committed before the call is found. */
  public SearchResult search(
      TenantId tenant, SearchQuery query, EffectiveClassifications effective) {
    return search(tenant, query, effective, AssetGuard.OPEN);
  }

  /**
   * The same as somebody sees it: what is hidden is neither found nor counted, and what is redacted
   * is not found by what is left out. Costs reading every candidate, where the other may count in
   * the index.
   */
  public SearchResult search(
      TenantId tenant, SearchQuery query, EffectiveClassifications effective, AssetGuard guard) {
    flush();
    SeenAssets seen = new SeenAssets(tenant, query, effective, guard);
    try (Reading reading = new Reading(access, types.get())) {
      if (query.text().isBlank() && !query.classifications().isEmpty()) {
        return compared(query, seen.of(classified(reading, tenant, query, effective)));
      }
      boolean indexOnly =
          guard.seesEverything()
              && query.filter().isEmpty()
              && query.classifications().isEmpty()
              && query.sort().map(sort -> INDEX_SORTED.contains(sort.attribute())).orElse(true);
      return indexOnly
          ? fromIndex(reading, tenant, query)
          : compared(query, seen.of(candidates(reading, tenant, query, effective)));
    }
  }

  /** How many assets of exactly this type there are, active or deleted. */
  long countOf(String typeName) {
    flush();
    JanusGraphTransaction transaction = access.graph().buildTransaction().readOnly().start();
    try {
      String text = field("typeName") + quoted(typeName) + " AND NOT " + field("status") + "PURGED";
      return ask(transaction, text).vertexTotals();
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

  private SearchResult fromIndex(Reading reading, TenantId tenant, SearchQuery query) {
    JanusGraphIndexQuery ask = indexQuery(reading, tenant, query, Optional.empty());
    long total = ask.vertexTotals();
    List<Asset> assets =
        indexQuery(reading, tenant, query, Optional.empty())
            .offset(query.offset())
            .limit((int) Math.max(1, Math.min(query.limit(), total - query.offset())))
            .vertexStream()
            .flatMap(result -> asset(reading, result.getElement()))
            .toList();
    return new SearchResult(assets, total);
  }

  private Stream<Asset> candidates(
      Reading reading, TenantId tenant, SearchQuery query, EffectiveClassifications effective) {
    return found(reading, tenant, query).stream()
        .flatMap(vertex -> asset(reading, vertex))
        .filter(asset -> isClassified(query, effective.of(tenant, asset.ref().key())));
  }

  /** Mostly few assets have such a name; only then all that the index knows is asked of it. */
  private static List<JanusGraphVertex> found(Reading reading, TenantId tenant, SearchQuery query) {
    Optional<String> name = condition(reading, query, Set.of(GraphKeys.NAME));
    if (name.isPresent()) {
      List<JanusGraphVertex> few = found(reading, tenant, query, name, FEW);
      if (few.size() < FEW) {
        return few;
      }
    }
    Set<String> names = Set.of(GraphKeys.NAME, GraphKeys.QUALIFIED_NAME);
    Optional<String> condition = condition(reading, query, names);
    List<JanusGraphVertex> few = found(reading, tenant, query, condition, FEW);
    return few.size() < FEW ? few : found(reading, tenant, query, condition, CANDIDATES);
  }

  private static Optional<String> condition(
      Reading reading, SearchQuery query, Set<String> attributes) {
    return query
        .filter()
        .flatMap(new IndexConditions(reading.types(), query.typeNames(), attributes)::of);
  }

  /** Lucene makes room for as many as it is asked for, so that asking for less takes less. */
  private static List<JanusGraphVertex> found(
      Reading reading, TenantId tenant, SearchQuery query, Optional<String> condition, int limit) {
    return indexQuery(reading, tenant, query, condition)
        .limit(limit)
        .vertexStream()
        .map(JanusGraphIndexQuery.Result::getElement)
        .toList();
  }

  private Stream<Asset> classified(
      Reading reading, TenantId tenant, SearchQuery query, EffectiveClassifications effective) {
    return effective.classified(tenant).stream()
        .filter(ref -> isWanted(query, ref))
        .filter(ref -> isClassified(query, effective.of(tenant, ref.key())))
        .limit(CANDIDATES)
        .flatMap(ref -> reading.find(tenant, ref.guid()).stream())
        .map(StoredAsset::asset)
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
            return Numbers.compare(a, b);
          }
          return String.valueOf(left).compareToIgnoreCase(String.valueOf(right));
        };
    return sort.descending() ? order.reversed() : order;
  }

  private Stream<Asset> asset(Reading reading, JanusGraphVertex vertex) {
    StoredAsset stored = reading.at(access.rows().address(vertex));
    return stored == null ? Stream.empty() : Stream.of(stored.asset());
  }

  private static JanusGraphIndexQuery indexQuery(
      Reading reading, TenantId tenant, SearchQuery query, Optional<String> condition) {
    List<String> parts = new ArrayList<>();
    parts.add(field("tenant") + quoted(tenant.value()));
    parts.add(
        query.excludeDeleted()
            ? "NOT " + field("status") + "(DELETED OR PURGED)"
            : "NOT " + field("status") + "PURGED");
    if (!query.typeNames().isEmpty()) {
      parts.add(types(query.typeNames()));
    } else {
      reading
          .types()
          .findEntityType(INTERNAL)
          .map(EntityType::allSubTypes)
          .filter(internal -> !internal.isEmpty())
          .ifPresent(internal -> parts.add("NOT " + types(internal)));
    }
    if (!query.text().isBlank()) {
      parts.add(words(query.text()));
    }
    condition.ifPresent(parts::add);
    JanusGraphIndexQuery ask = ask(reading.transaction(), String.join(" AND ", parts));
    query
        .sort()
        .filter(sort -> INDEX_SORTED.contains(sort.attribute()))
        .ifPresent(
            sort -> ask.orderBy(sort.attribute(), sort.descending() ? Order.desc : Order.asc));
    return ask;
  }

  private static String types(Set<String> names) {
    return names.stream()
        .map(AssetSearch::quoted)
        .collect(Collectors.joining(" OR ", field("typeName") + "(", ")"));
  }

  /** Every word as a beginning; an asset of exactly this name or qualifiedName comes first. */
  private static String words(String text) {
    Set<String> words = new LinkedHashSet<>();
    SearchText.addWords(words, text);
    String exact = text.replace("*", "").trim();
    String all =
        words.isEmpty()
            ? field("text") + "*"
            : words.stream()
                .map(QueryParser::escape)
                .map(word -> "(" + field("text") + word + "* OR " + field("name") + word + "*)")
                .collect(Collectors.joining(" AND ", "(", ")"));
    return "("
        + all
        + " OR "
        + field("name")
        + quoted(exact)
        + "^10 OR "
        + field("qualifiedName")
        + quoted(exact)
        + "^10)";
  }

  /** The beginning of a condition on a property of the index. */
  static String field(String name) {
    return PROPERTY + '"' + name + "\":";
  }

  private static JanusGraphIndexQuery ask(JanusGraphTransaction transaction, String query) {
    return transaction.indexQuery(GraphKeys.SEARCH_INDEX, query).setElementIdentifier(PROPERTY);
  }

  private static String quoted(String value) {
    return '"' + value.replace('\u0001', ' ').replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
