package dev.lily.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Searches for stored tables by the beginning of their names. */
final class SearchTables implements Workload {
  private final boolean quick;

  private SearchTables(boolean quick) {
    this.quick = quick;
  }

  static SearchTables basic() {
    return new SearchTables(false);
  }

  static SearchTables quick() {
    return new SearchTables(true);
  }

  @Override
  public String name() {
    return quick ? "search-quick" : "search-basic";
  }

  @Override
  public String meaning() {
    return quick ? "search tables by free text" : "search tables by type and attribute";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("connections", "4", "requests in flight"),
        new Parameter("calls", "500", "in all"),
        new Parameter("tables", "200", "stored before the search"),
        new Parameter("columns", "20", "in each table"),
        new Parameter("limit", "25", "results asked for"));
  }

  @Override
  public Outcome run(Run run) {
    Parameters parameters = run.parameters();
    int count = parameters.number("tables", 1, 1_000_000);
    HiveTables tables =
        StoredTables.create(run, count, parameters.number("columns", 0, 1000)).tables();
    int limit = parameters.number("limit", 1, 10_000);
    run.await(
        "search to find the last table",
        () -> found(run.client(), body(tables, count - 1, limit)) > 0);
    Load load = run.load();
    Operation search =
        index -> {
          byte[] bytes = Json.bytes(body(tables, index % count, limit));
          return () -> run.client().post(path(), bytes);
        };
    Outcome outcome = run.measure(load, search, "answers", 1);
    outcome.findings().put("resultsOfFirst", found(run.client(), body(tables, 0, limit)));
    return outcome;
  }

  private String path() {
    return "/api/atlas/v2/search/" + (quick ? "quick" : "basic");
  }

  private int found(CatalogClient client, ObjectNode body) {
    var answer = client.post(path(), body);
    return (quick ? answer.path("searchResults") : answer).path("entities").size();
  }

  /**
   * Search parameters, as both forms take them, for the tables whose name begins like this one's.
   */
  private ObjectNode body(HiveTables tables, int number, int limit) {
    String name = tables.tableName(number);
    ObjectNode body =
        Json.object()
            .put("typeName", "hive_table")
            .put("excludeDeletedEntities", true)
            .put("limit", limit)
            .put("offset", 0);
    if (quick) {
      return body.put("query", name + "*");
    }
    ObjectNode filter = body.putObject("entityFilters").put("condition", "AND");
    var criteria = filter.putArray("criterion");
    criteria.add(criterion("name", "startsWith", name));
    criteria.add(criterion("qualifiedName", "startsWith", tables.database()));
    return body;
  }

  private static ObjectNode criterion(String attribute, String operator, String value) {
    return Json.object()
        .put("attributeName", attribute)
        .put("operator", operator)
        .put("attributeValue", value);
  }
}
