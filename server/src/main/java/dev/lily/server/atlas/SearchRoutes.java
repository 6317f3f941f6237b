package dev.lily.server.atlas;

import static dev.lily.server.atlas.AtlasAccess.READ;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.search.SearchResult;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds entities: basic, quick, by attribute, by words. */
final class SearchRoutes implements RouteModule {
  private static final String SEARCH = AtlasRoutes.PREFIX + "/search";

  private final EntitySearch search;
  private final EntityAnswers answers;
  private final SearchAnswer answer;

  SearchRoutes(AtlasServices services, EntityAnswers answers) {
    search = new EntitySearch(services);
    this.answers = answers;
    answer = new SearchAnswer(services, answers);
  }

  @Override
  public void register(Routes routes) {
    routes
        .post(SEARCH + "/basic", READ, r -> basic(r, SearchParameters.of(body(r))))
        .get(SEARCH + "/basic", READ, r -> basic(r, SearchParameters.of(query(r))))
        .post(SEARCH + "/quick", READ, r -> quick(r, SearchParameters.of(body(r))))
        .get(SEARCH + "/quick", READ, r -> quick(r, SearchParameters.of(query(r))))
        .get(SEARCH + "/attribute", READ, this::byAttribute)
        .get(SEARCH + "/fulltext", READ, this::fullText);
  }

  private static JsonFields body(ApiRequest request) {
    return JsonFields.of(request.json(Map.class), "");
  }

  private static JsonFields query(ApiRequest request) {
    return SearchParameters.fields(request.queries());
  }

  ApiResponse basic(ApiRequest request, SearchParameters parameters) {
    requireAny(parameters);
    SearchResult found = search.find(request.context(), parameters);
    return JsonAnswer.of(out -> answer.write(out, request.context(), parameters, found));
  }

  private static void requireAny(SearchParameters parameters) {
    if (parameters.typeName().isEmpty()
        && parameters.classification().isEmpty()
        && parameters.query().isEmpty()) {
      throw new CatalogException(
          ErrorCode.INVALID_SEARCH_PARAMS,
          "No search parameter was found. One of the following MUST be specified in the request;"
              + " typeName, classification, termName or queryText");
    }
  }

  private ApiResponse quick(ApiRequest request, SearchParameters parameters) {
    EntitySearch.Counted counted = search.count(request.context(), parameters);
    return JsonAnswer.of(
        out -> {
          out.writeStartObject();
          out.writeFieldName("searchResults");
          answer.write(out, request.context(), parameters, counted.page());
          out.writeObjectFieldStart("aggregationMetrics");
          for (Map.Entry<String, Map<String, Integer>> metric : counted.metrics().entrySet()) {
            out.writeFieldName(metric.getKey());
            writeMetric(out, metric.getValue());
          }
          out.writeEndObject();
          out.writeEndObject();
        });
  }

  private static void writeMetric(JsonGenerator out, Map<String, Integer> counts)
      throws IOException {
    out.writeStartArray();
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      out.writeStartObject();
      out.writeStringField("name", count.getKey());
      out.writeNumberField("count", count.getValue());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private ApiResponse byAttribute(ApiRequest request) {
    String prefix = request.query("attrValuePrefix").orElse("");
    String attribute = request.query("attrName").orElse("qualifiedName");
    if (prefix.isEmpty()) {
      throw new CatalogException(
          ErrorCode.INVALID_PARAMETERS, "invalid parameters: attrValuePrefix is empty");
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(query(request).fields());
    fields.put(
        "entityFilters",
        Map.of("attributeName", attribute, "operator", "startsWith", "attributeValue", prefix));
    return basic(request, SearchParameters.of(new JsonFields(fields, "")));
  }

  private ApiResponse fullText(ApiRequest request) {
    SearchParameters parameters = SearchParameters.of(query(request));
    requireAny(parameters);
    SearchResult found = search.find(request.context(), parameters);
    return JsonAnswer.of(
        out -> {
          out.writeStartObject();
          out.writeStringField("queryType", "FULL_TEXT");
          out.writeStringField("queryText", parameters.query());
          out.writeArrayFieldStart("fullTextResult");
          for (Asset asset : found.assets()) {
            out.writeStartObject();
            out.writeFieldName("entity");
            answers.header(out, request.context(), asset);
            out.writeNumberField("score", 1);
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeNumberField("approximateCount", found.total());
          out.writeEndObject();
        });
  }
}
