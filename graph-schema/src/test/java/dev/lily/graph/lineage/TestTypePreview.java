package dev.lily.graph.lineage;

import static dev.lily.graph.lineage.Catalog.TENANT;
import static dev.lily.graph.lineage.Catalog.column;
import static dev.lily.graph.lineage.Catalog.guid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.lineage.Proposal.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What other relationship types would change, before they are changed. */
class TestTypePreview {
  private static final String COLUMN = "COLUMN_LINEAGE";
  private static final PropagateTags FORWARD = PropagateTags.ONE_TO_TWO;

  @Test
  void edgesFollowTheirTypeUnlessTheySayOtherwise() {
    Catalog catalog =
        new Catalog()
            .assets("a", "b", "c", "d")
            .edges(column("a", "b"), column("b", "c"), with(column("a", "d"), PropagateTags.BOTH));
    catalog.tag("a");

    Proposal.Types none = types(COLUMN, FORWARD, PropagateTags.NONE);
    Preview.Effect effect = only(catalog, none);

    assertThat(effect.lost()).containsExactlyInAnyOrder(guid("b"), guid("c"));
    assertThat(effect.heldBack())
        .extracting(HeldBack::from, HeldBack::to, HeldBack::reason)
        .containsExactlyInAnyOrder(
            tuple(guid("a"), guid("b"), "propagateTags NONE"),
            tuple(guid("b"), guid("c"), "propagateTags NONE"));
    assertThat(TurnedEdges.count(catalog.index.lineage(), none)).isEqualTo(Map.of(TENANT, 2L));
    assertThat(catalog.carried("c", "a")).containsExactly("PII<a");
    assertThat(effects(catalog, types("OTHER", FORWARD, PropagateTags.NONE))).isEmpty();
  }

  @Test
  void theWayThatOpensTellsWhatStillHoldsBack() {
    Catalog catalog =
        new Catalog()
            .assets("a", "b", "c", "d")
            .edges(column("a", "b"), column("c", "b"), column("d", "c").blocking(Set.of("PII")));
    catalog.tag("a");

    Preview.Effect effect = only(catalog, types(COLUMN, FORWARD, PropagateTags.BOTH));

    assertThat(effect.gained()).containsExactly(guid("c"));
    assertThat(effect.heldBack())
        .extracting(HeldBack::from, HeldBack::to, HeldBack::reason)
        .containsExactly(tuple(guid("c"), guid("d"), "blocked"));
  }

  /** Relationships along which nothing travels are not in the index, nor are their ends. */
  @Test
  void whatTheIndexDoesNotHaveYetCountsToo() {
    Catalog catalog = new Catalog().assets("a", "b").edges(column("a", "b"));
    catalog.tag("a");
    List<LineageEdge> fresh =
        List.of(fresh("b", "x"), fresh("x", "y"), fresh("y", "z").blocking(Set.of("PII")));

    Preview preview =
        catalog.index.preview(
            TENANT,
            new Proposal.Types(
                Map.of("FRESH", new Turn(PropagateTags.NONE, FORWARD)), fresh, false));

    assertThat(preview.complete()).isFalse();
    assertThat(preview.effects()).hasSize(1);
    assertThat(preview.effects().get(0).gained()).containsExactlyInAnyOrder(guid("x"), guid("y"));
    assertThat(preview.effects().get(0).heldBack())
        .extracting(HeldBack::from, HeldBack::to, HeldBack::reason)
        .containsExactly(tuple(guid("y"), guid("z"), "blocked"));
  }

  /** Random graphs, rules and periods; some of the edges are not in the index yet. */
  @Test
  void everyPreviewComesTrue() {
    for (int seed = 0; seed < 1_500; seed++) {
      RandomChanges changes = new RandomChanges(seed, seed % 2 == 1);
      ClassificationIndex index = new ClassificationIndex();
      for (int step = 0; step < 40; step++) {
        index.apply(changes.next());
      }
      Random random = new Random(seed);
      List<LineageEdge> edges = edges(index);
      if (!edges.isEmpty()) {
        LineageEdge one = edges.get(random.nextInt(edges.size()));
        PropagateTags[] all = PropagateTags.values();
        Turn turn = new Turn(one.propagateTags(), all[random.nextInt(all.length)]);
        check(index, changes, one.relationshipType(), turn, random.nextInt(3) == 0, seed);
      }
    }
  }

  private static void check(
      ClassificationIndex index,
      RandomChanges changes,
      String type,
      Turn turn,
      boolean isFresh,
      int seed) {
    List<LineageEdge> fresh = new ArrayList<>();
    List<Op> ops = new ArrayList<>();
    Op.At at = new Op.At(TENANT, index.position() + 1, 1);
    for (LineageEdge edge : edges(index)) {
      if (edge.relationshipType().equals(type) && edge.propagateTags() == turn.now()) {
        LineageEdge then = with(edge, turn.then());
        ops.add(new Op.PutEdge(at, then));
        if (isFresh) {
          index.apply(List.of(new Op.RemoveEdge(at, edge.from(), edge.to(), type)));
          fresh.add(then);
        }
      }
    }
    Proposal.Types types = new Proposal.Types(Map.of(type, turn), fresh, true);
    long turned =
        TurnedEdges.count(index.lineage(), types).values().stream().mapToLong(n -> n).sum();
    assertThat(turned).isEqualTo(isFresh || turn.now() == turn.then() ? 0 : ops.size());
    TestPreview.compare(index, changes, types, ops, "seed " + seed);
  }

  /** As they were put: what rules made of them is left out. */
  private static List<LineageEdge> edges(ClassificationIndex index) {
    NodeTable nodes = index.lineage().nodes();
    EdgeTable edges = index.lineage().edges();
    List<LineageEdge> known = new ArrayList<>();
    for (int edge = 0; edge < edges.limit(); edge++) {
      if (edges.exists(edge)) {
        EdgeOrigin origin = edges.origin(edge);
        LineageEdge seen =
            edges
                .traitsOf(edge)
                .between(nodes.guid(edges.from(edge)), nodes.guid(edges.to(edge)), origin);
        known.add(put(seen, seen.propagateTags(), origin.stopReason()));
      }
    }
    return known;
  }

  private static LineageEdge with(LineageEdge edge, PropagateTags tags) {
    return put(edge, tags, edge.stopReason());
  }

  private static LineageEdge put(LineageEdge edge, PropagateTags tags, String stopReason) {
    return new LineageEdge(
        edge.from(),
        edge.to(),
        edge.relationshipType(),
        edge.kind(),
        tags,
        tags,
        edge.blocked(),
        !stopReason.isEmpty(),
        stopReason,
        edge.flowsForward(),
        edge.processEnd(),
        edge.transformations(),
        Map.of());
  }

  private static LineageEdge fresh(String from, String to) {
    return LineageEdge.of(guid(from), guid(to), "FRESH", EdgeKind.ASSOCIATION, FORWARD);
  }

  private static Proposal.Types types(String type, PropagateTags now, PropagateTags then) {
    return new Proposal.Types(Map.of(type, new Turn(now, then)), List.of(), true);
  }

  private static Preview.Effect only(Catalog catalog, Proposal proposal) {
    List<Preview.Effect> effects = effects(catalog, proposal);
    assertThat(effects).hasSize(1);
    return effects.get(0);
  }

  private static List<Preview.Effect> effects(Catalog catalog, Proposal proposal) {
    return catalog.index.preview(TENANT, proposal).effects();
  }
}
