package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import org.roaringbitmap.RoaringBitmap;

/** Computes what becomes of a pair; nothing that readers see is changed. */
final class Reckoning {
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final Spread spread;
  private final Loss loss;

  Reckoning(LineageIndex index, int freeEffort) {
    nodes = index.nodes();
    edges = index.edges();
    spread = new Spread(nodes);
    loss = new Loss(nodes, freeEffort);
  }

  void settle(Work work) {
    switch (work.verdict) {
      case RENEW -> renew(work);
      case DROP -> work.become(new RoaringBitmap());
      case SET -> work.become(work.target);
      case ADJUST -> adjust(work);
    }
  }

  private void renew(Work work) {
    work.become(spread.everything(work.pair, steps(work)));
  }

  private void adjust(Work work) {
    if (work.pair.frozen) {
      work.removed = RoaringBitmap.and(work.target, work.pair.reached);
      return;
    }
    RoaringBitmap lost =
        work.cutHeads.isEmpty()
            ? new RoaringBitmap()
            : loss.after(work.pair, steps(work), work.cutHeads);
    if (lost == null) {
      renew(work);
    } else {
      extend(work, lost);
    }
  }

  private void extend(Work work, RoaringBitmap lost) {
    Pair pair = work.pair;
    RoaringBitmap known = lost.isEmpty() ? pair.reached : RoaringBitmap.andNot(pair.reached, lost);
    IntArrayList arrivals = new IntArrayList();
    for (int i = 0; i < work.linkTails.size(); i++) {
      int tail = work.linkTails.get(i);
      if (tail == pair.origin || known.contains(tail)) {
        arrivals.add(work.linkHeads.get(i));
      }
    }
    RoaringBitmap found =
        arrivals.isEmpty()
            ? new RoaringBitmap()
            : spread.beyond(pair, steps(work), known, arrivals);
    work.added = RoaringBitmap.andNot(found, pair.reached);
    work.removed = RoaringBitmap.andNot(lost, found);
  }

  private Steps steps(Work work) {
    return new Steps(nodes, edges, new Passage(edges.traits(), work.classification));
  }
}
