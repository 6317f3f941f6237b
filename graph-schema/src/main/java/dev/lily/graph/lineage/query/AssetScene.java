package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntHashSet;
import com.carrotsearch.hppc.cursors.IntCursor;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.LineageView;
import dev.lily.graph.lineage.query.NearestFirst.Page;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Draws assets as they are: one page of nodes, with the edges to those shown so far. */
final class AssetScene {
  private final Ground ground;
  private final LineageView view;
  private final int root;
  private final Walked walked;
  private final IntArrayList nodes;
  private final NearestFirst order;
  private final Page page;
  private final List<Scene.Node> drawn = new ArrayList<>();
  private final List<Scene.Edge> edges = new ArrayList<>();
  private final IntHashSet drawnEdges = new IntHashSet();
  private final BitSet shown = new BitSet();
  private final BitSet hidden = new BitSet();
  private final IntArrayList hiddenNodes = new IntArrayList();
  private int looked;
  private boolean edgesTruncated;

  AssetScene(Ground ground, SceneQuery query, int root) {
    this.ground = ground;
    this.view = ground.view();
    this.root = root;
    this.walked = SceneFrame.walk(ground, query, root);
    this.nodes = walked.nodes();
    this.order = new NearestFirst(ground, nodes, walked::steps);
    this.page = order.page(query.after(), query.limit());
    for (int i = 0; i < nodes.size(); i++) {
      shown.set(nodes.get(i), order.isShown(nodes.get(i), page.end()));
    }
  }

  Scene draw() {
    for (int i = 0; i < page.nodes().size(); i++) {
      int node = page.nodes().get(i);
      int below = neighbours(node, true);
      int above = neighbours(node, false);
      drawn.add(
          new Scene.Node(
              ground.brief(node),
              SceneFrame.container(ground, node),
              walked.side(node),
              walked.distance(node),
              above,
              below,
              0));
    }
    boolean hiddenIsLowerBound = looked >= SceneFrame.EDGES;
    return new Scene(
        view.position(),
        ground.brief(root),
        drawn,
        edges,
        SceneFrame.cycles(ground, shown()).cycles(),
        page.through(),
        nodes.size(),
        !walked.isComplete(),
        hiddenIsLowerBound,
        edgesTruncated,
        page.more() ? page.end() : Optional.empty());
  }

  /** Draws the edges to what is shown, and counts the neighbours that are not, each once. */
  private int neighbours(int node, boolean downstream) {
    ground.flow(
        node,
        downstream,
        (edge, next) -> {
          if (shown.get(next)) {
            draw(edge);
          } else if (!hidden.get(next)) {
            hidden.set(next);
            hiddenNodes.add(next);
          }
          return looked++ < SceneFrame.EDGES;
        });
    edgesTruncated |= looked >= SceneFrame.EDGES;
    int count = hiddenNodes.size();
    for (int i = 0; i < count; i++) {
      hidden.clear(hiddenNodes.get(i));
    }
    hiddenNodes.elementsCount = 0;
    return count;
  }

  private void draw(int edge) {
    if (drawnEdges.contains(edge)) {
      return;
    }
    if (edges.size() == SceneFrame.SHOWN_EDGES) {
      edgesTruncated = true;
      return;
    }
    drawnEdges.add(edge);
    LineageEdge relationship = view.edge(edge);
    boolean forward = relationship.flowsForward();
    edges.add(
        new Scene.Edge(
            forward ? relationship.from() : relationship.to(),
            forward ? relationship.to() : relationship.from(),
            Optional.of(relationship),
            1));
  }

  /** What is drawn on this page, and between the nodes of the pages before. */
  private Graphlet shown() {
    Graphlet graphlet = new Graphlet();
    for (IntCursor edge : drawnEdges) {
      boolean forward = view.flows(edge.value, true);
      graphlet.add(
          forward ? view.from(edge.value) : view.to(edge.value),
          forward ? view.to(edge.value) : view.from(edge.value));
    }
    if (page.before() > 0) {
      for (int i = 0; i < page.nodes().size(); i++) {
        shown.clear(page.nodes().get(i));
      }
      shown.stream().forEach(node -> addBefore(node, graphlet));
    }
    return graphlet;
  }

  private void addBefore(int node, Graphlet graphlet) {
    ground.flow(
        node,
        true,
        (edge, next) -> {
          if (shown.get(next)) {
            graphlet.add(node, next);
          }
          return looked++ < SceneFrame.EDGES;
        });
  }
}
