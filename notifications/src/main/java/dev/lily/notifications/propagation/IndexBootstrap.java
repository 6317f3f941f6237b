package dev.lily.notifications.propagation;

import dev.lily.graph.TenantId;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.WrittenClassification;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Op;
import dev.lily.graph.lineage.Op.At;
import dev.lily.graph.store.GraphScan;
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
  private final TypeCatalog types;

  public IndexBootstrap(ClassificationIndex index, TypeCatalog types) {
    this.index = index;
    this.types = types;
  }

  /**
   * An asset with propagated classifications as the graph has them.
   *
   * @param written texts of {@link WrittenClassification}
   */
  public record Materialised(AssetRef asset, List<String> written) {}

  /**
   * Reads the graph, a chunk of assets at a time: all of them with their relationships are many
   * times as large as the index.
   *
   * @param position up to where the change log is surely in the graph
   * @return the assets that have propagated classifications in the graph, by guid
   */
  public Map<Guid, Materialised> load(GraphScan scan, long position) {
    Found found = new Found();
    List<PlainAsset> plain = new ArrayList<>();
    Map<Set<String>, Set<String>> distinct = new HashMap<>();
    List<Scanned> chunk = new ArrayList<>(CHUNK);
    scan.read(
        LineageEdges::isEdge,
        (tenant, guid, aspects) ->
            plain.add(
                new PlainAsset(tenant, guid, distinct.computeIfAbsent(aspects, same -> same))),
        asset -> {
          found.note(asset);
          chunk.add(asset);
          if (chunk.size() == CHUNK) {
            apply(chunk, position);
          }
        });
    apply(chunk, position);
    applyPlain(plain, position);
    index.apply(found.remains(scan, position));
    index.advance(position);
    return found.materialised;
  }

  /** Assets come before relationships, which make those known that have nothing else to tell. */
  private void apply(List<Scanned> chunk, long position) {
    OpBatch batch = batch();
    for (Scanned asset : chunk) {
      At at = new At(asset.tenant(), position, 0);
      asset.rules().ifPresent(rules -> batch.put(at, rules));
      batch.put(
          new Op.PutAsset(
              at,
              asset.ref(),
              asset.classifications(),
              asset.deleted(),
              asset.certificate(),
              asset.aspects()));
    }
    for (Scanned asset : chunk) {
      At at = new At(asset.tenant(), position, 0);
      asset.relationships().forEach(relationship -> batch.put(at, relationship));
    }
    index.apply(batch.changes());
    chunk.clear();
  }

  /** Which of the plain assets belong into the index is known when all relationships are. */
  private void applyPlain(List<PlainAsset> plain, long position) {
    for (int from = 0; from < plain.size(); from += CHUNK) {
      OpBatch batch = batch();
      for (PlainAsset asset : plain.subList(from, Math.min(from + CHUNK, plain.size()))) {
        At at = new At(asset.tenant(), position, 0);
        index
            .lineage()
            .find(asset.tenant(), asset.guid())
            .ifPresent(
                ref -> batch.put(new Op.PutAsset(at, ref, List.of(), false, "", asset.aspects())));
      }
      index.apply(batch.changes());
    }
  }

  private OpBatch batch() {
    return new OpBatch(index.lineage(), types.types(), (tenant, guid) -> Set.of());
  }

  private record PlainAsset(TenantId tenant, Guid guid, Set<String> aspects) {}

  /** An asset that classifications come from, or came from before it was deleted. */
  private record Origin(boolean deleted, Set<String> classifications) {}

  /** What has to be known of all assets after the last one was read. */
  private static final class Found {
    final Map<Guid, Materialised> materialised = new HashMap<>();
    private final Map<Guid, TenantId> tenants = new HashMap<>();
    private final Map<Guid, Origin> origins = new HashMap<>();
    private final Map<List<String>, List<String>> distinct = new HashMap<>();

    void note(Scanned asset) {
      Guid guid = asset.ref().guid();
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
          : origin.deleted() && origin.classifications().contains(written.typeName());
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
