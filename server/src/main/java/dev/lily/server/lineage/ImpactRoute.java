package dev.lily.server.lineage;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.LineageDirection;
import dev.lily.graph.lineage.query.AssetBrief;
import dev.lily.graph.lineage.query.Impact;
import dev.lily.graph.lineage.query.ImpactQuery;
import dev.lily.graph.rule.Glob;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The list of all that an asset feeds or is fed by, as JSON or CSV. */
final class ImpactRoute {
  private static final int MOST_DEPTH = 1_000_000;
  private static final int LIMIT = 100;
  private static final int MOST_ROWS = 1_000;
  private static final int MOST_CSV_ROWS = 100_000;
  private static final String CSV = "text/csv";

  private enum Format {
    JSON,
    CSV
  }

  /** When a classification that is asked for has to hold. */
  private enum Holds {
    NOW,
    ANY
  }

  private final CallersQueries queries;
  private final TypeCatalog types;
  private final AloneAssets alone;

  ImpactRoute(CallersQueries queries, TypeCatalog types, AloneAssets alone) {
    this.queries = queries;
    this.types = types;
    this.alone = alone;
  }

  ApiResponse answer(ApiRequest request) {
    QuestionParameters parameters = new QuestionParameters(request);
    boolean wantsCsv = request.header("Accept").filter(text -> text.contains(CSV)).isPresent();
    Format format = parameters.choice("format", Format.class, wantsCsv ? Format.CSV : Format.JSON);
    int most = format == Format.CSV ? MOST_CSV_ROWS : MOST_ROWS;
    String question = question(parameters);
    Optional<Cursor> cursor = Cursor.of(request, question);
    ImpactQuery query =
        new ImpactQuery(
            parameters.guid("root"),
            parameters.direction(LineageDirection.DOWNSTREAM),
            parameters.number("depth", MOST_DEPTH, MOST_DEPTH),
            filter(parameters, request.context().clock().instant()),
            parameters.number("limit", format == Format.CSV ? MOST_CSV_ROWS : LIMIT, most),
            cursor.map(Cursor::key));
    Impact impact =
        queries
            .of(request.context())
            .impact(request.context().tenant(), query)
            .or(() -> alone.impact(request.context(), query.root()))
            .orElseThrow(() -> LineageQueryRoutes.unknown("root", query.root()));
    Optional<String> next =
        impact.next().map(key -> new Cursor(key, impact.position()).text(question));
    return switch (format) {
      case CSV -> csv(request, impact, next);
      case JSON -> json(request, impact, cursor, next);
    };
  }

  private static String question(QuestionParameters parameters) {
    StringBuilder question = new StringBuilder("impact");
    for (String name :
        List.of(
            "root", "direction", "depth", "typeName", "qualifiedName", "classification", "holds")) {
      question.append('\n').append(parameters.text(name).orElse(""));
    }
    return question.toString();
  }

  private ImpactQuery.Filter filter(QuestionParameters parameters, Instant now) {
    Optional<String> classification = parameters.text("classification");
    Optional<Instant> holdsAt =
        parameters.choice("holds", Holds.class, Holds.NOW) == Holds.NOW
            ? Optional.of(now)
            : Optional.empty();
    classification
        .filter(name -> types.types().findClassificationType(name).isEmpty())
        .ifPresent(
            name -> {
              throw new CatalogException(
                  ErrorCode.UNKNOWN_CLASSIFICATION,
                  "classification: there is no classification type '" + name + "'");
            });
    return new ImpactQuery.Filter(
        parameters.text("typeName").map(this::type),
        parameters.text("qualifiedName").map(pattern -> new Glob(pattern)::matches),
        classification.map(name -> new ImpactQuery.Carrying(name, holdsAt)));
  }

  private Predicate<String> type(String name) {
    if (types.types().findEntityType(name).isEmpty()) {
      throw new CatalogException(
          ErrorCode.UNKNOWN_TYPENAME, "typeName: there is no entity type '" + name + "'");
    }
    return one ->
        types.types().findEntityType(one).filter(type -> type.isSubTypeOf(name)).isPresent();
  }

  private ApiResponse csv(ApiRequest request, Impact impact, Optional<String> next) {
    ImpactCsv csv = new ImpactCsv(queries.of(request.context()), request.context(), impact);
    ApiResponse response =
        ApiResponse.stream(CSV + "; charset=utf-8", csv::write)
            .withHeader("Content-Disposition", "attachment; filename=\"impact.csv\"")
            .withHeader("X-Lily-Position", Long.toString(impact.position()))
            .withHeader("X-Lily-Total", Integer.toString(impact.matching()))
            .withHeader("X-Lily-Truncated", Boolean.toString(impact.truncated()));
    return next.map(cursor -> response.withHeader("X-Lily-Cursor", cursor)).orElse(response);
  }

  private ApiResponse json(
      ApiRequest request, Impact impact, Optional<Cursor> cursor, Optional<String> next) {
    LineageJson shown = LineageJson.at(request);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("position", impact.position());
    cursor.ifPresent(given -> json.put("cursorPosition", given.position()));
    json.put("root", shown.asset(impact.root()));
    json.put("truncated", impact.truncated());
    json.put("shown", impact.shown());
    json.put("total", impact.matching());
    json.put("totalIsLowerBound", !impact.complete());
    json.put("reached", impact.reached());
    json.put("byType", impact.byType());
    json.put("byDistance", impact.byDistance());
    next.ifPresent(text -> json.put("cursor", text));
    json.put("assets", rows(request.context(), impact.rows(), shown));
    return ApiResponse.json(json);
  }

  private List<Map<String, Object>> rows(
      RequestContext context, List<Impact.Row> rows, LineageJson shown) {
    Map<Guid, AssetBrief> briefs = new HashMap<>();
    queries
        .of(context)
        .describe(context.tenant(), rows.stream().map(Impact.Row::guid).toList())
        .forEach(brief -> briefs.put(brief.guid(), brief));
    List<Map<String, Object>> json = new ArrayList<>(rows.size());
    for (Impact.Row row : rows) {
      AssetBrief brief = briefs.get(row.guid());
      if (brief != null) {
        json.add(row(row, shown.asset(brief)));
      }
    }
    return json;
  }

  private static Map<String, Object> row(Impact.Row row, Map<String, Object> json) {
    json.put("side", LineageJson.word(row.side()));
    json.put("distance", row.distance());
    return json;
  }
}
