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
  private static final Reach.Limits LIMITS =
      new Reach.Limits(Integer.MAX_VALUE - 2, 2_000_000, 5_000_000);

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
    Reach down = new Reach(ground, true, sources, LIMITS, true);
    Reach up = new Reach(ground, false, targets, LIMITS, true);
    boolean goesOn = true;
    int seenDown = 0;
    int seenUp = 0;
    while (true) {
      int met = met(down, seenDown, targets);
      if (met != Ground.NONE) {
        return path(down, met, true);
      }
      seenDown = down.size();
      met = met(up, seenUp, sources);
      if (met != Ground.NONE) {
        return path(up, met, false);
      }
      seenUp = up.size();
      if (!goesOn) {
        return ended(
            down.isComplete() && up.isComplete()
                ? LineagePath.Outcome.NONE
                : LineagePath.Outcome.GAVE_UP);
      }
      goesOn = down.advance() && up.advance();
    }
  }

  private static int met(Reach reach, int first, IntArrayList wanted) {
    IntHashSet set = new IntHashSet(wanted);
    for (int i = first; i < reach.size(); i++) {
      if (set.contains(reach.node(i))) {
        return reach.node(i);
      }
    }
    return Ground.NONE;
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
