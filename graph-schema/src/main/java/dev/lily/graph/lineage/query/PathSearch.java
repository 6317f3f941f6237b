package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntHashSet;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.LineageView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Looks for a shortest way from both ends at once, level by level: the end with the smaller
 * surroundings is through first and answers.
 */
final class PathSearch {
  private static final Reach.Limits LIMITS = Reach.Limits.wide(Integer.MAX_VALUE - 2);

  private final Ground ground;

  PathSearch(Ground ground) {
    this.ground = ground;
  }

  LineagePath between(IntArrayList sources, IntArrayList targets) {
    LineagePath there = search(sources, targets);
    if (there.outcome() != LineagePath.Outcome.NONE) {
      return there;
    }
    return switch (search(targets, sources).outcome()) {
      case FOUND -> ended(LineagePath.Outcome.REVERSE_ONLY);
      case GAVE_UP -> ended(LineagePath.Outcome.GAVE_UP);
      case REVERSE_ONLY, NONE -> there;
    };
  }

  private LineagePath search(IntArrayList sources, IntArrayList targets) {
    End down = new End(new Reach(ground, true, sources, LIMITS, true), targets);
    End up = new End(new Reach(ground, false, targets, LIMITS, true), sources);
    boolean open = true;
    while (open) {
      if (down.met() != Ground.NONE) {
        return path(down.reach, down.met(), true);
      }
      if (up.met() != Ground.NONE) {
        return path(up.reach, up.met(), false);
      }
      open = (down.reach.frontier() <= up.reach.frontier() ? down : up).advance();
    }
    return ended(
        down.reach.isComplete() && up.reach.isComplete()
            ? LineagePath.Outcome.NONE
            : LineagePath.Outcome.GAVE_UP);
  }

  /** The walk from one end, and what it looks for. */
  private static final class End {
    private final Reach reach;
    private final IntHashSet wanted;
    private int seen;
    private int met = Ground.NONE;

    End(Reach reach, IntArrayList wanted) {
      this.reach = reach;
      this.wanted = new IntHashSet(wanted);
      look();
    }

    int met() {
      return met;
    }

    boolean advance() {
      boolean open = reach.advance();
      look();
      return open || met != Ground.NONE;
    }

    private void look() {
      for (; seen < reach.size() && met == Ground.NONE; seen++) {
        met = wanted.contains(reach.node(seen)) ? reach.node(seen) : Ground.NONE;
      }
    }
  }

  private LineagePath ended(LineagePath.Outcome outcome) {
    return new LineagePath(ground.view().position(), outcome, 0, List.of(), List.of());
  }

  private LineagePath path(Reach reach, int met, boolean fromStart) {
    LineageView view = ground.view();
    List<AssetBrief> nodes = new ArrayList<>(List.of(ground.brief(met)));
    List<LineageEdge> edges = new ArrayList<>();
    int at = met;
    for (int via = reach.via(at); via != Ground.NONE; via = reach.via(at)) {
      edges.add(view.edge(via));
      at = view.from(via) == at ? view.to(via) : view.from(via);
      nodes.add(ground.brief(at));
    }
    if (fromStart) {
      Collections.reverse(nodes);
      Collections.reverse(edges);
    }
    return new LineagePath(
        view.position(),
        LineagePath.Outcome.FOUND,
        (reach.steps(met) - reach.steps(at) + 1) / 2,
        nodes,
        edges);
  }
}
