package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayDeque;
import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntHashSet;
import dev.lily.graph.lineage.LineageView;

/** Looks for what is in a container, level by level, columns only within datasets and columns. */
final class Content {
  private static final int EFFORT = 100_000;

  private final Ground ground;
  private final NodeKind kind;
  private final int limit;
  private final IntArrayList found = new IntArrayList();
  private final IntHashSet seen = new IntHashSet();
  private final IntArrayDeque open = new IntArrayDeque();

  Content(Ground ground, NodeKind kind, int limit) {
    this.ground = ground;
    this.kind = kind;
    this.limit = limit;
  }

  IntArrayList of(int container) {
    LineageView view = ground.view();
    seen.add(container);
    open.addLast(container);
    int effort = 0;
    while (!open.isEmpty() && found.size() < limit) {
      int node = open.removeFirst();
      for (int e = view.firstOut(node); e >= 0 && effort < EFFORT; e = view.nextOut(e)) {
        effort++;
        if (ground.contains(e) && seen.add(view.to(e))) {
          take(view.to(e));
        }
      }
    }
    return found;
  }

  private void take(int node) {
    NodeKind here = ground.kind(node);
    if (here == kind && found.size() < limit) {
      found.add(node);
    }
    if (kind == NodeKind.COLUMN || here != NodeKind.DATASET) {
      open.addLast(node);
    }
  }
}
