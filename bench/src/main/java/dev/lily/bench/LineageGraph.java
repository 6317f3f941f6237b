package dev.lily.bench;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.lineage.EdgeKind;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.Op;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Columns by number and the edges between them: the ends of edge {@code i} are {@code from[i]} and
 * {@code to[i]}.
 */
record LineageGraph(int nodes, int[] from, int[] to, IntFunction<String> name) {
  static final Op.At AT = new Op.At(TenantId.DEFAULT, 1, 1);
  private static final String EDGE = "derives";

  /**
   * A made-up warehouse without cycles in which every column descends from the first one: a third
   * of the edges comes from the few columns that everybody uses, the others from near.
   */
  static LineageGraph warehouse(int nodes, int edges, long seed) {
    Random random = new Random(seed);
    int[] from = new int[edges];
    int[] to = new int[edges];
    for (int i = 0; i < edges; i++) {
      to[i] = 1 + i % (nodes - 1);
      from[i] =
          i % 3 == 0
              ? (int) (to[i] * Math.pow(random.nextDouble(), 3))
              : Math.max(0, to[i] - 1 - random.nextInt(5000));
    }
    return new LineageGraph(nodes, from, to, LineageGraph::column);
  }

  /** 40 to 60 bytes, as names of columns are. */
  private static String column(int id) {
    return "warehouse_%02d.finance.orders_%06d#customer_address_%02d@prod"
        .formatted(id / 20 % 37, id / 20, id % 20);
  }

  Guid guid(int id) {
    return new Guid(id * 0x9E3779B97F4A7C15L, ~id * 0xC2B2AE3D27D4EB4FL);
  }

  Op asset(int id, Classification... own) {
    AssetRef ref = new AssetRef(guid(id), new AssetKey("lily_column", name.apply(id)));
    return new Op.PutAsset(AT, ref, List.of(own), false);
  }

  Op link(int edge) {
    return link(from[edge], to[edge]);
  }

  Op link(int source, int target) {
    return new Op.PutEdge(
        AT,
        LineageEdge.of(
            guid(source), guid(target), EDGE, EdgeKind.COLUMN_LINEAGE, PropagateTags.ONE_TO_TWO));
  }

  Op cut(int source, int target) {
    return new Op.RemoveEdge(AT, guid(source), guid(target), EDGE);
  }

  /** The first half of so many columns are those with most edges, the rest is anywhere. */
  int[] widest(int count) {
    int[] edges = new int[nodes];
    for (int source : from) {
      edges[source]++;
    }
    IntStream most =
        IntStream.range(0, nodes)
            .boxed()
            .sorted(Comparator.comparingInt(id -> -edges[id]))
            .limit(count / 2)
            .mapToInt(id -> id);
    return IntStream.concat(most, new Random(3).ints(count - count / 2, 0, nodes)).toArray();
  }

  /** How many columns each of these leads to, itself left out. */
  int[] descendants(int[] roots) {
    int[] first = new int[nodes + 1];
    for (int source : from) {
      first[source + 1]++;
    }
    Arrays.parallelPrefix(first, Integer::sum);
    int[] place = first.clone();
    int[] targets = new int[from.length];
    for (int i = 0; i < from.length; i++) {
      targets[place[from[i]]++] = to[i];
    }
    return Arrays.stream(roots).map(root -> count(root, first, targets)).toArray();
  }

  private int count(int root, int[] first, int[] targets) {
    BitSet seen = new BitSet(nodes);
    int[] open = new int[nodes];
    int limit = 0;
    open[limit++] = root;
    seen.set(root);
    for (int done = 0; done < limit; done++) {
      for (int i = first[open[done]]; i < first[open[done] + 1]; i++) {
        if (!seen.get(targets[i])) {
          seen.set(targets[i]);
          open[limit++] = targets[i];
        }
      }
    }
    return limit - 1;
  }
}
