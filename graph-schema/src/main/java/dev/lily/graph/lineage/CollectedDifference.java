package dev.lily.graph.lineage;

import dev.lily.graph.rule.InheritRule;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which assets collect other sources by one rule than by another, 64 sources after the other: who
 * collects what is never known as a whole.
 */
final class CollectedDifference {
  private final Effort effort;
  private final BitSet different = new BitSet();

  /** A rule by which values are collected, and who gives and takes by it. */
  private final class Side {
    private final InheritancePass pass;
    private final InheritRule rule;
    private final AspectGraph graph;
    private final BitSet givers = new BitSet();
    private final SourcesReached reached;

    Side(InheritancePass pass, InheritRule rule) {
      this.pass = pass;
      this.rule = rule;
      this.graph = pass.graph(rule);
      Arrays.stream(pass.sources(rule)).forEach(givers::set);
      this.reached = new SourcesReached(graph.limit(), effort);
    }

    void pass(int[] sources) {
      long which = 0;
      for (int i = 0; i < sources.length; i++) {
        which |= givers.get(sources[i]) ? 1L << i : 0;
      }
      reached.pass(graph, sources, which, InheritancePass.halfSteps(rule));
    }

    /** Which of the sources the asset collects. */
    long collected(int node, long itself) {
      long all = reached.of(node) & ~itself;
      return all != 0 && pass.mayReceive(node, rule) ? all : 0;
    }
  }

  CollectedDifference(
      InheritancePass now,
      Optional<InheritRule> was,
      InheritancePass then,
      Optional<InheritRule> will,
      Effort effort) {
    this.effort = effort;
    Optional<Side> some = was.map(rule -> new Side(now, rule));
    Optional<Side> others = will.map(rule -> new Side(then, rule));
    BitSet sources = new BitSet();
    some.ifPresent(side -> sources.or(side.givers));
    others.ifPresent(side -> sources.or(side.givers));
    int[] all = sources.stream().toArray();
    for (int i = 0; i < all.length && effort.isEnough(); i += SourcesReached.SOURCES) {
      int[] next = Arrays.copyOfRange(all, i, Math.min(all.length, i + SourcesReached.SOURCES));
      some.ifPresent(side -> side.pass(next));
      others.ifPresent(side -> side.pass(next));
      compare(some, others, next);
    }
  }

  private void compare(Optional<Side> some, Optional<Side> others, int[] sources) {
    int limit = some.or(() -> others).map(side -> side.graph.limit()).orElse(0);
    for (int node = 0; node < limit && effort.take(); node++) {
      int place = Arrays.binarySearch(sources, node);
      long itself = place < 0 ? 0 : 1L << place;
      int asset = node;
      long was = some.map(side -> side.collected(asset, itself)).orElse(0L);
      long will = others.map(side -> side.collected(asset, itself)).orElse(0L);
      different.set(node, different.get(node) || was != will);
    }
  }

  /** The assets that collect others, or from others, by number. */
  IntStream assets() {
    return different.stream();
  }
}
