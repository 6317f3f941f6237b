package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayList;
import dev.lily.graph.asset.Guid;
import java.util.Optional;

/** What scenes of assets and scenes of groups have in common. */
final class SceneFrame {
  /** How many assets are counted in each direction. */
  static final int NODES = 20_000;

  /** How many edges are looked at for each purpose: the walk of a direction, the page, cycles. */
  static final int EDGES = 400_000;

  /** How many edges a page holds. */
  static final int SHOWN_EDGES = 50_000;

  private static final int CYCLES = 20;
  private static final int CYCLE_MEMBERS = 200;

  private SceneFrame() {}

  static Walked walk(Ground ground, SceneQuery query, int root) {
    IntArrayList starts = new Starts(ground).of(root, query.lens());
    Reach.Limits limits = new Reach.Limits(2 * query.depth(), NODES + starts.size(), EDGES);
    return new Walked(ground, starts, query.direction(), limits);
  }

  static CycleList.Found cycles(Ground ground, Graphlet graphlet) {
    return new CycleList(ground::kind, ground.view()::guid, CYCLE_MEMBERS)
        .of(graphlet.components(), CYCLES);
  }

  static Optional<Guid> container(Ground ground, int node) {
    int above = ground.container(node);
    return above == Ground.NONE ? Optional.empty() : Optional.of(ground.view().guid(above));
  }
}
