package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntHashSet;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.LineageView;
import dev.lily.graph.lineage.query.NearestFirst.Page;
import java.util.ArrayList;
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
  private final IntHashSet hidden = new IntHashSet();
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
    return new Scene(
        view.position(),
        ground.brief(root),
        drawn,
        edges,
        SceneFrame.cycles(ground, shown()).cycles(),
        page.through(),
        nodes.size(),
        !walked.isComplete(),
        looked >= SceneFrame.EDGES,
        edgesTruncated,
        page.more() ? page.end() : Optional.empty());
  }

  /** Draws the edges to what is shown, and counts the neighbours that are not. */
  private int neighbours(int node, boolean downstream) {
    hidden.clear();
    ground.flow(
        node,
        downstream,
        (edge, next) -> {
          if (isShown(next)) {
            draw(edge);
          } else {
            hidden.add(next);
          }
          return looked++ < SceneFrame.EDGES;
        });
    edgesTruncated |= looked >= SceneFrame.EDGES;
    return hidden.size();
  }

  private boolean isShown(int node) {
    return walked.has(node) && order.isShown(node, page.end());
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

  private Graphlet shown() {
    IntArrayList shown = new IntArrayList();
    for (int i = 0; i < nodes.size(); i++) {
      if (order.isShown(nodes.get(i), page.end())) {
        shown.add(nodes.get(i));
      }
    }
    Graphlet graphlet = new Graphlet(shown);
    for (int i = 0; i < shown.size(); i++) {
      ground.flow(
          shown.get(i),
          true,
          (edge, next) -> {
            if (graphlet.has(next)) {
              graphlet.edgeTo(next);
            }
            return graphlet.edges() < SceneFrame.EDGES;
          });
      graphlet.endOfNode();
    }
    return graphlet;
  }
}
