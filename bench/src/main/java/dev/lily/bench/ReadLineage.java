package dev.lily.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Reads the lineage around one table, three steps in both directions. */
final class ReadLineage implements Workload {
  private static final int PER_REQUEST = 50;

  @Override
  public String name() {
    return "lineage";
  }

  @Override
  public String meaning() {
    return "read the lineage of a table in a tree that goes on beyond the depth asked for";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("connections", "1", "requests in flight"),
        new Parameter("calls", "500", "in all"),
        new Parameter("depth", "3", "steps in each direction"),
        new Parameter("fan-out", "4", "tables made from each table downstream, 4 levels"),
        new Parameter("fan-in", "2", "tables each table upstream is made from, 3 levels"));
  }

  @Override
  public Outcome run(Run run) {
    Parameters parameters = run.parameters();
    int depth = parameters.number("depth", 1, 100);
    LineageTree tree =
        new LineageTree(
            run.prefix() + "_lineage",
            parameters.number("fan-out", 1, 20),
            4,
            parameters.number("fan-in", 1, 20),
            3);
    store(run.client(), tree);
    String path = path(run.client(), tree, depth);
    int expected = tree.nodesWithin(depth);
    run.await(expected + " nodes of lineage", () -> nodes(run.client(), path) == expected);
    Load load = run.load();
    Outcome outcome = run.measure(load, index -> () -> run.client().get(path), "answers", 1);
    outcome.findings().put("nodes", expected);
    return outcome;
  }

  /** Makes the tree in the catalog. */
  static void store(CatalogClient client, LineageTree tree) {
    List<LineageTree.Step> steps = tree.steps();
    for (int first = 0; first < steps.size(); first += PER_REQUEST) {
      List<LineageTree.Step> batch =
          steps.subList(first, Math.min(first + PER_REQUEST, steps.size()));
      client.post("/api/atlas/v2/entity/bulk", tree.bulkBody(batch));
    }
  }

  private static String path(CatalogClient client, LineageTree tree, int depth) {
    return "/api/atlas/v2/lineage/" + centre(client, tree) + "?direction=BOTH&depth=" + depth;
  }

  /** The guid of the table in the middle. */
  static String centre(CatalogClient client, LineageTree tree) {
    String centre = CatalogClient.entityPath(LineageTree.TABLE, tree.centre());
    JsonNode answer = Json.parse(client.get(centre));
    return answer.path("entity").path("guid").asText();
  }

  private static int nodes(CatalogClient client, String path) {
    return Json.parse(client.get(path)).path("guidEntityMap").size();
  }
}
