package dev.lily.bench;

import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.RelationshipInput;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.type.BuiltInModels;
import dev.lily.graph.type.Revision;
import dev.lily.notifications.openlineage.OpenLineageNames;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the columns of a {@link LineageGraph} into a catalog, with tables that contain them. */
final class StoredWarehouse {
  private static final RequestContext CONTEXT =
      new RequestContext(
          TenantId.DEFAULT, new Principal("bench", Set.of(), Set.of()), Clock.systemUTC(), "bench");
  private static final int COLUMNS = 20;
  private static final int TABLES_PER_BATCH = 50;
  private static final int EDGES_PER_BATCH = 2_000;
  private static final int SETTLED_AT_ONCE = 100;

  private final LineageGraph graph;
  private final GraphCatalog catalog;
  private int batches;

  StoredWarehouse(LineageGraph graph, GraphCatalog catalog) {
    this.graph = graph;
    this.catalog = catalog;
  }

  void write() {
    catalog
        .types()
        .create(
            CONTEXT,
            BuiltInModels.install(catalog.types().types(), new Revision("bench", 0)).types());
    int step = COLUMNS * TABLES_PER_BATCH;
    for (int from = 0; from < graph.nodes(); from += step) {
      List<AssetInput> inputs = new ArrayList<>();
      for (int id = from; id < Math.min(graph.nodes(), from + step); id++) {
        if (id % COLUMNS == 0) {
          inputs.add(table(id));
        }
        inputs.add(column(id));
      }
      apply(new AssetBatch(inputs, false));
    }
    for (int from = 0; from < graph.from().length; from += EDGES_PER_BATCH) {
      link(from, Math.min(graph.from().length, from + EDGES_PER_BATCH));
    }
    settle();
  }

  private void apply(AssetBatch batch) {
    catalog.apply(CONTEXT, batch);
    if (++batches % SETTLED_AT_ONCE == 0) {
      settle();
    }
  }

  /** Nobody publishes the changes here, and the next start would make up for them. */
  private void settle() {
    catalog.traversal(CONTEXT.tenant()).getGraph().tx().rollback();
    catalog.outbox().acknowledge(catalog.outbox().head());
  }

  private AssetInput table(int id) {
    String name = nameOfTable(id);
    return new AssetInput(
        "-" + (id / COLUMNS + 1),
        OpenLineageNames.DATASET,
        Map.of("qualifiedName", name, "name", name.substring(name.lastIndexOf('.') + 1)),
        Map.of());
  }

  private AssetInput column(int id) {
    String name = graph.name().apply(id);
    return new AssetInput(
        "",
        OpenLineageNames.COLUMN,
        Map.of(
            "qualifiedName",
            name,
            "name",
            name.substring(name.indexOf('#') + 1),
            "dataType",
            "varchar(200)",
            "ordinal",
            id % COLUMNS,
            "description",
            "Column " + id % COLUMNS + " of a made-up table"),
        Map.of("dataset", Map.of("guid", "-" + (id / COLUMNS + 1))));
  }

  private String nameOfTable(int id) {
    String name = graph.name().apply(id);
    return name.substring(0, name.indexOf('#'));
  }

  private void link(int from, int until) {
    List<RelationshipInput> edges = new ArrayList<>();
    for (int edge = from; edge < until; edge++) {
      edges.add(
          new RelationshipInput(
              OpenLineageNames.COLUMN_LINEAGE,
              key(graph.from()[edge]),
              key(graph.to()[edge]),
              Map.of("transformations", List.of(transformation(graph.to()[edge] / COLUMNS)))));
    }
    apply(new AssetBatch(List.of(), edges, List.of(), List.of(), Map.of(), false));
  }

  private static Map<String, Object> transformation(int table) {
    return Map.of(
        "job",
        "warehouse/load_%05d".formatted(table),
        "type",
        "DIRECT",
        "subtype",
        "IDENTITY",
        "masking",
        false);
  }

  private AssetKey key(int id) {
    return new AssetKey(OpenLineageNames.COLUMN, graph.name().apply(id));
  }
}
