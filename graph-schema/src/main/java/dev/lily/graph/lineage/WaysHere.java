package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntIntHashMap;
import com.carrotsearch.hppc.IntObjectHashMap;
import dev.lily.graph.asset.Classification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shortest ways from many origins to one asset, all of one walk back from it; the nearest origins
 * are met first. Only for classifications of one name and the same rules, which may walk the same
 * edges. Needs the lock of the index.
 */
final class WaysHere {
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final Carried carried;
  private final String name;
  private final Passage passage;
  private final IntIntHashMap via = new IntIntHashMap();
  private final IntArrayList open = new IntArrayList();

  WaysHere(LineageIndex index, Carried carried, Classification alike, int asset) {
    nodes = index.nodes();
    edges = index.edges();
    this.carried = carried;
    name = alike.typeName();
    passage = new Passage(edges.traits(), alike);
    via.put(asset, -1);
    open.add(asset);
  }

  /** A pair and the edges from its origin to the asset. */
  record Way(Pair pair, IntArrayList edges) {}

  List<Way> from(List<Pair> pairs, int limit) {
    IntObjectHashMap<Pair> wanted = new IntObjectHashMap<>(pairs.size());
    pairs.forEach(pair -> wanted.put(pair.origin, pair));
    List<Way> ways = new ArrayList<>();
    int most = Math.min(limit, pairs.size());
    for (int next = 0; next < open.size() && ways.size() < most; next++) {
      int node = open.get(next);
      Optional.ofNullable(wanted.get(node))
          .ifPresent(pair -> ways.add(new Way(pair, follow(pair.origin))));
      stepBack(node);
    }
    return ways;
  }

  private void stepBack(int node) {
    for (int e = nodes.firstIn(node); e >= 0; e = edges.nextIn(e)) {
      if (passage.outward(edges.traits(e))) {
        arrive(edges.from(e), e);
      }
    }
    for (int e = nodes.firstOut(node); e >= 0; e = edges.nextOut(e)) {
      if (passage.inward(edges.traits(e))) {
        arrive(edges.to(e), e);
      }
    }
  }

  /** Whatever lies on the way of a pair carries its classification. */
  private void arrive(int previous, int edge) {
    if (!via.containsKey(previous)
        && !nodes.isDeleted(previous)
        && carried.carries(previous, name)) {
      via.put(previous, edge);
      open.add(previous);
    }
  }

  private IntArrayList follow(int origin) {
    IntArrayList way = new IntArrayList();
    int node = origin;
    for (int e = via.get(node); e >= 0; e = via.get(node)) {
      way.add(e);
      node = edges.from(e) == node ? edges.to(e) : edges.from(e);
    }
    return way;
  }
}
