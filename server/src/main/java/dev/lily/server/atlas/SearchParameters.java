package dev.lily.server.atlas;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a search asks for, as Atlas's SearchParameters; absent texts are empty.
 *
 * @param paged whether the answer shall hold the marker of the next page
 * @param echo the same in the form in which the answer repeats it
 */
record SearchParameters(
    String query,
    String typeName,
    String classification,
    String sortBy,
    boolean descending,
    boolean excludeDeleted,
    boolean includeSubTypes,
    boolean includeSubClassifications,
    boolean excludeHeaderAttributes,
    int limit,
    int offset,
    boolean paged,
    Set<String> attributes,
    Optional<JsonFields> entityFilters,
    Optional<JsonFields> tagFilters,
    Map<String, @Nullable Object> echo) {
  private static final int LIMIT = 100;

  /** Reads a body; POST search/basic and POST search/quick share their fields. */
  static SearchParameters of(JsonFields json) {
    Map<String, @Nullable Object> echo = echo(json);
    return new SearchParameters(
        json.text("query").strip(),
        json.text("typeName").strip(),
        json.text("classification").strip(),
        json.text("sortBy").strip(),
        isDescending(json),
        json.flag("excludeDeletedEntities", false),
        json.flag("includeSubTypes", true),
        json.flag("includeSubClassifications", true),
        json.flag("excludeHeaderAttributes", false),
        limit(json),
        json.has("marker")
            ? SearchMarker.offset(json.text("marker"), json.number("offset", 0), echo)
            : json.number("offset", 0),
        json.has("marker"),
        new LinkedHashSet<>(json.texts("attributes")),
        json.object("entityFilters"),
        json.object("tagFilters"),
        echo);
  }

  private static boolean isDescending(JsonFields json) {
    String order = json.text("sortOrder").strip();
    return switch (order.toUpperCase(Locale.ROOT)) {
      case "DESCENDING" -> true;
      case "ASCENDING", "" -> false;
      default ->
          throw new CatalogException(
              ErrorCode.BAD_REQUEST,
              "sortOrder is '" + order + "', expected ASCENDING or DESCENDING");
    };
  }

  /** Atlas's clients send 0 for the default. */
  private static int limit(JsonFields json) {
    int limit = json.number("limit", LIMIT);
    return limit == 0 ? LIMIT : limit;
  }

  /** The body of a search that came as query parameters. */
  static JsonFields fields(Map<String, List<String>> queries) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    queries.forEach(
        (name, values) -> {
          if (!values.isEmpty() && !values.get(0).isEmpty()) {
            fields.put(name, name.equals("attributes") ? values : values.get(0));
          }
        });
    return new JsonFields(fields, "");
  }

  private static Map<String, @Nullable Object> echo(JsonFields json) {
    Map<String, @Nullable Object> echo = new LinkedHashMap<>();
    for (String name : List.of("query", "typeName", "classification", "termName", "sortBy")) {
      if (json.has(name)) {
        echo.put(name, json.text(name));
      }
    }
    echo.put("excludeDeletedEntities", json.flag("excludeDeletedEntities", false));
    echo.put(
        "includeClassificationAttributes", json.flag("includeClassificationAttributes", false));
    echo.put("includeSubTypes", json.flag("includeSubTypes", true));
    echo.put("includeSubClassifications", json.flag("includeSubClassifications", true));
    echo.put("excludeHeaderAttributes", json.flag("excludeHeaderAttributes", false));
    echo.put("limit", limit(json));
    echo.put("offset", json.number("offset", 0));
    for (String name :
        List.of("entityFilters", "tagFilters", "attributes", "sortOrder", "marker")) {
      if (json.has(name)) {
        echo.put(name, json.fields().get(name));
      }
    }
    return echo;
  }
}
