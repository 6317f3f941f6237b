package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.cursors.IntObjectCursor;
import com.carrotsearch.hppc.procedures.IntProcedure;
import dev.lily.graph.EffectiveClassifications.Change;
import dev.lily.graph.asset.Classification;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/** The one writer: takes changes in, settles what they mean, and makes it visible at once. */
final class Propagation {
  /** What a batch did, for the caller and for the listeners. */
  record Outcome(Delta delta, List<Change> changes) {}

  private static final RoaringBitmap NOTHING = new RoaringBitmap();

  private final LineageIndex index;
  private final Carried carried;
  private final Intake intake;
  private final Reckoning reckoning;
  private final Clock clock;

  Propagation(LineageIndex index, Carried carried, int freeEffort, Clock clock) {
    this.clock = clock;
    this.index = index;
    this.carried = carried;
    this.intake = new Intake(index, carried);
    this.reckoning = new Reckoning(index, freeEffort);
  }

  /** Takes in changes, oldest first. */
  Outcome takeIn(List<Op> changes) {
    DeltaBuilder told = new DeltaBuilder(index.nodes());
    IntArrayList forgotten = new IntArrayList();
    for (int start = 0; start < changes.size(); ) {
      int end = endOfPosition(changes, start);
      List<Op> together = changes.subList(start, end);
      boolean ending = together.stream().anyMatch(Propagation::ends);
      if (ending || together.stream().anyMatch(intake::overtakes)) {
        settle(told, forgotten);
      }
      together.forEach(intake::accept);
      together.forEach(change -> told.happened(change.at()));
      if (ending) {
        settle(told, forgotten);
      }
      start = end;
    }
    settle(told, forgotten);
    return outcome(told, forgotten, changes.get(changes.size() - 1).at().position());
  }

  private static int endOfPosition(List<Op> changes, int start) {
    long position = changes.get(start).at().position();
    int end = start + 1;
    while (end < changes.size() && changes.get(end).at().position() == position) {
      end++;
    }
    return end;
  }

  /** What an ended origin leaves depends on what it had reached just before. */
  private static boolean ends(Op change) {
    return change instanceof Op.RemoveAsset
        || change instanceof Op.Remain
        || change instanceof Op.Release
        || (change instanceof Op.PutAsset put && put.deleted());
  }

  private void settle(DeltaBuilder told, IntArrayList forgotten) {
    Pending pending = intake.take();
    if (pending.isEmpty()) {
      return;
    }
    Collection<Work> works = new Settlement(index, carried, reckoning, pending).compute();
    told.apply(clock.millis());
    index.write(
        () -> {
          for (IntObjectCursor<List<Classification>> entry : pending.own) {
            changeOwn(entry.key, entry.value, told);
          }
          works.forEach(work -> tellLosses(work, told));
          works.forEach(work -> change(work, told));
          pending.renamed.forEach((IntProcedure) node -> tellName(node, told));
          pending.reweighed.forEach((IntProcedure) told::own);
        });
    forgotten.addAll(pending.forgotten);
  }

  private void changeOwn(int node, List<Classification> now, DeltaBuilder told) {
    boolean same = carried.own(node).equals(now);
    carried.setOwn(node, now);
    if (!same) {
      told.own(node);
    }
  }

  private void tellName(int node, DeltaBuilder told) {
    if (!carried.effective(node).isEmpty()) {
      told.own(node);
    }
  }

  /** Before any gain: what one pair loses, another of the same name and origin may gain. */
  private static void tellLosses(Work work, DeltaBuilder told) {
    told.spread(work.pair, NOTHING, work.removed, NOTHING);
  }

  private void change(Work work, DeltaBuilder told) {
    Pair pair = work.pair;
    boolean same = pair.classification.equals(work.classification);
    RoaringBitmap updated =
        same ? new RoaringBitmap() : RoaringBitmap.andNot(pair.reached, work.removed);
    pair.classification = work.classification;
    told.spread(pair, work.added, NOTHING, updated);
    if (!work.added.isEmpty()) {
      pair.grow(told.arrival(pair.tenant), work.added);
    }
    carried.change(pair, work.added, work.removed);
  }

  /** Numbers of purged assets are used again only now that nothing names them any more. */
  private Outcome outcome(DeltaBuilder told, IntArrayList forgotten, long position) {
    Outcome outcome = new Outcome(told.delta(position, forgotten), told.changes(position));
    index.write(() -> forgotten.forEach((IntProcedure) index.nodes()::release));
    return outcome;
  }
}
