package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.procedures.IntProcedure;
import dev.lily.graph.EffectiveClassifications.Change;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Adds up the settlements of one batch: what came and went again is not told. */
final class DeltaBuilder {
  private static final class Sum {
    private final TenantId tenant;
    private Classification classification;
    private final RoaringBitmap added = new RoaringBitmap();
    private final RoaringBitmap removed = new RoaringBitmap();
    private final RoaringBitmap updated = new RoaringBitmap();

    private Sum(TenantId tenant, Classification classification) {
      this.tenant = tenant;
      this.classification = classification;
    }

    /** An asset purged and created again within the batch is one that had it and has it. */
    private void rejoin(int old, int fresh) {
      if (removed.contains(old) && added.contains(fresh)) {
        removed.remove(old);
        added.remove(fresh);
        updated.add(fresh);
      }
    }

    private boolean isEmpty() {
      return added.isEmpty() && removed.isEmpty() && updated.isEmpty();
    }
  }

  private final NodeTable nodes;
  private final Map<Pair.Key, Sum> sums = new LinkedHashMap<>();
  private final Map<TenantId, RoaringBitmap> touched = new LinkedHashMap<>();
  private final Map<TenantId, Long> times = new LinkedHashMap<>();
  private final Map<TenantId, Arrival> arrivals = new HashMap<>();
  private long position;
  private long appliedTime;

  DeltaBuilder(NodeTable nodes) {
    this.nodes = nodes;
  }

  /** Says when what happened so far is made visible; epoch milliseconds. */
  void apply(long time) {
    appliedTime = time;
    arrivals.clear();
  }

  /** When it came to what is told now; null where that was before the start. */
  @Nullable Arrival arrival(TenantId tenant) {
    long time = times.getOrDefault(tenant, 0L);
    return time == 0
        ? null
        : arrivals.computeIfAbsent(tenant, t -> new Arrival(position, time, appliedTime));
  }

  /** Remembers the oldest change of the tenant, so that the lag told is never too small. */
  void happened(Op.At at) {
    position = Math.max(position, at.position());
    times.merge(at.tenant(), at.eventTime(), Math::min);
  }

  /** An asset whose own classifications changed. */
  void own(int node) {
    touched(nodes.tenant(node)).add(node);
  }

  void spread(Pair pair, RoaringBitmap added, RoaringBitmap removed, RoaringBitmap updated) {
    Sum sum =
        sums.computeIfAbsent(
            new Pair.Key(pair.key.name(), pair.key.origin()),
            key -> new Sum(pair.tenant, pair.classification));
    if (!pair.key.derived()) {
      sum.classification = pair.classification;
    }
    RoaringBitmap back = RoaringBitmap.and(added, sum.removed);
    RoaringBitmap never = RoaringBitmap.and(removed, sum.added);
    sum.added.or(RoaringBitmap.andNot(added, back));
    sum.added.andNot(never);
    sum.removed.or(RoaringBitmap.andNot(removed, never));
    sum.removed.andNot(back);
    sum.updated.or(updated);
    sum.updated.or(back);
    sum.updated.andNot(sum.removed);
    sum.updated.andNot(sum.added);
    RoaringBitmap all = touched(pair.tenant);
    all.or(added);
    all.or(removed);
    all.or(updated);
  }

  Delta delta(long position, IntArrayList forgotten) {
    forgotten.forEach((IntProcedure) this::rejoin);
    List<Delta.Spreading> spreads = new ArrayList<>();
    for (Sum sum : sums.values()) {
      if (!sum.isEmpty()) {
        spreads.add(
            new Delta.Spreading(
                sum.tenant,
                sum.classification,
                new GuidList(nodes, sum.added),
                new GuidList(nodes, sum.removed),
                new GuidList(nodes, sum.updated)));
      }
    }
    return new Delta(position, spreads);
  }

  private void rejoin(int old) {
    int fresh = nodes.find(nodes.guid(old));
    if (fresh >= 0) {
      sums.values().forEach(sum -> sum.rejoin(old, fresh));
    }
  }

  List<Change> changes(long position) {
    List<Change> changes = new ArrayList<>();
    touched.forEach(
        (tenant, members) ->
            changes.add(
                new Change(
                    tenant,
                    position,
                    times.getOrDefault(tenant, 0L),
                    new GuidList(nodes, members))));
    return changes;
  }

  private RoaringBitmap touched(TenantId tenant) {
    return touched.computeIfAbsent(tenant, unknown -> new RoaringBitmap());
  }
}
