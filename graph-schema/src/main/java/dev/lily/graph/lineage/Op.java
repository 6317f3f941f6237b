package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.TypeKin;
import java.util.List;
import java.util.Set;

/**
 * A change of the catalog as the lineage index takes it in. Each says how things are, not what
 * changed: applying one twice changes nothing the second time.
 */
public sealed interface Op {
  At at();

  /**
   * Where in the change log.
   *
   * @param eventTime epoch milliseconds of the commit; 0 where that was before the start
   */
  record At(TenantId tenant, long position, long eventTime) {}

  /**
   * An asset and the classifications put on it. A deleted asset keeps its own classifications but
   * neither receives nor passes any. Entries of {@code own} with another origin are left out.
   *
   * @param certificate its {@code certificateStatus}; empty where it has none
   * @param aspects for which it has a value of its own, see {@link dev.lily.graph.rule.Aspect}
   */
  record PutAsset(
      At at,
      AssetRef asset,
      List<Classification> own,
      boolean deleted,
      String certificate,
      Set<String> aspects)
      implements Op {
    public PutAsset {
      Guid guid = asset.guid();
      own = own.stream().filter(classification -> classification.isOwnOf(guid)).toList();
      aspects = Set.copyOf(aspects);
    }

    /** One without values that others might inherit. */
    public PutAsset(
        At at, AssetRef asset, List<Classification> own, boolean deleted, String certificate) {
      this(at, asset, own, deleted, certificate, Set.of());
    }

    /** One without a certificate. */
    public PutAsset(At at, AssetRef asset, List<Classification> own, boolean deleted) {
      this(at, asset, own, deleted, "");
    }
  }

  /** Other rules for the tenant. */
  record PutRules(At at, RuleSet rules) implements Op {}

  /** Which types descend from which, of all tenants; rules count for what descends, too. */
  record PutTypes(At at, TypeKin kin) implements Op {}

  /** A relationship that is new or changed; an unknown end becomes known by its guid. */
  record PutEdge(At at, LineageEdge edge) implements Op {}

  /** A relationship that is gone or deleted. */
  record RemoveEdge(At at, Guid from, Guid to, String relationshipType) implements Op {}

  /** An asset that is purged, with its relationships. */
  record RemoveAsset(At at, Guid asset) implements Op {}

  /**
   * Takes away from an asset what a deleted origin left there. Without effect while the origin is
   * active.
   */
  record Release(At at, Guid asset, String name, Guid origin) implements Op {}

  /**
   * What a deleted origin left behind, read back from the graph: exactly these assets keep the
   * classification. Without effect while the origin is active. Where the origin is known and has
   * the classification, its own version of it counts.
   */
  record Remain(At at, Classification classification, List<Guid> assets) implements Op {
    public Remain {
      assets = List.copyOf(assets);
    }
  }
}
