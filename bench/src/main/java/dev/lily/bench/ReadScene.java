package dev.lily.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Reads what a browser draws around one table: Lily's own lineage, a page of it. */
final class ReadScene implements Workload {
  private static final int DOWN = 4;
  private static final int UP = 3;
  private static final int DEPTH = Math.max(DOWN, UP);

  @Override
  public String name() {
    return "scene";
  }

  @Override
  public String meaning() {
    return "read the lineage scene around a table, as a browser does";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("connections", "1", "requests in flight"),
        new Parameter("calls", "500", "in all"),
        new Parameter("nodes", "1000", "on the page"),
        new Parameter("fan-out", "5", "tables made from each table downstream, 4 levels"),
        new Parameter("fan-in", "2", "tables each table upstream is made from, 3 levels"));
  }

  @Override
  public Outcome run(Run run) {
    Parameters parameters = run.parameters();
    int nodes = parameters.number("nodes", 1, 10_000);
    LineageTree tree =
        new LineageTree(
            run.prefix() + "_scene",
            parameters.number("fan-out", 1, 20),
            DOWN,
            parameters.number("fan-in", 1, 20),
            UP);
    ReadLineage.store(run.client(), tree);
    String path =
        "/api/lily/v1/lineage/scene?direction=both&depth=%d&limit=%d&root=%s"
            .formatted(DEPTH, nodes, ReadLineage.centre(run.client(), tree));
    int total = tree.nodesWithin(DEPTH);
    run.await(total + " nodes of lineage", () -> scene(run, path).path("total").asInt() == total);
    Outcome outcome = run.measure(run.load(), index -> () -> run.client().get(path), "answers", 1);
    outcome.findings().put("nodes", scene(run, path).path("nodes").size());
    outcome.findings().put("total", total);
    return outcome;
  }

  private static JsonNode scene(Run run, String path) {
    return Json.parse(run.client().get(path));
  }
}
