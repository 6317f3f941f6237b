package dev.lily.graph.lineage;

import com.carrotsearch.hppc.cursors.IntObjectCursor;
import com.carrotsearch.hppc.procedures.IntProcedure;
import dev.lily.graph.asset.Classification;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the pairs that pending changes concern and decides how each is to be settled. */
final class Settlement {
  private final LineageIndex index;
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final Carried carried;
  private final Reckoning reckoning;
  private final Pending pending;
  private final Map<Pair.Key, Work> works = new LinkedHashMap<>();
  private final Set<Pair> derived = new LinkedHashSet<>();

  Settlement(LineageIndex index, Carried carried, Reckoning reckoning, Pending pending) {
    this.index = index;
    this.nodes = index.nodes();
    this.edges = index.edges();
    this.carried = carried;
    this.reckoning = reckoning;
    this.pending = pending;
  }

  /** Computes; nothing that readers see is changed. */
  Collection<Work> compute() {
    pending.forgotten.forEach((IntProcedure) this::decideForgotten);
    for (IntObjectCursor<List<Classification>> entry : pending.own) {
      decideOwn(entry.key, entry.value);
    }
    pending.remains.forEach(this::decideRemaining);
    pending.releases.forEach(this::decideReleased);
    for (int i = 0; i < pending.cutHeads.size(); i++) {
      noteCut(pending.cutTails.get(i), pending.cutHeads.get(i));
    }
    pending.grown.forEach((IntProcedure) this::noteGrown);
    works.values().forEach(reckoning::settle);
    new Derivation(index, carried, pending, works).settle(derived);
    return works.values();
  }

  private Work work(Pair pair) {
    return works.computeIfAbsent(pair.key, key -> new Work(pair));
  }

  private void decideForgotten(int node) {
    for (Classification was : carried.own(node)) {
      Pair pair = carried.pair(Pair.Key.of(was));
      if (pair != null && outlives(was)) {
        pair.frozen = true;
        pair.origin = -1;
      }
    }
    carried.eachReaching(node, travelling(pair -> work(pair).target.add(node)));
  }

  private static boolean outlives(Classification classification) {
    return classification.rules().propagate()
        && !classification.rules().removePropagationsOnEntityDelete();
  }

  private void decideOwn(int node, List<Classification> now) {
    for (Classification was : carried.own(node)) {
      Pair pair = carried.pair(Pair.Key.of(was));
      boolean orphaned = pair != null && pair.frozen && pair.origin < 0;
      if (pair != null && !orphaned && named(was.typeName(), now) == null) {
        work(pair).verdict = Work.Verdict.DROP;
      }
    }
    now.forEach(classification -> decide(node, classification));
  }

  private static @Nullable Classification named(String name, List<Classification> among) {
    for (Classification each : among) {
      if (each.typeName().equals(name)) {
        return each;
      }
    }
    return null;
  }

  private void decide(int node, Classification now) {
    Pair pair = carried.pair(Pair.Key.of(now));
    if (!nodes.isDeleted(node) && now.rules().propagate()) {
      decideLive(node, now, pair);
    } else if (pair != null) {
      decideEnded(node, now, pair);
    }
  }

  private void decideLive(int node, Classification now, @Nullable Pair known) {
    Pair pair = known == null ? new Pair(nodes.tenant(node), now, node) : known;
    boolean same = !pair.frozen && pair.classification.rules().equals(now.rules());
    Work work = work(pair);
    work.classification = now;
    if (known == null || !same || pair.origin != node) {
      work.verdict = Work.Verdict.RENEW;
      pair.frozen = false;
      pair.origin = node;
    }
  }

  private void decideEnded(int node, Classification now, Pair pair) {
    Work work = work(pair);
    work.classification = now;
    if (nodes.isDeleted(node) && outlives(now)) {
      pair.frozen = true;
      pair.origin = node;
    } else {
      work.verdict = Work.Verdict.DROP;
    }
  }

  private void decideRemaining(Op.Remain remain) {
    Classification told = remain.classification();
    int origin = nodes.find(told.origin());
    Classification own = origin < 0 ? null : named(told.typeName(), ownOf(origin));
    if (own == null || (nodes.isDeleted(origin) && outlives(own))) {
      setRemaining(remain, own == null ? told : own, origin);
    }
  }

  private void setRemaining(Op.Remain remain, Classification left, int origin) {
    Pair known = carried.pair(Pair.Key.of(left));
    Work work = work(known == null ? new Pair(remain.at().tenant(), left, origin) : known);
    work.pair.frozen = true;
    work.verdict = Work.Verdict.SET;
    work.classification = left;
    work.target.clear();
    remain.assets().stream()
        .mapToInt(nodes::find)
        .filter(node -> node >= 0 && node != origin)
        .forEach(work.target::add);
  }

  private void decideReleased(Op.Release release) {
    Pair pair = carried.pair(new Pair.Key(release.name(), release.origin()));
    int node = nodes.find(release.asset());
    if (pair != null && pair.frozen && node >= 0) {
      work(pair).target.add(node);
    }
  }

  private List<Classification> ownOf(int node) {
    List<Classification> staged = pending.own.get(node);
    return staged != null ? staged : carried.own(node);
  }

  private void noteCut(int tail, int head) {
    Consumer<Pair> cut =
        pair -> {
          if (pair.reached.contains(head)) {
            work(pair).cutHeads.add(head);
          }
        };
    if (tail == Pending.ANYWHERE) {
      carried.eachReaching(head, travelling(cut));
      return;
    }
    carried.eachReaching(tail, travelling(cut));
    for (Classification own : carried.own(tail)) {
      Pair pair = carried.pair(Pair.Key.of(own));
      if (pair != null) {
        cut.accept(pair);
      }
    }
  }

  /** What is derived does not travel: it is derived anew. */
  private Consumer<Pair> travelling(Consumer<Pair> visit) {
    return pair -> {
      if (pair.key.derived()) {
        derived.add(pair);
      } else {
        visit.accept(pair);
      }
    };
  }

  private void noteGrown(int edge) {
    if (!edges.exists(edge)) {
      return;
    }
    EdgeTraits traits = edges.traitsOf(edge);
    if (traits.kind() == EdgeKind.HIERARCHY) {
      pending.contained(edges.from(edge), edges.to(edge));
    }
    if (traits.leads(true)) {
      noteLink(edges.from(edge), edges.to(edge), one -> traits.passes(one, true));
    }
    if (traits.leads(false)) {
      noteLink(edges.to(edge), edges.from(edge), one -> traits.passes(one, false));
    }
  }

  private void noteLink(int tail, int head, Predicate<Classification> passes) {
    if (nodes.isDeleted(tail) || nodes.isDeleted(head)) {
      return;
    }
    carried.eachReaching(tail, travelling(pair -> noteLink(pair, tail, head, passes)));
    for (Classification own : ownOf(tail)) {
      Pair pair = carried.pair(Pair.Key.of(own));
      if (pair != null) {
        noteLink(pair, tail, head, passes);
      } else if (own.rules().propagate() && passes.test(own)) {
        decideLive(tail, own, null);
      }
    }
  }

  private void noteLink(Pair pair, int tail, int head, Predicate<Classification> passes) {
    if (!pair.carries(head) && passes.test(pair.classification)) {
      work(pair).link(tail, head);
    }
  }
}
