package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import java.util.function.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/** Breadth-first walks of the writer: how far a classification travels. */
final class Spread {
  private static final RoaringBitmap NOTHING = new RoaringBitmap();

  private final NodeTable nodes;
  private final Marks arrived = new Marks();

  Spread(NodeTable nodes) {
    this.nodes = nodes;
  }

  /** Everything the pair reaches, computed afresh. */
  RoaringBitmap everything(Pair pair, Steps steps) {
    arrived.ensure(nodes.limit());
    steps.ahead(pair.origin, node -> arrive(node, NOTHING, pair.origin));
    return walk(steps, NOTHING, pair.origin);
  }

  /** What the pair reaches beyond {@code known} when it arrives at the given nodes. */
  RoaringBitmap beyond(Pair pair, Steps steps, RoaringBitmap known, IntArrayList arrivals) {
    arrived.ensure(nodes.limit());
    for (int i = 0; i < arrivals.size(); i++) {
      arrive(arrivals.get(i), known, pair.origin);
    }
    return walk(steps, known, pair.origin);
  }

  private RoaringBitmap walk(Steps steps, RoaringBitmap known, int origin) {
    IntConsumer arrive = node -> arrive(node, known, origin);
    for (int next = 0; next < arrived.size(); next++) {
      steps.ahead(arrived.get(next), arrive);
    }
    RoaringBitmap found = arrived.toBitmap(node -> true);
    arrived.clear();
    return found;
  }

  private void arrive(int node, RoaringBitmap known, int origin) {
    if (!arrived.has(node) && node != origin && !nodes.isDeleted(node) && !known.contains(node)) {
      arrived.add(node);
    }
  }
}
