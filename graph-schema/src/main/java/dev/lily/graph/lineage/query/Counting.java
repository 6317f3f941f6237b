package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayList;

/** Counts what is up and down from an asset. */
final class Counting {
  private static final Reach.Limits LIMITS = Reach.Limits.wide(Integer.MAX_VALUE - 2);

  private final Ground ground;

  Counting(Ground ground) {
    this.ground = ground;
  }

  LineageCounts of(int root) {
    IntArrayList starts = new Starts(ground).everything(root);
    Reach up = new Reach(ground, false, starts, LIMITS, false).all();
    Reach down = new Reach(ground, true, starts, LIMITS, false).all();
    return new LineageCounts(
        ground.view().position(),
        ground.brief(root),
        part(up),
        part(down),
        starts.size() == 1 && starts.get(0) == root ? cycle(up, down) : cycleOf(root));
  }

  private LineageCounts.Part part(Reach reach) {
    int[] near = new int[3];
    int[] all = new int[3];
    for (int i = 0; i < reach.size(); i++) {
      int node = reach.node(i);
      if (!reach.isStart(node)) {
        int place = place(node);
        all[place]++;
        near[place] += reach.steps(node) <= 2 ? 1 : 0;
      }
    }
    return new LineageCounts.Part(numbers(near), numbers(all), reach.isComplete());
  }

  private int place(int node) {
    return switch (ground.kind(node)) {
      case DATASET, CONTAINER, OTHER -> 0;
      case PROCESS -> 1;
      case COLUMN -> 2;
    };
  }

  private static LineageCounts.Numbers numbers(int[] counts) {
    return new LineageCounts.Numbers(counts[0], counts[1], counts[2]);
  }

  private LineageCounts.Numbers cycleOf(int root) {
    IntArrayList start = IntArrayList.from(root);
    return cycle(
        new Reach(ground, false, start, LIMITS, false).all(),
        new Reach(ground, true, start, LIMITS, false).all());
  }

  private LineageCounts.Numbers cycle(Reach up, Reach down) {
    int[] members = new int[3];
    for (int i = 0; i < up.size(); i++) {
      int node = up.node(i);
      if (down.has(node)) {
        members[place(node)]++;
      }
    }
    boolean feedsOthers = members[0] + members[2] > 1;
    return feedsOthers ? numbers(members) : LineageCounts.Numbers.NONE;
  }
}
