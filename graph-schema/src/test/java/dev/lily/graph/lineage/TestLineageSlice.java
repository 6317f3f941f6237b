package dev.lily.graph.lineage;

import static dev.lily.graph.lineage.Catalog.TENANT;
import static dev.lily.graph.lineage.Catalog.column;
import static dev.lily.graph.lineage.Catalog.guid;
import static dev.lily.graph.lineage.Catalog.hierarchy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestLineageSlice {
  /** orders and rates feed the process, which feeds report; stock stands beside. */
  private final Catalog catalog =
      new Catalog()
          .assets("orders", "rates", "process", "report", "stock")
          .edges(
              input("process", "orders"),
              input("process", "rates"),
              LineageEdge.of(
                  guid("process"),
                  guid("report"),
                  "outputs",
                  EdgeKind.DATASET_LINEAGE,
                  PropagateTags.NONE),
              hierarchy("orders", "stock"));

  private static LineageEdge input(String process, String dataset) {
    return LineageEdge.of(
            guid(process),
            guid(dataset),
            "inputs",
            EdgeKind.DATASET_LINEAGE,
            PropagateTags.TWO_TO_ONE)
        .flowingBackward();
  }

  private LineageSlice slice(String root, LineageDirection direction, int hops, int nodes) {
    LineageQuery query =
        new LineageQuery(guid(root), direction, hops, nodes, 100, LineageQuery.LINEAGE);
    return catalog.index.lineage().slice(TENANT, query).orElseThrow();
  }

  private static List<Guid> guids(LineageSlice slice) {
    return slice.nodes().stream().map(LineageSlice.Node::guid).toList();
  }

  @Test
  void dataFlowsAgainstAnInputRelationship() {
    LineageSlice slice = slice("orders", LineageDirection.DOWNSTREAM, 9, 99);
    assertThat(guids(slice)).containsExactly(guid("orders"), guid("process"), guid("report"));
    assertThat(slice.nodes()).extracting(LineageSlice.Node::hops).containsExactly(0, 1, 2);
    assertThat(slice.edges()).hasSize(2);
    assertThat(slice.truncated()).isFalse();
  }

  @Test
  void upstreamFindsAllSourcesAndNothingElse() {
    LineageSlice slice = slice("report", LineageDirection.UPSTREAM, 9, 99);
    assertThat(guids(slice))
        .containsExactlyInAnyOrder(guid("report"), guid("process"), guid("orders"), guid("rates"));
    assertThat(slice("orders", LineageDirection.UPSTREAM, 9, 99).nodes()).hasSize(1);
  }

  @Test
  void bothDirectionsDoNotTurnAround() {
    assertThat(guids(slice("orders", LineageDirection.BOTH, 9, 99)))
        .doesNotContain(guid("rates"), guid("stock"));
    assertThat(slice("process", LineageDirection.BOTH, 1, 99).nodes()).hasSize(4);
  }

  @Test
  void hopsEndTheWalkAndLimitsSaySo() {
    LineageSlice near = slice("report", LineageDirection.UPSTREAM, 1, 99);
    assertThat(guids(near)).containsExactly(guid("report"), guid("process"));
    assertThat(near.truncated()).isFalse();
    LineageSlice cut = slice("report", LineageDirection.UPSTREAM, 9, 3);
    assertThat(cut.nodes()).hasSize(3);
    assertThat(cut.truncated()).isTrue();
  }

  @Test
  void cyclesAndSelfEdgesEnd() {
    catalog.assets("x", "y").edges(column("x", "y"), column("y", "x"), column("x", "x"));
    LineageSlice slice = slice("x", LineageDirection.BOTH, 100, 99);
    assertThat(guids(slice)).containsExactly(guid("x"), guid("y"));
    assertThat(slice.edges()).hasSize(3);
  }

  @Test
  void anUnknownRootHasNoLineage() {
    LineageQuery query =
        new LineageQuery(guid("nobody"), LineageDirection.BOTH, 3, 9, 9, LineageQuery.LINEAGE);
    assertThat(catalog.index.lineage().slice(TENANT, query)).isEmpty();
  }
}
