package dev.lily.notifications.propagation;

import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Op.At;
import dev.lily.graph.store.GraphScan;
import dev.lily.graph.store.GraphScan.Scanned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
   * @param written {@code NAME@origin guid} for each
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
    scan.read(
        LineageEdges::isEdge,
        asset -> {
          assets.add(asset);
          if (!asset.propagated().isEmpty()) {
            materialised.put(asset.ref().guid(), new Materialised(asset.ref(), asset.propagated()));
          }
        });
    OpBatch batch = new OpBatch(index.lineage(), types.types());
    for (Scanned asset : assets) {
      At at = new At(asset.tenant(), position, 0);
      batch.put(at, asset.ref(), asset.classifications(), asset.deleted());
    }
    for (Scanned asset : assets) {
      for (Relationship relationship : asset.relationships()) {
        batch.put(new At(asset.tenant(), position, 0), relationship);
      }
    }
    index.apply(batch.changes());
    index.advance(position);
    return materialised;
  }
}
