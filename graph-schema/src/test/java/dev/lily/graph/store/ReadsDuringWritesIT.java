package dev.lily.graph.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.type.TypesDefCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadsDuringWritesIT {
  private static final int TABLES = 6;
  private static final int WRITERS = 3;
  private static final int READERS = 3;
  private static final int CHANGES = 40;
  private static final RequestContext CONTEXT = context("default");

  @TempDir private Path folder;
  private GraphCatalog catalog;

  @BeforeEach
  void open() throws IOException {
    catalog = GraphCatalog.open(StoreSettings.embedded(folder));
    try (InputStream json = GraphCatalogIT.class.getResourceAsStream("types.json")) {
      catalog.types().create(CONTEXT, TypesDefCodec.decode(json.readAllBytes()));
    }
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 6_000, 1 << 24})
  void showWhatWasAcknowledgedAndNeverGoBack(long cacheBytes) throws Exception {
    catalog.close();
    catalog = GraphCatalog.open(new StoreSettings(folder, Map.of(), cacheBytes));
    AtomicIntegerArray acknowledged = new AtomicIntegerArray(TABLES);
    for (int table = 0; table < TABLES; table++) {
      write(table, 1, acknowledged);
    }
    List<Callable<Void>> threads = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      threads.add(() -> writeAll(writer, acknowledged));
    }
    for (int i = 0; i < READERS; i++) {
      threads.add(() -> readAll(acknowledged));
    }
    ExecutorService executor = Executors.newFixedThreadPool(threads.size());
    try {
      for (Future<Void> end : executor.invokeAll(threads)) {
        end.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private Void writeAll(int writer, AtomicIntegerArray acknowledged) {
    for (int version = 2; version <= CHANGES; version++) {
      for (int table = writer; table < TABLES; table += WRITERS) {
        write(table, version, acknowledged);
        AssetView view = views(table).get(0);
        assertThat(version(view.asset())).isEqualTo(version);
        assertThat(active(view)).isEqualTo(columns(version));
        assertThat(views(table)).hasSize(1 + columns(version));
      }
    }
    return null;
  }

  private Void readAll(AtomicIntegerArray acknowledged) {
    int[] seen = new int[TABLES];
    while (seen[TABLES - 1] < CHANGES) {
      for (int table = 0; table < TABLES; table++) {
        int least = Math.max(seen[table], acknowledged.get(table));
        seen[table] = version(find(table));
        assertThat(seen[table]).isGreaterThanOrEqualTo(least);
        least = seen[table];
        seen[table] = version(views(table).get(0).asset());
        assertThat(seen[table]).isGreaterThanOrEqualTo(least);
      }
    }
    return null;
  }

  @Test
  void showDeletionsAndNewNames() {
    AtomicIntegerArray acknowledged = new AtomicIntegerArray(TABLES);
    write(0, 3, acknowledged);
    Guid table = find(0).guid();
    Guid column = views(0).get(1).asset().guid();

    catalog.apply(
        CONTEXT,
        new AssetBatch(
            List.of(
                new AssetInput(
                    column.toString(),
                    "column",
                    Map.of("qualifiedName", "new@c", "name", "new"),
                    Map.of())),
            false));
    assertThat(views(0).get(0).related())
        .anySatisfy(
            related -> {
              assertThat(related.displayText()).isEqualTo("new");
              assertThat(related.other().key().qualifiedName()).isEqualTo("new@c");
            });
    assertThat(catalog.find(CONTEXT, new AssetKey("column", "new@c"))).isPresent();

    catalog.delete(CONTEXT, List.of(column), DeleteMode.SOFT);
    assertThat(catalog.find(CONTEXT, column).orElseThrow().status()).isEqualTo(AssetStatus.DELETED);
    assertThat(views(0).get(0).related())
        .filteredOn(related -> related.other().guid().equals(column))
        .singleElement()
        .satisfies(
            related -> {
              assertThat(related.otherStatus()).isEqualTo(AssetStatus.DELETED);
              assertThat(related.relationship().status()).isEqualTo(AssetStatus.DELETED);
            });

    catalog.delete(CONTEXT, List.of(table), DeleteMode.HARD);
    assertThat(catalog.find(CONTEXT, table)).isEmpty();
    assertThat(catalog.find(CONTEXT, new AssetKey("table", "t0@c"))).isEmpty();
    assertThat(catalog.view(CONTEXT, table)).isEmpty();
  }

  @Test
  void showNothingToAnotherTenant() {
    write(0, 3, new AtomicIntegerArray(TABLES));
    Guid table = find(0).guid();
    RequestContext other = context("other");

    assertThat(views(0)).isNotEmpty();
    assertThat(catalog.find(other, table)).isEmpty();
    assertThat(catalog.find(other, new AssetKey("table", "t0@c"))).isEmpty();
    assertThat(catalog.viewWithOwned(other, table)).isEmpty();
    assertThat(catalog.findAll(other, List.of(table))).isEmpty();
  }

  private void write(int table, int version, AtomicIntegerArray acknowledged) {
    List<AssetInput> inputs = new ArrayList<>();
    List<Object> references = new ArrayList<>();
    for (int column = 0; column < columns(version); column++) {
      String guid = String.valueOf(-2 - column);
      String name = "c" + column;
      references.add(Map.of("guid", guid, "typeName", "column"));
      inputs.add(
          new AssetInput(
              guid,
              "column",
              Map.of("qualifiedName", "t" + table + '.' + name + "@c", "name", name),
              Map.of()));
    }
    inputs.add(
        new AssetInput(
            "-1",
            "table",
            Map.of(
                "qualifiedName", "t" + table + "@c", "name", "t" + table, "rows", (long) version),
            Map.of("columns", references)));
    catalog.apply(CONTEXT, new AssetBatch(inputs, false));
    acknowledged.set(table, version);
  }

  private static int columns(int version) {
    return 1 + version % 3;
  }

  private static long active(AssetView view) {
    return view.related().stream()
        .filter(related -> related.relationship().status() == AssetStatus.ACTIVE)
        .count();
  }

  private List<AssetView> views(int table) {
    return catalog.viewWithOwned(CONTEXT, find(table).guid());
  }

  private Asset find(int table) {
    return catalog.find(CONTEXT, new AssetKey("table", "t" + table + "@c")).orElseThrow();
  }

  private static int version(Asset asset) {
    return ((Number) asset.attributes().get("rows")).intValue();
  }

  private static RequestContext context(String tenant) {
    return new RequestContext(
        new TenantId(tenant), new Principal("etl", Set.of(), Set.of()), Clock.systemUTC(), "r-1");
  }
}
