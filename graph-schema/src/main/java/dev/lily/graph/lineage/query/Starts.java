package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayList;

/** Where the walks of a question begin. */
final class Starts {
  /** How many assets of a container a walk begins at. */
  static final int LIMIT = 10_000;

  private final Ground ground;

  Starts(Ground ground) {
    this.ground = ground;
  }

  IntArrayList of(int root, Lens lens) {
    return lens == Lens.COLUMN ? columns(root) : assets(root);
  }

  /** The asset itself, the dataset of a column, or the datasets in a container. */
  IntArrayList assets(int root) {
    NodeKind kind = ground.kind(root);
    if (kind == NodeKind.COLUMN) {
      int dataset = ground.dataset(root);
      return IntArrayList.from(dataset == Ground.NONE ? root : dataset);
    }
    IntArrayList starts = new IntArrayList();
    if (kind == NodeKind.CONTAINER) {
      starts.addAll(ground.content(root, NodeKind.DATASET, LIMIT));
    }
    if (starts.isEmpty() || hasLineage(root)) {
      starts.add(root);
    }
    return starts;
  }

  private boolean hasLineage(int node) {
    boolean[] found = new boolean[1];
    for (boolean downstream : new boolean[] {true, false}) {
      ground.flow(
          node,
          downstream,
          (edge, next) -> {
            found[0] = true;
            return false;
          });
    }
    return found[0];
  }

  /** The column itself, or the columns in a dataset or container; a process by itself. */
  IntArrayList columns(int root) {
    NodeKind kind = ground.kind(root);
    return kind == NodeKind.COLUMN || kind == NodeKind.PROCESS
        ? IntArrayList.from(root)
        : ground.content(root, NodeKind.COLUMN, LIMIT);
  }

  /** A column by itself; else the assets and their columns. */
  IntArrayList everything(int root) {
    if (ground.kind(root) == NodeKind.COLUMN) {
      return IntArrayList.from(root);
    }
    IntArrayList starts = assets(root);
    if (ground.kind(root) != NodeKind.PROCESS) {
      starts.addAll(columns(root));
    }
    return starts;
  }
}
