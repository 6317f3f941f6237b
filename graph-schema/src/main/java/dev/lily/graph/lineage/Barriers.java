package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntIntHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Edges that lead to some assets and did not let a classification pass, found on a walk back from
 * them: fewest stops on the way first, then fewest steps. Needs the lock of the index.
 */
final class Barriers {
  /** The way ends here. */
  static final int NONE = -1;

  private final NodeTable nodes;
  private final EdgeTable edges;
  private final StopReasons reasons;
  private final Effort effort;
  private final Why.Limits limits;
  private final List<Found> found = new ArrayList<>();

  /** By which edge the way of each asset that was walked goes on; NONE where it ends. */
  private final IntIntHashMap via = new IntIntHashMap();

  private final IntArrayList open = new IntArrayList();

  /** Assets behind one more stop than those that are open, each with the edge that stops. */
  private final IntArrayList behind = new IntArrayList();

  private final IntArrayList stopping = new IntArrayList();
  private boolean complete = true;

  private record Found(int edge, int from, int to, String reason) {}

  /**
   * A stop.
   *
   * @param furtherCount how many stops stand behind it, on a way with the fewest of them
   * @param further the first of those
   * @param end the asset where that way ends
   */
  record Barrier(HeldBack stop, int furtherCount, List<HeldBack> further, int end) {
    Why.Barred barred(Optional<Why.Derivation> derivation) {
      return new Why.Barred(stop, furtherCount, further, derivation);
    }
  }

  Barriers(LineageIndex index, Carried carried, String name, Effort effort, Why.Limits limits) {
    this.nodes = index.nodes();
    this.edges = index.edges();
    this.reasons = new StopReasons(index, carried, name, effort);
    this.effort = effort;
    this.limits = limits;
  }

  /** Only the edges into the asset. */
  List<Barrier> into(int asset) {
    via.put(asset, NONE);
    stepBack(asset, false);
    return told();
  }

  /** All on the ways from the nearest carriers to the assets, which do not carry it. */
  List<Barrier> before(IntArrayList assets) {
    for (int i = 0; i < assets.size(); i++) {
      via.put(assets.get(i), NONE);
      open.add(assets.get(i));
    }
    for (int next = 0; isGoingOn() && (next < open.size() || nextStop()); next++) {
      stepBack(open.get(next), true);
    }
    List<Barrier> told = told();
    complete &= isGoingOn() && !passesUntoldStop();
    return told;
  }

  /** False where there may be more stops than were told. */
  boolean isComplete() {
    return complete && isGoingOn();
  }

  private boolean isGoingOn() {
    return found.size() <= limits.heldBack() && effort.isEnough();
  }

  /** Opens what stands behind one more stop; false where nothing does. */
  private boolean nextStop() {
    int known = open.size();
    for (int i = 0; i < behind.size(); i++) {
      visit(behind.get(i), stopping.get(i));
    }
    behind.elementsCount = 0;
    stopping.elementsCount = 0;
    return open.size() > known;
  }

  private void visit(int node, int edge) {
    if (!via.containsKey(node)) {
      via.put(node, edge);
      open.add(node);
    }
  }

  private void stepBack(int node, boolean further) {
    for (int e = nodes.firstIn(node); e >= 0 && isGoingOn(); e = edges.nextIn(e)) {
      look(e, edges.from(e), node, true, further);
    }
    for (int e = nodes.firstOut(node); e >= 0 && isGoingOn(); e = edges.nextOut(e)) {
      look(e, edges.to(e), node, false, further);
    }
  }

  private void look(int edge, int from, int to, boolean outward, boolean further) {
    if (!effort.take() || nodes.isDeleted(from) || !reasons.leads(edge, outward)) {
      return;
    }
    if (reasons.hasTraveller(from)) {
      String reason = reasons.between(from, to, edge, outward);
      if (!reason.isEmpty()) {
        found.add(new Found(edge, from, to, reason));
      }
    } else if (further && reasons.at(edge, outward).isEmpty()) {
      visit(from, edge);
    } else if (further && !via.containsKey(from)) {
      behind.add(from);
      stopping.add(edge);
    }
  }

  private List<Barrier> told() {
    return found.stream().limit(limits.heldBack()).map(this::barrier).toList();
  }

  private Barrier barrier(Found stop) {
    List<HeldBack> further = new ArrayList<>();
    int count = 0;
    int node = stop.to();
    for (int edge = via.get(node); edge != NONE; edge = via.get(node)) {
      boolean outward = edges.from(edge) == node;
      int next = outward ? edges.to(edge) : edges.from(edge);
      String reason = reasons.at(edge, outward);
      if (!reason.isEmpty() && count++ < limits.hops()) {
        further.add(heldBack(new Found(edge, node, next, reason)));
      }
      complete &= !reasons.dependOnOrigin(edge);
      node = next;
    }
    complete &= count == further.size();
    return new Barrier(heldBack(stop), count, further, node);
  }

  private HeldBack heldBack(Found stop) {
    return new HeldBack(
        edges.edge(stop.edge()), nodes.guid(stop.from()), nodes.guid(stop.to()), stop.reason());
  }

  private boolean passesUntoldStop() {
    OtherWays others = new OtherWays(nodes, edges, reasons, effort, via);
    found.forEach(stop -> others.tell(stop.to()));
    return others.passStops();
  }
}
