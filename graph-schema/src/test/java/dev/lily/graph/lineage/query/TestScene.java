package dev.lily.graph.lineage.query;

import static dev.lily.graph.lineage.query.Warehouse.TENANT;
import static dev.lily.graph.lineage.query.Warehouse.edge;
import static dev.lily.graph.lineage.query.Warehouse.guid;
import static dev.lily.graph.lineage.query.Warehouse.relation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.lineage.EdgeKind;
import dev.lily.graph.lineage.LineageDirection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestScene {
  /** Two sources into one table, three reports out of it; columns, schemas and servers beside. */
  private final Warehouse warehouse =
      new Warehouse()
          .flow("table.orders", "job.join", "table.sales")
          .flow("table.rates", "job.join")
          .flow("table.sales", "job.a", "table.a")
          .flow("table.sales", "job.b", "table.b", "job.c", "table.c")
          .contain("server.db", "schema.raw", "schema.mart")
          .contain("schema.raw", "table.orders", "table.rates")
          .contain("schema.mart", "table.sales", "table.a", "table.b")
          .contain("table.orders", "column.amount", "column.note")
          .contain("table.sales", "column.total")
          .flow("column.amount", "column.total");

  private Scene scene(String root, LineageDirection direction, int depth, Lens lens) {
    return page(root, direction, depth, lens, 100, Optional.empty());
  }

  private Scene page(
      String root,
      LineageDirection direction,
      int depth,
      Lens lens,
      int limit,
      Optional<PageKey> after) {
    return warehouse
        .queries
        .scene(TENANT, new SceneQuery(guid(root), direction, depth, lens, limit, after))
        .orElseThrow();
  }

  private List<String> names(Scene scene) {
    return scene.nodes().stream().map(node -> warehouse.name(node.asset().guid())).toList();
  }

  private Scene.Node node(Scene scene, String name) {
    return scene.nodes().stream()
        .filter(node -> node.asset().guid().equals(guid(name)))
        .findFirst()
        .orElseThrow();
  }

  private List<String> edges(Scene scene) {
    return scene.edges().stream()
        .map(edge -> warehouse.name(edge.from()) + ">" + warehouse.name(edge.to()) + edge.count())
        .toList();
  }

  @Test
  void depthCountsFromDatasetToDataset() {
    Scene scene = scene("table.sales", LineageDirection.BOTH, 1, Lens.ASSET);

    assertThat(names(scene))
        .containsExactlyInAnyOrder(
            "table.sales",
            "job.join",
            "table.orders",
            "table.rates",
            "job.a",
            "table.a",
            "job.b",
            "table.b")
        .startsWith("table.sales");
    assertThat(scene.edges()).hasSize(7);
    assertThat(node(scene, "table.sales").side()).isEqualTo(Side.ROOT);
    assertThat(node(scene, "job.a").distance()).isEqualTo(1);
    assertThat(node(scene, "table.a").distance()).isEqualTo(1);
    assertThat(node(scene, "table.orders").side()).isEqualTo(Side.UPSTREAM);
    assertThat(node(scene, "table.b").hiddenDownstream()).isEqualTo(1);
    assertThat(node(scene, "table.a").hiddenDownstream()).isZero();
    assertThat(node(scene, "table.a").container()).contains(guid("schema.mart"));
    assertThat(scene.total()).isEqualTo(8);
    assertThat(scene.shown()).isEqualTo(8);
    assertThat(scene.truncated()).isFalse();
    assertThat(scene.cycles()).isEmpty();
  }

  @Test
  void aProcessIsHalfWay() {
    Scene near = scene("job.b", LineageDirection.DOWNSTREAM, 1, Lens.ASSET);
    assertThat(names(near)).containsExactly("job.b", "table.b");
    assertThat(node(near, "job.b").hiddenUpstream()).isEqualTo(1);

    Scene far = scene("job.b", LineageDirection.DOWNSTREAM, 2, Lens.ASSET);
    assertThat(names(far)).containsExactly("job.b", "table.b", "job.c", "table.c");
    assertThat(node(far, "table.c").distance()).isEqualTo(2);
    assertThat(node(far, "job.c").distance()).isEqualTo(2);
  }

  @Test
  void pagesJoinToTheWhole() {
    Scene whole = scene("table.sales", LineageDirection.BOTH, 9, Lens.ASSET);
    List<String> nodes = new java.util.ArrayList<>();
    List<String> edges = new java.util.ArrayList<>();
    Optional<PageKey> after = Optional.empty();
    Scene page;
    do {
      page = page("table.sales", LineageDirection.BOTH, 9, Lens.ASSET, 3, after);
      nodes.addAll(names(page));
      edges.addAll(edges(page));
      assertThat(page.shown()).isEqualTo(nodes.size());
      assertThat(page.total()).isEqualTo(whole.total());
      assertThat(page.truncated()).isEqualTo(page.next().isPresent());
      after = page.next();
    } while (after.isPresent());

    assertThat(nodes).isEqualTo(names(whole));
    assertThat(edges).containsExactlyInAnyOrderElementsOf(edges(whole));
  }

  @Test
  void aPageIsFoundAgainAfterAChange() {
    Scene first = page("table.sales", LineageDirection.DOWNSTREAM, 9, Lens.ASSET, 4, at());
    warehouse.cut(edge("job.a", "table.a"));
    warehouse.flow("table.sales", "job.x", "table.x");

    Scene second =
        page("table.sales", LineageDirection.DOWNSTREAM, 9, Lens.ASSET, 100, first.next());

    assertThat(names(second)).doesNotContainAnyElementsOf(names(first));
  }

  private static Optional<PageKey> at() {
    return Optional.empty();
  }

  @Test
  void columnsFollowColumns() {
    Scene ofTable = scene("table.orders", LineageDirection.DOWNSTREAM, 3, Lens.COLUMN);
    assertThat(names(ofTable))
        .containsExactlyInAnyOrder("column.amount", "column.note", "column.total");
    assertThat(node(ofTable, "column.total").container()).contains(guid("table.sales"));
    assertThat(edges(ofTable)).containsExactly("column.amount>column.total1");
    assertThat(ofTable.root().guid()).isEqualTo(guid("table.orders"));

    Scene ofColumn = scene("column.total", LineageDirection.UPSTREAM, 3, Lens.COLUMN);
    assertThat(names(ofColumn)).containsExactly("column.total", "column.amount");
    assertThat(names(scene("table.a", LineageDirection.BOTH, 3, Lens.COLUMN))).isEmpty();
  }

  @Test
  void theDatasetOfAColumnStandsForItAmongAssets() {
    assertThat(names(scene("column.note", LineageDirection.DOWNSTREAM, 1, Lens.ASSET)))
        .containsExactlyInAnyOrder("table.orders", "job.join", "table.sales");
  }

  @Test
  void schemasAndServersGroupDatasets() {
    Scene schemas = scene("table.sales", LineageDirection.BOTH, 9, Lens.SCHEMA);
    assertThat(names(schemas)).containsExactlyInAnyOrder("schema.mart", "schema.raw", "table.c");
    assertThat(node(schemas, "schema.mart").members()).isEqualTo(3);
    assertThat(node(schemas, "schema.mart").side()).isEqualTo(Side.ROOT);
    assertThat(node(schemas, "schema.raw").members()).isEqualTo(2);
    assertThat(node(schemas, "schema.raw").container()).contains(guid("server.db"));
    assertThat(edges(schemas))
        .containsExactlyInAnyOrder("schema.raw>schema.mart1", "schema.mart>table.c1");

    Scene servers = scene("table.sales", LineageDirection.BOTH, 9, Lens.SERVICE);
    assertThat(names(servers)).containsExactlyInAnyOrder("server.db", "table.c");
    assertThat(edges(servers)).containsExactly("server.db>table.c1");
    assertThat(node(servers, "server.db").members()).isEqualTo(5);
  }

  @Test
  void aContainerStandsForItsDatasets() {
    Scene assets = scene("schema.raw", LineageDirection.DOWNSTREAM, 1, Lens.ASSET);
    assertThat(names(assets))
        .containsExactlyInAnyOrder("table.orders", "table.rates", "job.join", "table.sales");
    Scene groups = scene("server.db", LineageDirection.BOTH, 1, Lens.SCHEMA);
    assertThat(names(groups)).containsExactlyInAnyOrder("schema.raw", "schema.mart", "table.c");
  }

  @Test
  void whatGroupsHideLiesBeyondTheDepth() {
    Scene scene = scene("table.orders", LineageDirection.DOWNSTREAM, 1, Lens.SCHEMA);
    assertThat(node(scene, "schema.mart").members()).isEqualTo(1);
    assertThat(node(scene, "schema.mart").hiddenDownstream()).isEqualTo(2);
    assertThat(node(scene, "schema.mart").hiddenUpstream()).isZero();
  }

  @Test
  void otherRelationshipsContainNothing() {
    warehouse.flow("term.money");
    warehouse.put(
        relation("term.money", "table.a", "means", EdgeKind.ASSOCIATION, PropagateTags.ONE_TO_TWO));
    assertThat(node(scene("table.a", LineageDirection.BOTH, 1, Lens.ASSET), "table.a").container())
        .contains(guid("schema.mart"));
  }

  @Test
  void cyclesAreNamed() {
    warehouse.flow("table.c", "job.back", "table.sales").flow("table.a", "job.self", "table.a");

    Scene scene = scene("table.sales", LineageDirection.BOTH, 9, Lens.ASSET);

    assertThat(scene.cycles()).hasSize(1);
    Cycle cycle = scene.cycles().get(0);
    assertThat(cycle.datasets()).isEqualTo(3);
    assertThat(cycle.processes()).isEqualTo(3);
    assertThat(cycle.members().subList(0, 3))
        .containsExactlyInAnyOrder(guid("table.sales"), guid("table.b"), guid("table.c"));
    assertThat(node(scene, "table.c").side()).isEqualTo(Side.BOTH);
    assertThat(scene("table.sales", LineageDirection.BOTH, 9, Lens.SCHEMA).cycles()).hasSize(1);
  }

  @Test
  void nodesSayWhatTheyCarryAndWhetherTheyAreDeleted() {
    warehouse.tag("column.amount", "PII").put("column.gone", true);
    warehouse.put(edge("column.amount", "column.gone"));
    warehouse.put(edge("column.amount", "column.note").stoppedBy("masking"));

    Scene scene = scene("column.amount", LineageDirection.DOWNSTREAM, 1, Lens.COLUMN);

    assertThat(node(scene, "column.gone").asset().deleted()).isTrue();
    assertThat(node(scene, "column.total").asset().classifications())
        .singleElement()
        .satisfies(pii -> assertThat(pii.origin()).isEqualTo(guid("column.amount")));
    assertThat(node(scene, "column.note").asset().classifications()).isEmpty();
    assertThat(scene.edges())
        .anySatisfy(
            edge ->
                assertThat(edge.relationship().orElseThrow().stopReason()).isEqualTo("masking"));
  }

  @Test
  void aHubIsCutAndSaysSo() {
    for (int i = 0; i < SceneFrame.NODES; i++) {
      warehouse.flow("table.hub", "table." + i);
    }
    Scene scene = page("table.hub", LineageDirection.BOTH, 1, Lens.ASSET, 10, Optional.empty());
    assertThat(scene.nodes()).hasSize(10);
    assertThat(scene.total()).isEqualTo(SceneFrame.NODES + 1);
    assertThat(scene.truncated()).isTrue();
    assertThat(scene.totalIsLowerBound()).isFalse();
    assertThat(node(scene, "table.hub").hiddenDownstream()).isEqualTo(SceneFrame.NODES - 9);

    warehouse.flow("table.hub", "table.more", "table.evenmore");
    assertThat(scene("table.hub", LineageDirection.BOTH, 1, Lens.ASSET).totalIsLowerBound())
        .isTrue();
  }

  @Test
  void aContainerTooLargeToBeginAtSaysSo() {
    String[] tables =
        IntStream.range(0, Starts.LIMIT).mapToObj(i -> "table." + i).toArray(String[]::new);
    warehouse.contain("schema.large", tables);
    Scene scene = page("schema.large", LineageDirection.BOTH, 1, Lens.ASSET, 10, Optional.empty());
    assertThat(scene.total()).isEqualTo(Starts.LIMIT);
    assertThat(scene.totalIsLowerBound()).isTrue();
    assertThat(scene.truncated()).isTrue();
  }

  @Test
  void anotherTenantsAssetIsUnknown() {
    SceneQuery query =
        new SceneQuery(
            guid("table.sales"), LineageDirection.BOTH, 1, Lens.ASSET, 10, Optional.empty());
    assertThat(warehouse.queries.scene(new TenantId("other"), query)).isEmpty();
    assertThat(warehouse.queries.counts(new TenantId("other"), guid("table.sales"))).isEmpty();
    assertThat(warehouse.queries.cycles(new TenantId("other"), Lens.ASSET, 9, 9).total()).isZero();
    assertThat(warehouse.queries.describe(new TenantId("other"), List.of(guid("table.a"))))
        .isEmpty();
    Set<Guid> known = Set.of(guid("table.a"));
    assertThat(warehouse.queries.describe(TENANT, List.copyOf(known))).hasSize(1);
  }
}
