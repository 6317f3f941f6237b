package dev.lily.server.atlas;

import static dev.lily.server.atlas.AtlasAccess.READ;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.LineageDirection;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where the data of an entity comes from and where it goes. */
final class LineageRoutes implements RouteModule {
  private static final String LINEAGE = AtlasRoutes.PREFIX + "/lineage";
  private static final int DEPTH = 3;

  private final EntityFinder finder;
  private final LineageReader reader;
  private final LineageAnswer answer;

  LineageRoutes(AtlasServices services, EntityFinder finder, EntityAnswers answers) {
    this.finder = finder;
    reader = new LineageReader(services);
    answer = new LineageAnswer(services, answers);
  }

  @Override
  public void register(Routes routes) {
    routes
        .get(LINEAGE + "/{guid}", READ, r -> whole(r, finder.byGuid(r)))
        .get(LINEAGE + "/uniqueAttribute/type/{type}", READ, r -> whole(r, finder.byAttribute(r)))
        .post(LINEAGE + "/{guid}", READ, r -> onDemand(r, finder.byGuid(r)));
  }

  private ApiResponse whole(ApiRequest request, Asset asset) {
    Constraint constraint =
        new Constraint(
            direction(request.query("direction").orElse("BOTH")),
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            depth(request.query("depth").orElse(Integer.toString(DEPTH))));
    LineageGraph graph = reader.read(request.context(), asset, new OnDemand(constraint, Map.of()));
    return answer.whole(request.context(), asset, constraint, graph);
  }

  /** The body says for each entity how many relations are wanted: LineageOnDemandConstraints. */
  private ApiResponse onDemand(ApiRequest request, Asset asset) {
    JsonFields body = JsonFields.of(request.json(Map.class), "");
    Map<Guid, Constraint> byEntity = new LinkedHashMap<>();
    for (String guid : body.fields().keySet()) {
      body.object(guid).ifPresent(json -> byEntity.put(EntityFinder.guid(guid), constraint(json)));
    }
    Constraint base = byEntity.getOrDefault(asset.guid(), Constraint.STANDARD);
    LineageGraph graph = reader.read(request.context(), asset, new OnDemand(base, byEntity));
    return answer.onDemand(request.context(), asset, new OnDemand(base, byEntity), graph);
  }

  private static Constraint constraint(JsonFields json) {
    Constraint standard = Constraint.STANDARD;
    return new Constraint(
        json.has("direction") ? direction(json.text("direction")) : standard.direction(),
        json.number("inputRelationsLimit", standard.inputs()),
        json.number("outputRelationsLimit", standard.outputs()),
        json.number("depth", standard.depth()));
  }

  private static LineageDirection direction(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "INPUT" -> LineageDirection.UPSTREAM;
      case "OUTPUT" -> LineageDirection.DOWNSTREAM;
      case "BOTH" -> LineageDirection.BOTH;
      default -> throw invalid("direction", text);
    };
  }

  private static int depth(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException malformed) {
      throw invalid("depth", text);
    }
  }

  private static CatalogException invalid(String parameter, String value) {
    return new CatalogException(
        ErrorCode.INSTANCE_LINEAGE_INVALID_PARAMS,
        "Invalid lineage query parameters passed %s: %s".formatted(parameter, value));
  }
}
