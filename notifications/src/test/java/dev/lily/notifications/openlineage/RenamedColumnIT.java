package dev.lily.notifications.openlineage;

import static dev.lily.notifications.openlineage.EventText.RUN_1;
import static dev.lily.notifications.openlineage.EventText.RUN_2;
import static dev.lily.notifications.openlineage.EventText.lifecycle;
import static dev.lily.notifications.openlineage.EventText.lineage;
import static dev.lily.notifications.openlineage.EventText.run;
import static dev.lily.notifications.openlineage.EventText.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.store.StoreSettings;
import dev.lily.graph.type.BuiltInModels;
import dev.lily.graph.type.Revision;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A column that was renamed in the catalog and is reported under its old name stays what it is. */
final class RenamedColumnIT {
  private static final AssetKey OLD = new AssetKey(OpenLineageNames.COLUMN, "db/t#x");
  private static final AssetKey NEW = new AssetKey(OpenLineageNames.COLUMN, "db/t#better");

  @Test
  void isNeitherANewColumnNorGone(@TempDir Path folder) {
    try (GraphCatalog catalog = GraphCatalog.open(StoreSettings.embedded(folder))) {
      catalog
          .types()
          .create(
              Ingestion.CONTEXT,
              BuiltInModels.install(catalog.types().types(), new Revision("test", 0)).types());
      OpenLineageIngest ingest = ingest(catalog);
      send(ingest, RUN_1, schema("x") + "," + lineage("x=s.a"));
      Asset column = catalog.find(Ingestion.CONTEXT, OLD).orElseThrow();
      AssetInput renamed =
          new AssetInput(
              column.guid().toString(),
              OpenLineageNames.COLUMN,
              Map.of("qualifiedName", NEW.qualifiedName()),
              Map.of());
      catalog.apply(Ingestion.CONTEXT, new AssetBatch(List.of(renamed), false));
      int edges = catalog.relationships(Ingestion.CONTEXT, column.guid()).size();

      send(ingest, RUN_2, lifecycle("OVERWRITE") + "," + schema("x") + "," + lineage("x=s.a"));

      Asset after = catalog.find(Ingestion.CONTEXT, NEW).orElseThrow();
      assertThat(after.guid()).isEqualTo(column.guid());
      assertThat(after.status()).isEqualTo(AssetStatus.ACTIVE);
      assertThat(catalog.find(Ingestion.CONTEXT, OLD))
          .hasValueSatisfying(found -> assertThat(found.guid()).isEqualTo(column.guid()));
      assertThat(catalog.relationships(Ingestion.CONTEXT, column.guid())).hasSize(edges);
      assertThat(ingest.counts()).isEqualTo(new IngestCounts(2, 0, 0, 0));
    }
  }

  private static OpenLineageIngest ingest(GraphCatalog catalog) {
    return new OpenLineageIngest(
        new OpenLineageParser(OpenLineageLimits.DEFAULT),
        new RunMerger(RunMerger.Limits.DEFAULT, Ingestion.CLOCK),
        new LineageMapper(catalog, Ingestion.CLOCK),
        catalog,
        (context, message, reason, source) -> {});
  }

  private static void send(OpenLineageIngest ingest, String runId, String facets) {
    String event = run("COMPLETE", runId, 1, "one").output("t", facets).toString();
    ingest.ingest(Ingestion.CONTEXT, event.getBytes(StandardCharsets.UTF_8));
  }
}
