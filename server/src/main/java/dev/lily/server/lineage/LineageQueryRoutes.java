package dev.lily.server.lineage;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.query.AssetBrief;
import dev.lily.graph.lineage.query.Lens;
import dev.lily.graph.lineage.query.LineageCounts;
import dev.lily.graph.lineage.query.LineagePath;
import dev.lily.graph.lineage.query.LineagePath.Outcome;
import dev.lily.graph.lineage.query.LineageQueries;
import dev.lily.graph.lineage.query.NodeKind;
import dev.lily.graph.sight.AssetGuards;
import dev.lily.graph.sight.GuardedCatalog;
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

  private final ClassificationIndex index;
  private final MinPosition minPosition;
  private final CallersQueries queries;
  private final SceneRoute scene;
  private final ImpactRoute impact;
  private final AloneAssets alone;
  private final CycleRoute cycles;

  public LineageQueryRoutes(
      GuardedCatalog catalog,
      ClassificationIndex index,
      TypeCatalog types,
      AssetGuards guards,
      MinPosition minPosition) {
    this.index = index;
    this.minPosition = minPosition;
    TypesOfLineage kinds = new TypesOfLineage(types);
    LineageQueries all = new LineageQueries(index, kinds);
    this.queries = context -> all.seenBy(guards.of(context));
    this.alone = new AloneAssets(catalog, index, kinds);
    this.scene = new SceneRoute(queries, alone);
    this.impact = new ImpactRoute(queries, types, alone);
    this.cycles = new CycleRoute(queries, new CycleCache(index, all), guards);
  }

  @Override
  public void register(Routes routes) {
    routes
        .get(
            PREFIX + "scene",
            READ,
            waiting(scene::answer, "root", "direction", "depth", "lens", "limit", "cursor"))
        .get(PREFIX + "path", READ, waiting(this::path, "from", "to", "lens"))
        .get(
            PREFIX + "impact",
            READ,
            waiting(
                impact::answer,
                "root",
                "direction",
                "depth",
                "typeName",
                "qualifiedName",
                "classification",
                "holds",
                "limit",
                "cursor",
                "format"))
        .get(PREFIX + "counts", READ, waiting(this::counts, "root"))
        .get(
            PREFIX + "cycles",
            READ,
            minPosition.taking(
                request -> cycles.answer(request, minPosition.await(request)),
                "lens",
                "limit",
                "cursor"));
  }

  private ApiHandler waiting(ApiHandler handler, String... parameters) {
    return minPosition.taking(
        request -> {
          minPosition.await(request);
          return handler.handle(request);
        },
        parameters);
  }

  static CatalogException unknown(String parameter, Guid guid) {
    return new CatalogException(
        ErrorCode.INSTANCE_GUID_NOT_FOUND,
        "%s: Given instance guid %s is invalid/not found".formatted(parameter, guid));
  }

  private AssetBrief asset(ApiRequest request, String parameter) {
    Guid guid = new QuestionParameters(request).guid(parameter);
    return queries
        .of(request.context())
        .describe(request.context().tenant(), List.of(guid))
        .stream()
        .findFirst()
        .or(() -> alone.find(request.context(), guid))
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
            .orElseGet(() -> LineagePath.none(index.position()));
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
            .or(() -> alone.counts(request.context(), root))
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
}
