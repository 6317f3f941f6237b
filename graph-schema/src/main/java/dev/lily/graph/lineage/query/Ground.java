package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayList;
import dev.lily.graph.lineage.LineageView;
import org.jspecify.annotations.Nullable;

/** What a walk stands on: the view, read with the types. */
final class Ground {
  static final int NONE = -1;
  private static final int LEVELS = 32;

  private final LineageView view;
  private final LineageTypes types;
  private final @Nullable NodeKind[] kinds;

  Ground(LineageView view, LineageTypes types) {
    this.view = view;
    this.types = types;
    this.kinds = new NodeKind[view.typeLimit()];
  }

  /** Takes an edge and the asset it leads to. */
  interface Step {
    /** Whether to go on. */
    boolean to(int edge, int next);
  }

  LineageView view() {
    return view;
  }

  NodeKind kind(int node) {
    int type = view.type(node);
    NodeKind known = kinds[type];
    if (known == null) {
      known = types.kind(view.typeName(type));
      kinds[type] = known;
    }
    return known;
  }

  boolean isProcess(int node) {
    return kind(node) == NodeKind.PROCESS;
  }

  AssetBrief brief(int node) {
    return new AssetBrief(
        view.guid(node),
        view.key(node),
        kind(node),
        view.isDeleted(node),
        view.classifications(node));
  }

  /** Visits where data goes from the asset, or comes from. */
  void flow(int node, boolean downstream, Step step) {
    boolean open = true;
    for (int e = view.firstOut(node); open && e >= 0; e = view.nextOut(e)) {
      open = !view.flows(e, downstream) || step.to(e, view.to(e));
    }
    for (int e = view.firstIn(node); open && e >= 0; e = view.nextIn(e)) {
      open = !view.flows(e, !downstream) || step.to(e, view.from(e));
    }
  }

  /** The container right above; of several that of the smallest guid; NONE where there is none. */
  int container(int node) {
    int found = NONE;
    for (int e = view.firstIn(node); e >= 0; e = view.nextIn(e)) {
      if (contains(e) && (found == NONE || isSmaller(view.from(e), found))) {
        found = view.from(e);
      }
    }
    return found;
  }

  /** The topmost container, or the asset itself. */
  int top(int node) {
    int top = node;
    for (int level = 0; level < LEVELS; level++) {
      int above = container(top);
      if (above == NONE || above == node) {
        return top;
      }
      top = above;
    }
    return top;
  }

  /** The dataset that a column, or a field within a column, is part of; NONE if unknown. */
  int dataset(int column) {
    int above = column;
    for (int level = 0; level < LEVELS && above != NONE; level++) {
      if (kind(above) != NodeKind.COLUMN) {
        return above;
      }
      above = container(above);
    }
    return NONE;
  }

  /** The content of a container that is of the kind, through its other content, up to a limit. */
  IntArrayList content(int container, NodeKind kind, int limit) {
    return new Content(this, kind, limit).of(container);
  }

  boolean contains(int edge) {
    return view.isContaining(edge);
  }

  private boolean isSmaller(int node, int than) {
    return view.guid(node).compareTo(view.guid(than)) < 0;
  }
}
