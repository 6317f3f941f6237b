package dev.lily.notifications.propagation;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.WrittenClassification;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Op;
import dev.lily.graph.lineage.Op.At;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.TypeKin;
import dev.lily.graph.store.GraphScan;
import dev.lily.graph.store.GraphScan.Link;
import dev.lily.graph.store.GraphScan.Scanned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds the lineage index from the graph. */
public final class IndexBootstrap {
  private static final int CHUNK = 5_000;

  private final ClassificationIndex index;

  public IndexBootstrap(ClassificationIndex index) {
    this.index = index;
  }

  /**
   * An asset with propagated classifications as the graph has them.
   *
   * @param written texts of {@link WrittenClassification}
   */
  public record Materialised(AssetRef asset, List<String> written) {}

  /**
   * Reads the graph, some thousand changes of the index at a time: all assets with their
   * relationships are many times as large as the index.
   *
   * @param position up to where the change log is surely in the graph
   * @return the assets that have propagated classifications in the graph, by guid
   */
  public Map<Guid, Materialised> load(GraphScan scan, long position) {
    At first = new At(TenantId.DEFAULT, position, 0);
    index.apply(List.of(new Op.PutTypes(first, TypeKin.of(scan.types()))));
    Found found = new Found();
    Intake intake = new Intake(found, position);
    scan.read(LineageEdges::isEdge, intake);
    intake.apply();
    index.apply(found.remains(scan, position));
    index.advance(position);
    return found.materialised;
  }

  /** Takes what is read into the index. */
  private final class Intake implements GraphScan.Taker {
    private final Found found;
    private final long position;
    private final Map<TenantId, At> places = new HashMap<>();
    private final List<Op> chunk = new ArrayList<>(CHUNK);

    Intake(Found found, long position) {
      this.found = found;
      this.position = position;
    }

    private At at(TenantId tenant) {
      return places.computeIfAbsent(tenant, any -> new At(tenant, position, 0));
    }

    @Override
    public void asset(Scanned asset) {
      found.note(asset);
      At at = at(asset.tenant());
      asset.rules().ifPresent(rules -> chunk.add(new Op.PutRules(at, rules)));
      add(
          new Op.PutAsset(
              at,
              asset.ref(),
              asset.classifications(),
              asset.deleted(),
              asset.certificate(),
              asset.aspects()));
    }

    @Override
    public void link(TenantId tenant, Link link) {
      LineageEdges.of(link).ifPresent(edge -> add(new Op.PutEdge(at(tenant), edge)));
    }

    private void add(Op change) {
      chunk.add(change);
      if (chunk.size() >= CHUNK) {
        apply();
      }
    }

    void apply() {
      index.apply(chunk);
      chunk.clear();
    }
  }

  /** An asset that classifications come from, or came from before it was deleted. */
  private record Origin(boolean deleted, Set<String> classifications) {}

  /** What has to be known of all assets after the last one was read. */
  private static final class Found {
    final Map<Guid, Materialised> materialised = new HashMap<>();
    private final Map<Guid, TenantId> tenants = new HashMap<>();
    private final Map<TenantId, RuleSet> rules = new HashMap<>();
    private final Map<Guid, Origin> origins = new HashMap<>();
    private final Map<List<String>, List<String>> distinct = new HashMap<>();

    void note(Scanned asset) {
      Guid guid = asset.ref().guid();
      asset.rules().ifPresent(found -> rules.put(asset.tenant(), found));
      if (!asset.propagated().isEmpty()) {
        List<String> written = distinct.computeIfAbsent(asset.propagated(), same -> same);
        materialised.put(guid, new Materialised(asset.ref(), written));
        tenants.put(guid, asset.tenant());
      }
      if (asset.deleted() || !asset.classifications().isEmpty()) {
        origins.put(
            guid,
            new Origin(
                asset.deleted(),
                asset.classifications().stream()
                    .map(Classification::typeName)
                    .collect(Collectors.toUnmodifiableSet())));
      }
    }

    /** What deleted and purged origins left: nobody but the assets that have it knows of it. */
    List<Op> remains(GraphScan scan, long position) {
      Map<WrittenClassification, Boolean> ended = new HashMap<>();
      Map<String, Left> left = new LinkedHashMap<>();
      materialised.forEach(
          (guid, asset) -> {
            TenantId tenant = Objects.requireNonNull(tenants.get(guid));
            for (String text : asset.written()) {
              WrittenClassification written = WrittenClassification.parse(text);
              if (ended.computeIfAbsent(written, one -> isEnded(one, tenant, scan))) {
                left.computeIfAbsent(
                        written.typeName() + '@' + written.origin(),
                        key -> new Left(tenant, classification(written), new ArrayList<>()))
                    .assets()
                    .add(guid);
              }
            }
          });
      return left.values().stream().map(one -> one.at(position)).toList();
    }

    private boolean isEnded(WrittenClassification written, TenantId tenant, GraphScan scan) {
      Origin origin = origins.get(written.origin());
      return origin == null
          ? written.whole().isPresent() && !scan.isActive(tenant, written.origin())
          : origin.deleted()
              && origin.classifications().contains(written.typeName())
              && (written.whole().isPresent() || !mayBeDerived(written, tenant));
    }

    /** What a rule derives has the origin of its cause, and is never written whole. */
    private boolean mayBeDerived(WrittenClassification written, TenantId tenant) {
      return rules.getOrDefault(tenant, RuleSet.STANDARD).derivations().stream()
          .anyMatch(rule -> rule.as().equals(written.typeName()));
    }
  }

  private record Left(TenantId tenant, Classification classification, List<Guid> assets) {
    Op at(long position) {
      return new Op.Remain(new At(tenant, position, 0), classification, assets);
    }
  }

  /** Of one that is not written whole the deleted origin knows the rest. */
  private static Classification classification(WrittenClassification written) {
    return written
        .whole()
        .orElseGet(() -> new Classification(written.typeName(), written.origin()));
  }
}
