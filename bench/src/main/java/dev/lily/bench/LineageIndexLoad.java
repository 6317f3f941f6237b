package dev.lily.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.graph.TenantId;
import dev.lily.graph.lineage.LineageDirection;
import dev.lily.graph.lineage.LineageQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The lineage index by itself: memory, snapshot, tags, cuts, and slices with and without churn. */
final class LineageIndexLoad implements Workload {
  private static final int SLICE = 1_000;

  @Override
  public String name() {
    return "lineage-index";
  }

  @Override
  public String meaning() {
    return "measure the lineage index in this process: load, heap, snapshot, tags, cuts, slices";
  }

  @Override
  public boolean needsServer() {
    return false;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("graph", "columns", "columns (made up) or debian (shared/data)"),
        new Parameter("nodes", "50000", "of the made-up graph"),
        new Parameter("edges", "150000", "of the made-up graph"),
        new Parameter("calls", "2000", "slices of depth 3"),
        new Parameter("churn-seconds", "2", "how long edges come and go beside the slices"),
        new Parameter("churn-rate", "2000", "edges that come or go in a second"));
  }

  @Override
  public Outcome run(Run run) {
    Usage before = run.usage();
    Optional<LineageGraph> found = graph(run.parameters());
    if (found.isEmpty()) {
      Sample none = new Load(1, 1, Duration.ZERO).run(index -> () -> {});
      ObjectNode why = Json.object().put("skipped", "there is no shared/data/09-debian-graph");
      return new Outcome(none, "slices", 1, before, run.usage(), why);
    }
    LineageGraph graph = found.get();
    ObjectNode findings = Json.object();
    IndexTrial trial = new IndexTrial(graph, findings);
    trial.load();
    trial.snapshot();
    trial.tags();
    trial.cuts();
    Operation slice = slices(trial);
    Load load = run.load(1, run.parameters().number("calls", 1, 10_000_000));
    load.run(slice);
    Sample idle = load.run(slice);
    new Churn(graph, trial.index(), run.parameters().number("churn-rate", 1, 1_000_000))
        .measure(
            slice,
            Duration.ofSeconds(run.parameters().number("churn-seconds", 1, 3_600)),
            findings);
    findings.put("peakMb", ServerUsage.of(ProcessHandle.current().pid()).peakKb() / 1024);
    new InheritTrial(graph, trial.index(), findings).measure();
    return new Outcome(idle, "slices", 1, before, run.usage(), findings);
  }

  private static Optional<LineageGraph> graph(Parameters parameters) {
    if (parameters.text("graph").equals("debian")) {
      return DebianPackages.find();
    }
    int nodes = parameters.number("nodes", 10_000, 100_000_000);
    return Optional.of(
        LineageGraph.warehouse(nodes, parameters.number("edges", nodes, 300_000_000), 1));
  }

  /** Around any column, as a browser asks. */
  private static Operation slices(IndexTrial trial) {
    LineageGraph graph = trial.graph();
    Random random = new Random(7);
    return index -> {
      LineageQuery query =
          new LineageQuery(
              graph.guid(random.nextInt(graph.nodes())),
              LineageDirection.BOTH,
              3,
              SLICE,
              4 * SLICE,
              LineageQuery.LINEAGE);
      return () -> ask(trial, query);
    };
  }

  private static void ask(IndexTrial trial, LineageQuery query) {
    if (trial.index().lineage().slice(TenantId.DEFAULT, query).isEmpty()) {
      throw new BenchException("no column " + query.root());
    }
  }
}
