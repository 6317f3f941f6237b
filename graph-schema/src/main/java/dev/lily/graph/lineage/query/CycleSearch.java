package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.LongArrayList;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.LineageView;
import dev.lily.graph.sight.AssetGuard;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Looks for the cycles of a tenant on a copy of its lineage, made piece by piece so that changes
 * wait for a few milliseconds only. Takes 50 bytes per asset of the index and 4 per edge meanwhile.
 *
 * <p>Among datasets, what flows between columns flows between their datasets: in the copy a dataset
 * and its columns lead to each other, and of what is found the columns are left out.
 */
final class CycleSearch {
  private static final int PIECE = 16_384;
  private static final int EDGES = 20_000_000;

  private final ClassificationIndex index;
  private final LineageTypes types;
  private final TenantId tenant;
  private final AssetGuard guard;
  private final Lens lens;
  private final IntArrayList offsets = IntArrayList.from(0);
  private final IntArrayList targets = new IntArrayList();
  private final LongArrayList guids = new LongArrayList();
  private final BitSet processes = new BitSet();
  private final BitSet columns = new BitSet();
  private final BitSet rolledUp = new BitSet();
  private boolean complete = true;

  /**
   * A search that has not begun.
   *
   * @param lens ASSET or COLUMN
   */
  CycleSearch(
      ClassificationIndex index, LineageTypes types, TenantId tenant, AssetGuard guard, Lens lens) {
    this.index = index;
    this.types = types;
    this.tenant = tenant;
    this.guard = guard;
    this.lens = lens;
  }

  Cycles find(int limit, int memberLimit) {
    int size = index.read(tenant, LineageView::nodeLimit);
    long position = index.position();
    for (int first = 0; first < size; first += PIECE) {
      int from = first;
      index.read(
          tenant,
          guard,
          view -> {
            copy(new Ground(view, types), from, Math.min(size, from + PIECE), size);
            return size;
          });
    }
    List<int[]> groups =
        StrongComponents.of(offsets.toArray(), targets.toArray()).stream()
            .map(group -> IntStream.of(group).filter(node -> !rolledUp.get(node)).toArray())
            .toList();
    CycleList.Found found = new CycleList(this::kind, this::guid, memberLimit).of(groups, limit);
    return new Cycles(position, found.total(), complete, found.cycles());
  }

  private void copy(Ground ground, int from, int to, int size) {
    for (int node = from; node < to; node++) {
      Guid guid = ground.view().guid(node);
      guids.add(guid.high(), guid.low());
      if (ground.view().isOfTenant(node)) {
        copy(ground, node, size);
      }
      offsets.add(targets.size());
    }
  }

  private void copy(Ground ground, int node, int size) {
    processes.set(node, ground.isProcess(node));
    columns.set(node, isColumn(ground, node));
    if (!isSeen(ground, node)) {
      return;
    }
    ground.flow(node, true, (edge, next) -> !isSeen(ground, next) || add(next, size));
    if (lens == Lens.ASSET) {
      rollUp(ground, node, size);
    }
  }

  private boolean isSeen(Ground ground, int node) {
    return lens == Lens.ASSET || ground.isProcess(node) || isColumn(ground, node);
  }

  private static boolean isColumn(Ground ground, int node) {
    return ground.kind(node) == NodeKind.COLUMN;
  }

  /**
   * A column leads to its dataset, which leads to what it contains, and that to what it contains.
   */
  private void rollUp(Ground ground, int node, int size) {
    if (isColumn(ground, node)) {
      int dataset = ground.dataset(node);
      if (dataset != Ground.NONE) {
        rolledUp.set(node);
        add(dataset, size);
      }
    }
    LineageView view = ground.view();
    for (int e = view.firstOut(node); e >= 0 && complete; e = view.nextOut(e)) {
      int content = view.to(e);
      if (ground.contains(e) && isColumn(ground, content) && ground.container(content) == node) {
        add(content, size);
      }
    }
  }

  /** An asset that came after the copying began is not part of it. */
  private boolean add(int target, int size) {
    complete &= targets.size() < EDGES;
    if (target < size && complete) {
      targets.add(target);
    }
    return complete;
  }

  private NodeKind kind(int node) {
    return processes.get(node)
        ? NodeKind.PROCESS
        : columns.get(node) ? NodeKind.COLUMN : NodeKind.DATASET;
  }

  private Guid guid(int node) {
    return new Guid(guids.get(2 * node), guids.get(2 * node + 1));
  }
}
