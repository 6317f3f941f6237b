package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntByteHashMap;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.sight.AssetGuard;
import dev.lily.graph.sight.IndexSight;
import dev.lily.graph.sight.Sight;
import java.util.List;

/** What a caller sees of the assets of the index; asks once for each; needs the lock. */
final class NodeSight {
  private static final byte UNKNOWN = 0;
  private static final byte SEEN = 1;
  private static final byte WITH_LINEAGE = 2;
  private static final byte HIDDEN = 4;

  private final AssetGuard guard;
  private final LineageIndex index;
  private final Carried carried;
  private final IntByteHashMap known = new IntByteHashMap(0);

  NodeSight(AssetGuard guard, LineageIndex index, Carried carried) {
    this.guard = guard;
    this.index = index;
    this.carried = carried;
  }

  boolean isOpen() {
    return guard.seesEverything();
  }

  boolean sees(int node) {
    return guard.seesEverything() || at(node) != HIDDEN;
  }

  /** Whether both ends are seen and, on an edge of lineage, show where data comes and goes. */
  boolean seesEdge(int edge) {
    byte from = at(index.edges().from(edge));
    byte to = at(index.edges().to(edge));
    return index.edges().traitsOf(edge).kind().isLineage()
        ? from == WITH_LINEAGE && to == WITH_LINEAGE
        : from != HIDDEN && to != HIDDEN;
  }

  List<Classification> shown(List<Classification> all) {
    if (guard.seesEverything() || all.isEmpty()) {
      return all;
    }
    return all.stream()
        .map(
            one -> {
              int origin = index.nodes().find(one.origin());
              return origin >= 0 && sees(origin) ? one : IndexSight.concealed(one);
            })
        .toList();
  }

  private byte at(int node) {
    byte seen = known.getOrDefault(node, UNKNOWN);
    if (seen == UNKNOWN) {
      seen = ask(node);
      known.put(node, seen);
    }
    return seen;
  }

  /** What cannot be judged, since only relationships of it are known, is hidden. */
  private byte ask(int node) {
    return index
        .nodes()
        .ref(node)
        .map(asset -> guard.sight(asset, carried.effective(node)))
        .filter(Sight::isVisible)
        .map(sight -> sight.showsLineage() ? WITH_LINEAGE : SEEN)
        .orElse(HIDDEN);
  }
}
