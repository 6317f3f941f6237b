package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntHashSet;
import dev.lily.graph.asset.Classification;
import java.util.ArrayList;
import java.util.List;

/**
 * Edges that lead to an asset and did not let a classification pass, found on a walk back of
 * bounded effort. Needs the lock of the index.
 */
final class Barriers {
  private static final int EFFORT = 100_000;

  private final NodeTable nodes;
  private final EdgeTable edges;
  private final Carried carried;
  private final String name;
  private final int limit;
  private final List<HeldBack> found = new ArrayList<>();
  private final IntArrayList open = new IntArrayList();
  private final IntHashSet seen = new IntHashSet();
  private int effort = EFFORT;

  Barriers(LineageIndex index, Carried carried, String name, int limit) {
    nodes = index.nodes();
    edges = index.edges();
    this.carried = carried;
    this.name = name;
    this.limit = limit;
  }

  /** The edges into the asset, and those further up as far as nothing on the way carries it. */
  List<HeldBack> before(int asset) {
    boolean further = !carried.carries(asset, name);
    visit(asset);
    for (int next = 0; next < open.size() && !isExhausted(); next++) {
      int node = open.get(next);
      for (int e = nodes.firstIn(node); e >= 0 && !isExhausted(); e = edges.nextIn(e)) {
        look(e, edges.from(e), node, true, further);
      }
      for (int e = nodes.firstOut(node); e >= 0 && !isExhausted(); e = edges.nextOut(e)) {
        look(e, edges.to(e), node, false, further);
      }
    }
    return found;
  }

  boolean isComplete() {
    return !isExhausted();
  }

  private boolean isExhausted() {
    return found.size() >= limit || effort <= 0;
  }

  private void visit(int node) {
    if (seen.add(node)) {
      open.add(node);
    }
  }

  private void look(int edge, int from, int to, boolean outward, boolean further) {
    effort--;
    EdgeTraits traits = edges.traitsOf(edge);
    boolean flows = traits.kind().isLineage() && traits.flowsForward() == outward;
    if (nodes.isDeleted(from) || !(traits.leads(outward) || flows)) {
      return;
    }
    if (carried.carries(from, name)) {
      String reason = reason(traits, outward, from, to);
      if (!reason.isEmpty()) {
        found.add(new HeldBack(edges.edge(edge), nodes.guid(from), nodes.guid(to), reason));
      }
    } else if (further && traits.leads(outward) && traits.isOpenTo(name)) {
      visit(from);
    }
  }

  /** Why something that the one end carries is not at the other; empty where all of it is. */
  private String reason(EdgeTraits traits, boolean outward, int from, int to) {
    String[] reason = {""};
    for (Classification own : carried.own(from)) {
      if (own.typeName().equals(name)) {
        Pair pair = carried.pair(Pair.Key.of(own));
        if (pair == null || !pair.carries(to)) {
          reason[0] = reason(traits, outward, own);
        }
      }
    }
    if (reason[0].isEmpty()) {
      carried.eachReaching(
          from,
          name,
          pair -> {
            effort--;
            if (reason[0].isEmpty() && !pair.key.derived() && !pair.carries(to)) {
              reason[0] =
                  pair.frozen
                      ? "outlives its origin"
                      : reason(traits, outward, pair.classification);
            }
          });
    }
    return reason[0];
  }

  private String reason(EdgeTraits traits, boolean outward, Classification classification) {
    if (!classification.rules().propagate()) {
      return "propagate is false";
    }
    return traits.leads(outward)
        ? traits.heldBack(classification)
        : "propagateTags " + traits.propagateTags();
  }
}
