package dev.lily.server;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagatedUpdate;
import dev.lily.graph.asset.WrittenClassification;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.RandomPeriods;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.notifications.propagation.IndexBootstrap;
import dev.lily.notifications.propagation.IndexBootstrap.Materialised;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a catalog and its indexes say at rest: those that followed the log, one that is made of the
 * graph now, and what is written in the graph.
 */
final class RestCheck {
  private static final String FRESH = "index of the graph";

  private final Map<String, ClassificationIndex> indexes;
  private final Map<Guid, Materialised> written;

  /**
   * Reads the graph.
   *
   * @param followed indexes that followed the log, by name
   */
  RestCheck(GraphCatalog catalog, Map<String, ClassificationIndex> followed) {
    ClassificationIndex fresh = new ClassificationIndex();
    written = new IndexBootstrap(fresh).load(catalog.scan(), catalog.outbox().head());
    indexes = new LinkedHashMap<>(followed);
    indexes.put(FRESH, fresh);
  }

  /** Where anything differs from brute force, asset by asset. */
  List<String> differences(RememberedGraph graph) {
    List<String> differences = new ArrayList<>();
    graph
        .expected()
        .forEach(
            (asset, expected) -> {
              List<String> others = new ArrayList<>();
              indexes.forEach(
                  (name, index) -> compare(graph, asset, expected, name, index, others));
              compareWritten(asset, expected, others);
              if (!others.isEmpty()) {
                differences.add(
                    graph.readable(
                        "%s: brute force says %s%n  %s"
                            .formatted(asset, expected, String.join("\n  ", others))));
              }
            });
    return differences;
  }

  private static void compare(
      RememberedGraph graph,
      Guid asset,
      List<Classification> expected,
      String name,
      ClassificationIndex index,
      List<String> differences) {
    List<Classification> actual = index.of(graph.tenant(), asset);
    if (!actual.equals(expected)) {
      differences.add(name + " says " + actual);
    } else if (!actual.stream()
        .filter(one -> one.holdsAt(RandomPeriods.NOW))
        .toList()
        .equals(expected.stream().filter(RandomPeriods::holdsNow).toList())) {
      differences.add(name + " differs in what holds at " + RandomPeriods.NOW);
    }
  }

  private void compareWritten(Guid asset, List<Classification> expected, List<String> differences) {
    List<Classification> propagated = expected.stream().filter(one -> !one.isOwnOf(asset)).toList();
    Materialised found = written.get(asset);
    List<String> texts = found == null ? List.of() : found.written();
    if (!parsed(texts)
        .equals(parsed(new PropagatedUpdate(asset, propagated, List.of()).written()))) {
      differences.add("in the graph is written " + texts);
    }
  }

  /** Who put a classification where it comes from is written too, and no matter here. */
  private static List<WrittenClassification> parsed(List<String> texts) {
    return texts.stream().map(WrittenClassification::parse).toList();
  }

  /** Assets that something is said of which nobody ever made. */
  Set<Guid> unknown(List<RememberedGraph> graphs) {
    Set<Guid> unknown = new HashSet<>(written.keySet());
    Set<TenantId> tenants = new HashSet<>();
    graphs.forEach(graph -> tenants.add(graph.tenant()));
    for (ClassificationIndex index : indexes.values()) {
      tenants.forEach(
          tenant -> index.classified(tenant).forEach(asset -> unknown.add(asset.guid())));
    }
    graphs.forEach(graph -> graph.universe().forEach(unknown::remove));
    return unknown;
  }
}
