package dev.lily.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.store.StoreSettings;
import dev.lily.notifications.propagation.IndexBootstrap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The start without a snapshot: reads a stored graph into the lineage index. */
final class LoadGraph implements Workload {

  @Override
  public String name() {
    return "load-graph";
  }

  @Override
  public String meaning() {
    return "read the lineage index from a stored graph, as a start without a snapshot does";
  }

  @Override
  public boolean needsServer() {
    return false;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("nodes", "4000", "columns; every 20 are in a table"),
        new Parameter("edges", "12000", "what a table contains counts, the rest is lineage"),
        new Parameter("times", "3", "the first is cold where --folder holds a graph"),
        new Parameter("folder", "", "keep the graph here and use it again; else a temporary one"));
  }

  @Override
  public Outcome run(Run run) {
    try {
      if (run.parameters().optional("folder").isPresent()) {
        return measure(run, Path.of(run.parameters().text("folder")));
      }
      Path folder = Files.createTempDirectory("lily-bench");
      try {
        return measure(run, folder);
      } finally {
        delete(folder);
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static Outcome measure(Run run, Path folder) {
    ObjectNode findings = Json.object();
    if (!Files.exists(folder.resolve("graph"))) {
      findings.put("writeSeconds", Timer.rounded(Timer.millis(() -> write(run, folder)) / 1e3));
    }
    ArrayNode rounds = findings.putArray("rounds");
    Usage before = run.usage();
    Sample sample =
        new Load(1, run.parameters().number("times", 1, 1_000), Duration.ofDays(1))
            .run(index -> () -> load(folder, rounds));
    findings.put("peakMb", ServerUsage.of(ProcessHandle.current().pid()).peakKb() / 1024);
    int edges = rounds.path(0).path("edges").asInt();
    return new Outcome(sample, "edges", edges, before, run.usage(), findings);
  }

  private static void write(Run run, Path folder) {
    int nodes = run.parameters().number("nodes", 1_000, 100_000_000);
    int edges = run.parameters().number("edges", nodes, 300_000_000);
    try (GraphCatalog catalog = GraphCatalog.open(StoreSettings.embedded(folder))) {
      new StoredWarehouse(LineageGraph.warehouse(nodes, edges - nodes, 1), catalog).write();
    }
  }

  /** Opening the store is not counted; caches have what a server gives them while it reads. */
  private static void load(Path folder, ArrayNode rounds) {
    try (GraphCatalog catalog = GraphCatalog.open(StoreSettings.embedded(folder))) {
      long tenth = Runtime.getRuntime().maxMemory() / 10;
      catalog.resizeCaches(new StoreSettings.CacheBytes(tenth * 3 / 4, tenth / 4));
      catalog.outbox().acknowledge(catalog.outbox().head());
      ClassificationIndex index = new ClassificationIndex();
      Duration cpu = Usage.cpu(ProcessHandle.current());
      double millis =
          Timer.millis(
              () -> new IndexBootstrap(index).load(catalog.scan(), catalog.outbox().head()));
      double micros = Usage.cpu(ProcessHandle.current()).minus(cpu).toMillis() * 1e3;
      int nodes = index.lineage().nodeCount();
      int edges = index.lineage().edgeCount();
      rounds
          .addObject()
          .put("nodes", nodes)
          .put("edges", edges)
          .put("seconds", Timer.rounded(millis / 1e3))
          .put("edgesPerSecond", Math.round(edges / millis * 1e3))
          .put("nodesPerSecond", Math.round(nodes / millis * 1e3))
          .put("cpuMicrosPerNode", Timer.rounded(micros / nodes))
          .put("indexMb", index.lineage().bytes() >> 20);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
