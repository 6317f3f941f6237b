package dev.lily.server.lineage;

import dev.lily.graph.RequestContext;
import dev.lily.graph.lineage.query.Cycle;
import dev.lily.graph.lineage.query.Cycles;
import dev.lily.graph.lineage.query.Lens;
import dev.lily.graph.lineage.query.PageKey;
import dev.lily.graph.sight.AssetGuards;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cycles of lineage, the largest first, page by page; the first 1,000 of them are kept. */
final class CycleRoute {
  private static final int LIMIT = 20;
  private static final int MOST = 100;

  private final CallersQueries queries;
  private final CycleCache cache;
  private final AssetGuards guards;

  CycleRoute(CallersQueries queries, CycleCache cache, AssetGuards guards) {
    this.queries = queries;
    this.cache = cache;
    this.guards = guards;
  }

  /**
   * A page.
   *
   * @param position that has to be in it, or -1
   */
  ApiResponse answer(ApiRequest request, long position) {
    QuestionParameters parameters = new QuestionParameters(request);
    int limit = parameters.number("limit", LIMIT, MOST);
    Lens lens = parameters.assetOrColumn(Lens.ASSET, "cycles");
    String question = "cycles " + lens;
    Optional<Cursor> cursor = Cursor.of(request, question);
    RequestContext context = request.context();
    Cycles found =
        cache.of(
            new CycleCache.Question(context.tenant(), lens, guards.of(context)),
            position,
            context.clock());
    List<Cycle> all = found.cycles();
    int begin = Math.min(cursor.map(given -> given.key().steps()).orElse(0), all.size());
    int end = Math.min(begin + limit, all.size());
    List<Map<String, Object>> shown =
        all.subList(begin, end).stream()
            .map(cycle -> cycle(context, cycle, LineageJson.at(request)))
            .toList();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("position", found.position());
    cursor.ifPresent(given -> json.put("cursorPosition", given.position()));
    json.put("lens", LineageJson.word(lens));
    json.put("truncated", end < found.total() || !found.complete());
    json.put("shown", end);
    json.put("total", found.total());
    json.put("totalIsLowerBound", !found.complete());
    if (end < all.size()) {
      PageKey key = new PageKey(end, all.get(end).members().get(0));
      json.put("cursor", new Cursor(key, found.position()).text(question));
    }
    json.put("cycles", shown);
    return ApiResponse.json(json);
  }

  private Map<String, Object> cycle(RequestContext context, Cycle cycle, LineageJson shown) {
    return LineageJson.cycle(
        cycle,
        queries.of(context).describe(context.tenant(), cycle.members()).stream()
            .map(shown::asset)
            .toList());
  }
}
