package dev.lily.server.lineage;

import dev.lily.graph.lineage.LineageDirection;
import dev.lily.graph.lineage.query.Lens;
import dev.lily.graph.lineage.query.PageKey;
import dev.lily.graph.lineage.query.Scene;
import dev.lily.graph.lineage.query.SceneQuery;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a browser draws around an asset. */
final class SceneRoute {
  private static final int DEPTH = 3;
  private static final int MOST_DEPTH = 100;
  private static final int LIMIT = 200;
  private static final int MOST_NODES = 10_000;

  private final CallersQueries queries;
  private final AloneAssets alone;

  SceneRoute(CallersQueries queries, AloneAssets alone) {
    this.queries = queries;
    this.alone = alone;
  }

  ApiResponse answer(ApiRequest request) {
    QuestionParameters parameters = new QuestionParameters(request);
    SceneQuery first =
        new SceneQuery(
            parameters.guid("root"),
            parameters.direction(LineageDirection.BOTH),
            parameters.number("depth", DEPTH, MOST_DEPTH),
            parameters.lens(Lens.ASSET),
            parameters.number("limit", LIMIT, MOST_NODES),
            Optional.empty());
    String question =
        String.join(
            " ",
            List.of(
                "scene",
                first.root().toString(),
                first.direction().name(),
                Integer.toString(first.depth()),
                first.lens().name()));
    Optional<Cursor> cursor = Cursor.of(request, question);
    Scene scene =
        queries
            .of(request.context())
            .scene(request.context().tenant(), behind(first, cursor.map(Cursor::key)))
            .or(() -> alone.scene(request.context(), first.root()))
            .orElseThrow(() -> LineageQueryRoutes.unknown("root", first.root()));
    LineageJson shown = LineageJson.at(request);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("position", scene.position());
    cursor.ifPresent(given -> json.put("cursorPosition", given.position()));
    json.put("root", shown.asset(scene.root()));
    json.put("direction", LineageJson.word(first.direction()));
    json.put("depth", first.depth());
    json.put("lens", LineageJson.word(first.lens()));
    json.put("truncated", scene.truncated());
    json.put("shown", scene.shown());
    json.put("total", scene.total());
    json.put("totalIsLowerBound", scene.totalIsLowerBound());
    json.put("hiddenIsLowerBound", scene.hiddenIsLowerBound());
    json.put("edgesTruncated", scene.edgesTruncated());
    scene
        .next()
        .ifPresent(key -> json.put("cursor", new Cursor(key, scene.position()).text(question)));
    json.put("nodes", scene.nodes().stream().map(shown::node).toList());
    json.put("edges", scene.edges().stream().map(LineageJson::edge).toList());
    json.put(
        "cycles",
        scene.cycles().stream()
            .map(
                cycle ->
                    LineageJson.cycle(
                        cycle, cycle.members().stream().map(Object::toString).toList()))
            .toList());
    return ApiResponse.json(json);
  }

  private static SceneQuery behind(SceneQuery query, Optional<PageKey> after) {
    return new SceneQuery(
        query.root(), query.direction(), query.depth(), query.lens(), query.limit(), after);
  }
}
