package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import dev.lily.graph.asset.Classification;
import org.roaringbitmap.RoaringBitmap;

/** What one pair needs in a settlement, and what came of it. */
final class Work {
  /** How the pair is to be settled. */
  enum Verdict {
    /** By following what was cut and what was linked. */
    ADJUST,
    /** By computing it afresh. */
    RENEW,
    /** By taking it away everywhere. */
    DROP,
    /** By setting it to a given set. */
    SET
  }

  final Pair pair;
  final IntArrayList cutHeads = new IntArrayList();
  final IntArrayList linkTails = new IntArrayList();
  final IntArrayList linkHeads = new IntArrayList();
  Verdict verdict = Verdict.ADJUST;
  Classification classification;

  /** What to set; where the pair is frozen, assets that drop out of it. */
  final RoaringBitmap target = new RoaringBitmap();

  RoaringBitmap added = new RoaringBitmap();
  RoaringBitmap removed = new RoaringBitmap();

  Work(Pair pair) {
    this.pair = pair;
    this.classification = pair.classification;
  }

  void link(int tail, int head) {
    linkTails.add(tail);
    linkHeads.add(head);
  }

  /** Whether anybody would see a difference. */
  boolean changesAnything() {
    return !added.isEmpty() || !removed.isEmpty() || !classification.equals(pair.classification);
  }

  /** Compares what should be reached with what was. */
  void become(RoaringBitmap reach) {
    added = RoaringBitmap.andNot(reach, pair.reached);
    removed = RoaringBitmap.andNot(pair.reached, reach);
  }
}
