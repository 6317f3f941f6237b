package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntHashSet;
import com.carrotsearch.hppc.IntIntHashMap;
import com.carrotsearch.hppc.IntObjectHashMap;
import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.procedures.IntProcedure;

/** The datasets of a walk, grouped by a container, and how data flows between the groups. */
final class Groups {
  private static final int PAIRS = 100_000;

  private final Ground ground;
  private final Walked walked;
  private final Lens lens;
  private final IntIntHashMap groupOf = new IntIntHashMap();
  private final IntObjectHashMap<IntArrayList> members = new IntObjectHashMap<>();
  private final IntIntHashMap steps = new IntIntHashMap();
  private final LongIntHashMap flows = new LongIntHashMap();
  private int looked;
  private boolean cut;

  Groups(Ground ground, Walked walked, Lens lens) {
    this.ground = ground;
    this.walked = walked;
    this.lens = lens;
    IntArrayList nodes = walked.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      if (!ground.isProcess(nodes.get(i))) {
        join(nodes.get(i));
      }
    }
    for (int i = 0; i < nodes.size() && !cut; i++) {
      link(nodes.get(i));
    }
  }

  private void join(int node) {
    int group = lens == Lens.SCHEMA ? ground.container(node) : ground.top(node);
    group = group == Ground.NONE ? node : group;
    groupOf.put(node, group);
    IntArrayList known = members.get(group);
    if (known == null) {
      known = new IntArrayList();
      members.put(group, known);
    }
    known.add(node);
    int here = walked.steps(node);
    steps.put(group, Math.min(here, steps.getOrDefault(group, here)));
  }

  private void link(int node) {
    if (ground.isProcess(node)) {
      IntHashSet sources = groupsBeside(node, false);
      IntHashSet targets = groupsBeside(node, true);
      sources.forEach((IntProcedure) from -> targets.forEach((IntProcedure) to -> count(from, to)));
    } else {
      groupsBeside(node, true).forEach((IntProcedure) to -> count(groupOf.get(node), to));
    }
  }

  private IntHashSet groupsBeside(int node, boolean downstream) {
    IntHashSet groups = new IntHashSet();
    ground.flow(
        node,
        downstream,
        (edge, next) -> {
          if (groupOf.containsKey(next)) {
            groups.add(groupOf.get(next));
          }
          cut |= looked++ >= SceneFrame.EDGES;
          return !cut;
        });
    return groups;
  }

  private void count(int from, int to) {
    if (from == to) {
      return;
    }
    if (flows.size() >= PAIRS) {
      cut = true;
    } else {
      flows.addTo(((long) from << 32) | to, 1);
    }
  }

  /** The groups, each as its container or the one asset without one. */
  IntArrayList all() {
    return new IntArrayList(members.keys());
  }

  IntArrayList members(int group) {
    return members.get(group);
  }

  int steps(int group) {
    return steps.get(group);
  }

  /** From group (high half) to group (low half): how many processes and direct relationships. */
  LongIntHashMap flows() {
    return flows;
  }

  boolean isComplete() {
    return !cut;
  }
}
