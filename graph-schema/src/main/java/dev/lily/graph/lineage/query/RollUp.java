package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntHashSet;
import com.carrotsearch.hppc.cursors.LongIntCursor;
import dev.lily.graph.lineage.LineageView;
import dev.lily.graph.lineage.query.NearestFirst.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws groups of datasets by their containers. */
final class RollUp {
  private final Ground ground;
  private final LineageView view;
  private final int root;
  private final Walked walked;
  private final Groups groups;
  private final IntArrayList all;
  private final NearestFirst order;
  private final Page page;
  private int looked;

  RollUp(Ground ground, SceneQuery query, int root) {
    this.ground = ground;
    this.view = ground.view();
    this.root = root;
    this.walked = SceneFrame.walk(ground, query, root);
    this.groups = new Groups(ground, walked, query.lens());
    this.all = groups.all();
    this.order = new NearestFirst(ground, all, groups::steps);
    this.page = order.page(query.after(), query.limit());
  }

  Scene draw() {
    List<Scene.Node> drawn = new ArrayList<>();
    for (int i = 0; i < page.nodes().size(); i++) {
      drawn.add(node(page.nodes().get(i)));
    }
    return new Scene(
        view.position(),
        ground.brief(root),
        drawn,
        edges(),
        SceneFrame.cycles(ground, graphlet()).cycles(),
        page.through(),
        all.size(),
        !walked.isComplete(),
        looked >= SceneFrame.EDGES,
        !groups.isComplete(),
        page.more() ? page.end() : Optional.empty());
  }

  private Scene.Node node(int group) {
    IntArrayList members = groups.members(group);
    Side side = walked.side(members.get(0));
    for (int i = 1; i < members.size(); i++) {
      side = together(side, walked.side(members.get(i)));
    }
    return new Scene.Node(
        ground.brief(group),
        SceneFrame.container(ground, group),
        side,
        side == Side.ROOT ? 0 : (groups.steps(group) + 1) / 2,
        hidden(members, false),
        hidden(members, true),
        members.size());
  }

  private static Side together(Side one, Side other) {
    if (one == Side.ROOT || other == Side.ROOT) {
      return Side.ROOT;
    }
    return one == other ? one : Side.BOTH;
  }

  private int hidden(IntArrayList members, boolean downstream) {
    IntHashSet hidden = new IntHashSet();
    for (int i = 0; i < members.size(); i++) {
      ground.flow(
          members.get(i),
          downstream,
          (edge, next) -> {
            if (!walked.has(next)) {
              hidden.add(next);
            }
            return looked++ < SceneFrame.EDGES;
          });
    }
    return hidden.size();
  }

  private List<Scene.Edge> edges() {
    IntHashSet here = new IntHashSet(page.nodes());
    List<Scene.Edge> edges = new ArrayList<>();
    for (LongIntCursor flow : groups.flows()) {
      int from = (int) (flow.key >>> 32);
      int to = (int) flow.key;
      if (isShown(from) && isShown(to) && (here.contains(from) || here.contains(to))) {
        edges.add(new Scene.Edge(view.guid(from), view.guid(to), Optional.empty(), flow.value));
      }
    }
    return edges;
  }

  private boolean isShown(int group) {
    return order.isShown(group, page.end());
  }

  private Graphlet graphlet() {
    Graphlet graphlet = new Graphlet();
    for (LongIntCursor flow : groups.flows()) {
      if (isShown((int) (flow.key >>> 32)) && isShown((int) flow.key)) {
        graphlet.add((int) (flow.key >>> 32), (int) flow.key);
      }
    }
    return graphlet;
  }
}
