package dev.lily.server.lineage;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.query.AssetBrief;
import dev.lily.graph.lineage.query.Cycle;
import dev.lily.graph.lineage.query.Cycles;
import dev.lily.graph.lineage.query.Lens;
import dev.lily.graph.lineage.query.LineageCounts;
import dev.lily.graph.lineage.query.LineagePath;
import dev.lily.graph.lineage.query.LineagePath.Outcome;
import dev.lily.graph.lineage.query.LineageQueries;
import dev.lily.graph.lineage.query.NodeKind;
import dev.lily.graph.sight.AssetGuards;
import dev.lily.policy.access.Action;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiHandler;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import dev.lily.server.propagation.MinPosition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Questions about lineage; none is answered without bound, and each says up to which position. */
public final class LineageQueryRoutes implements RouteModule {
  private static final String PREFIX = "/api/lily/v1/lineage/";
  private static final Access READ = Access.permitted(Action.READ_METADATA);
  private static final int CYCLES = 20;

  private final MinPosition minPosition;
  private final AssetGuards guards;
  private final CallersQueries queries;
  private final SceneRoute scene;
  private final ImpactRoute impact;
  private final CycleCache cycles;

  public LineageQueryRoutes(
      ClassificationIndex index, TypeCatalog types, AssetGuards guards, MinPosition minPosition) {
    this.minPosition = minPosition;
    LineageQueries all = new LineageQueries(index, new TypesOfLineage(types));
    this.guards = guards;
    this.queries = context -> all.seenBy(guards.of(context));
    this.scene = new SceneRoute(queries);
    this.impact = new ImpactRoute(queries, types);
    this.cycles = new CycleCache(index, all);
  }

  @Override
  public void register(Routes routes) {
    routes
        .get(PREFIX + "scene", READ, waiting(scene::answer))
        .get(PREFIX + "path", READ, waiting(this::path))
        .get(PREFIX + "impact", READ, waiting(impact::answer))
        .get(PREFIX + "counts", READ, waiting(this::counts))
        .get(PREFIX + "cycles", READ, this::cycles);
  }

  private ApiHandler waiting(ApiHandler handler) {
    return request -> {
      minPosition.await(request);
      return handler.handle(request);
    };
  }

  static CatalogException unknown(String parameter, Guid guid) {
    return new CatalogException(
        ErrorCode.INSTANCE_GUID_NOT_FOUND,
        "%s: the lineage index has no asset %s; if it is new, ask with minPosition"
            .formatted(parameter, guid));
  }

  private AssetBrief asset(ApiRequest request, String parameter) {
    Guid guid = new QuestionParameters(request).guid(parameter);
    return queries
        .of(request.context())
        .describe(request.context().tenant(), List.of(guid))
        .stream()
        .findFirst()
        .orElseThrow(() -> unknown(parameter, guid));
  }

  private ApiResponse path(ApiRequest request) {
    AssetBrief from = asset(request, "from");
    AssetBrief to = asset(request, "to");
    boolean columns = Stream.of(from, to).anyMatch(one -> one.kind() == NodeKind.COLUMN);
    Lens lens =
        new QuestionParameters(request).assetOrColumn(columns ? Lens.COLUMN : Lens.ASSET, "a path");
    LineagePath path =
        queries
            .of(request.context())
            .path(request.context().tenant(), from.guid(), to.guid(), lens)
            .orElseThrow(() -> unknown("from", from.guid()));
    LineageJson shown = LineageJson.at(request);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("position", path.position());
    json.put("from", shown.asset(from));
    json.put("to", shown.asset(to));
    json.put("lens", LineageJson.word(lens));
    json.put("found", path.outcome() == Outcome.FOUND);
    json.put("reverseOnly", path.outcome() == Outcome.REVERSE_ONLY);
    json.put("complete", path.outcome() != Outcome.GAVE_UP);
    json.put("length", path.length());
    json.put("nodes", path.nodes().stream().map(shown::asset).toList());
    json.put("edges", path.edges().stream().map(LineageJson::edge).toList());
    return ApiResponse.json(json);
  }

  private ApiResponse counts(ApiRequest request) {
    Guid root = new QuestionParameters(request).guid("root");
    LineageCounts counts =
        queries
            .of(request.context())
            .counts(request.context().tenant(), root)
            .orElseThrow(() -> unknown("root", root));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("position", counts.position());
    json.put("root", LineageJson.at(request).asset(counts.root()));
    json.put("upstream", part(counts.upstream()));
    json.put("downstream", part(counts.downstream()));
    json.put("inCycle", counts.inCycle());
    json.put("cycle", counts.cycle());
    return ApiResponse.json(json);
  }

  private static Map<String, Object> part(LineageCounts.Part part) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("direct", part.direct());
    json.put("total", part.total());
    json.put("totalIsLowerBound", !part.complete());
    return json;
  }

  private ApiResponse cycles(ApiRequest request) {
    QuestionParameters parameters = new QuestionParameters(request);
    int limit = parameters.number("limit", CYCLES, CycleCache.CYCLES);
    Lens lens = parameters.assetOrColumn(Lens.ASSET, "cycles");
    long wanted = minPosition.await(request);
    TenantId tenant = request.context().tenant();
    Cycles found =
        cycles.of(
            new CycleCache.Question(tenant, lens, guards.of(request.context())),
            wanted,
            request.context().clock());
    List<Map<String, Object>> shown =
        found.cycles().stream()
            .limit(limit)
            .map(cycle -> cycle(request.context(), cycle, LineageJson.at(request)))
            .toList();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("position", found.position());
    json.put("lens", LineageJson.word(lens));
    json.put("truncated", shown.size() < found.total() || !found.complete());
    json.put("shown", shown.size());
    json.put("total", found.total());
    json.put("totalIsLowerBound", !found.complete());
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
