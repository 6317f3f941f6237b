package dev.lily.graph.lineage.query;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.sight.AssetGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Answers questions about a tenant's lineage from the index. Every walk is bounded in assets and
 * edges and the answer says whether a bound was met; empty where the tenant has no asset of the
 * root's guid. Safe for many threads.
 */
public final class LineageQueries {
  private final ClassificationIndex index;
  private final LineageTypes types;
  private final AssetGuard guard;

  public LineageQueries(ClassificationIndex index, LineageTypes types) {
    this(index, types, AssetGuard.OPEN);
  }

  private LineageQueries(ClassificationIndex index, LineageTypes types, AssetGuard guard) {
    this.index = index;
    this.types = types;
    this.guard = guard;
  }

  /** The same questions, answered as if what is hidden from somebody did not exist. */
  public LineageQueries seenBy(AssetGuard caller) {
    return new LineageQueries(index, types, caller);
  }

  /** A page of what surrounds an asset; at most 20,000 assets a direction are walked. */
  public Optional<Scene> scene(TenantId tenant, SceneQuery query) {
    return from(
        tenant,
        query.root(),
        (ground, root) ->
            switch (query.lens()) {
              case ASSET, COLUMN -> new AssetScene(ground, query, root).draw();
              case SCHEMA, SERVICE -> new RollUp(ground, query, root).draw();
            });
  }

  /**
   * A shortest way for data from one asset to another; between columns with the column lens.
   *
   * @param lens ASSET or COLUMN
   */
  public Optional<LineagePath> path(TenantId tenant, Guid from, Guid to, Lens lens) {
    return from(
            tenant,
            from,
            (ground, source) -> {
              int target = ground.view().find(to);
              Starts starts = new Starts(ground);
              return target == Ground.NONE
                  ? Optional.<LineagePath>empty()
                  : Optional.of(
                      new PathSearch(ground)
                          .between(starts.of(source, lens), starts.of(target, lens)));
            })
        .flatMap(path -> path);
  }

  /** A page of the list of all that an asset feeds or is fed by. */
  public Optional<Impact> impact(TenantId tenant, ImpactQuery query) {
    return from(
        tenant, query.root(), (ground, root) -> new ImpactWalk(ground, query, root).list(root));
  }

  /** How much lineage an asset has. */
  public Optional<LineageCounts> counts(TenantId tenant, Guid root) {
    return from(tenant, root, (ground, node) -> new Counting(ground).of(node));
  }

  /**
   * The largest cycles. Costs a pass over all lineage of the index.
   *
   * @param lens ASSET for those of datasets, to which their columns belong, or COLUMN
   */
  public Cycles cycles(TenantId tenant, Lens lens, int limit, int memberLimit) {
    return new CycleSearch(index, types, tenant, guard, lens).find(limit, memberLimit);
  }

  /** What is known of the assets now; those the tenant does not have are left out. */
  public List<AssetBrief> describe(TenantId tenant, List<Guid> assets) {
    return index.read(
        tenant,
        guard,
        view -> {
          Ground ground = new Ground(view, types);
          List<AssetBrief> known = new ArrayList<>(assets.size());
          for (Guid asset : assets) {
            int node = view.find(asset);
            if (node != Ground.NONE) {
              known.add(ground.brief(node));
            }
          }
          return known;
        });
  }

  private <T> Optional<T> from(TenantId tenant, Guid root, BiFunction<Ground, Integer, T> answer) {
    return index.read(
        tenant,
        guard,
        view -> {
          int node = view.find(root);
          return node == Ground.NONE
              ? Optional.empty()
              : Optional.of(answer.apply(new Ground(view, types), node));
        });
  }
}
