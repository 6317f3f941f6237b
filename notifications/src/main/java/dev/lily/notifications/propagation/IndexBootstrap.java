package dev.lily.notifications.propagation;

import dev.lily.graph.TenantId;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
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
import java.util.Optional;
import java.util.Set;

/** Builds the lineage index from the graph. */
public final class IndexBootstrap {
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
   * Reads the graph.
   *
   * @param position up to where the change log is surely in the graph
   * @return the assets that have propagated classifications in the graph, by guid
   */
  public Map<Guid, Materialised> load(GraphScan scan, long position) {
    Map<Guid, Materialised> materialised = new HashMap<>();
    List<Scanned> assets = new ArrayList<>();
    Map<Guid, Set<String>> plain = new HashMap<>();
    Map<Set<String>, Set<String>> distinct = new HashMap<>();
    scan.read(
        LineageEdges::isEdge,
        (guid, aspects) -> plain.put(guid, distinct.computeIfAbsent(aspects, same -> same)),
        asset -> {
          assets.add(asset);
          if (!asset.propagated().isEmpty()) {
            materialised.put(asset.ref().guid(), new Materialised(asset.ref(), asset.propagated()));
          }
        });
    OpBatch batch =
        new OpBatch(
            index.lineage(), types.types(), (tenant, guid) -> plain.getOrDefault(guid, Set.of()));
    for (Scanned asset : assets) {
      asset.rules().ifPresent(rules -> batch.put(new At(asset.tenant(), position, 0), rules));
    }
    for (Scanned asset : assets) {
      At at = new At(asset.tenant(), position, 0);
      batch.put(
          new Op.PutAsset(
              at,
              asset.ref(),
              asset.classifications(),
              asset.deleted(),
              asset.certificate(),
              asset.aspects()));
    }
    for (Scanned asset : assets) {
      for (Relationship relationship : asset.relationships()) {
        batch.put(new At(asset.tenant(), position, 0), relationship);
      }
    }
    index.apply(batch.changes());
    index.apply(remains(scan, assets, position));
    index.advance(position);
    return materialised;
  }

  /** What deleted and purged origins left: nobody but the assets that have it knows of it. */
  private static List<Op> remains(GraphScan scan, List<Scanned> assets, long position) {
    Map<Guid, Scanned> origins = new HashMap<>();
    assets.forEach(asset -> origins.put(asset.ref().guid(), asset));
    Map<WrittenClassification, Boolean> ended = new HashMap<>();
    Map<String, Left> left = new LinkedHashMap<>();
    for (Scanned asset : assets) {
      for (String text : asset.propagated()) {
        WrittenClassification written = WrittenClassification.parse(text);
        boolean remains =
            ended.computeIfAbsent(
                written,
                one -> isEnded(one, asset, Optional.ofNullable(origins.get(one.origin())), scan));
        if (remains) {
          left.computeIfAbsent(
                  written.typeName() + '@' + written.origin(),
                  key -> new Left(asset.tenant(), classification(written), new ArrayList<>()))
              .assets()
              .add(asset.ref().guid());
        }
      }
    }
    return left.values().stream().map(one -> one.at(position)).toList();
  }

  private static boolean isEnded(
      WrittenClassification written, Scanned asset, Optional<Scanned> origin, GraphScan scan) {
    return origin
        .map(
            known ->
                known.deleted()
                    && known.classifications().stream()
                        .anyMatch(own -> own.typeName().equals(written.typeName())))
        .orElseGet(
            () -> written.whole().isPresent() && !scan.isActive(asset.tenant(), written.origin()));
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
