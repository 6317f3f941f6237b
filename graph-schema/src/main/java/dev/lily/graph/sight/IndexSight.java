package dev.lily.graph.sight;

import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.BlockedClassification;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.LineageEdge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one caller sees of assets, by what the lineage index knows of them; made for one answer. An
 * asset whose key is not known is not seen, unless nothing is hidden from the caller.
 */
public final class IndexSight {
  /** Stands for the guid of an asset that the caller does not get to see. */
  public static final Guid CONCEALED = new Guid(0, 0);

  private final ClassificationIndex index;
  private final TenantId tenant;
  private final AssetGuard guard;
  private final Map<Guid, Sight> known = new HashMap<>();

  public IndexSight(ClassificationIndex index, TenantId tenant, AssetGuard guard) {
    this.index = index;
    this.tenant = tenant;
    this.guard = guard;
  }

  /** That of the caller of a request. */
  public static IndexSight of(
      ClassificationIndex index, AssetGuards guards, RequestContext context) {
    return new IndexSight(index, context.tenant(), guards.of(context));
  }

  public AssetGuard guard() {
    return guard;
  }

  public boolean sees(Guid asset) {
    return guard.seesEverything() || known.computeIfAbsent(asset, this::sight).isVisible();
  }

  /** Whether an edge of lineage may be shown at all. */
  public boolean sees(LineageEdge edge) {
    return guard.seesEverything() || (showsLineage(edge.from()) && showsLineage(edge.to()));
  }

  private boolean showsLineage(Guid asset) {
    return known.computeIfAbsent(asset, this::sight).showsLineage();
  }

  private Sight sight(Guid asset) {
    return index
        .lineage()
        .find(tenant, asset)
        .map(ref -> guard.sight(ref, index.of(tenant, asset)))
        .orElse(Sight.HIDDEN);
  }

  /** What can be seen of an asset that was read: its own classifications count at once. */
  Sight of(Asset asset) {
    if (guard.seesEverything()) {
      return Sight.CLEAR;
    }
    Sight sight = guard.sight(asset.ref(), carried(asset));
    known.put(asset.guid(), sight);
    return sight;
  }

  /** The same of an asset of which only the names were read. */
  Sight of(AssetRef asset) {
    return guard.seesEverything()
        ? Sight.CLEAR
        : known.computeIfAbsent(asset.guid(), guid -> guard.sight(asset, index.of(tenant, guid)));
  }

  /** Own ones as they are stored, propagated ones as far as the index is. */
  List<Classification> carried(Asset asset) {
    List<Classification> carried = new ArrayList<>(asset.classifications());
    carried.addAll(index.of(tenant, asset.guid()));
    return carried;
  }

  /** Whether nothing of the asset, nor whence its classifications came, is hidden. */
  boolean isClear(AssetKey asset) {
    return index
        .lineage()
        .find(tenant, asset)
        .filter(ref -> isClear(ref, index.of(tenant, ref.guid())))
        .isPresent();
  }

  private boolean isClear(AssetRef asset, List<Classification> carried) {
    return guard.sight(asset, carried).isClear()
        && carried.stream().allMatch(one -> sees(one.origin()));
  }

  /** The same classifications; the origin of one that the caller does not see is concealed. */
  public List<Classification> shown(List<Classification> classifications) {
    if (guard.seesEverything() || classifications.isEmpty()) {
      return classifications;
    }
    return classifications.stream().map(one -> sees(one.origin()) ? one : concealed(one)).toList();
  }

  /** Those of which the caller sees the origin, if they are of one origin. */
  Set<String> shownBlocks(Set<String> blocked) {
    return guard.seesEverything() || blocked.isEmpty()
        ? blocked
        : blocked.stream()
            .filter(text -> BlockedClassification.parse(text).origin().map(this::sees).orElse(true))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The same without its origin, and who put it there. */
  public static Classification concealed(Classification one) {
    return new Classification(
        one.typeName(), CONCEALED, one.attributes(), one.rules(), one.validityPeriods());
  }
}
