package dev.lily.graph.store;

import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.type.TypesDefCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Writes tables from four threads until it is killed: {@code folder prefix}. Each table whose write
 * has returned is printed, {@code + name}.
 */
final class StoreWriter {
  static final int COLUMNS = 5;
  static final RequestContext CONTEXT =
      new RequestContext(
          TenantId.DEFAULT, new Principal("etl", Set.of(), Set.of()), Clock.systemUTC(), "crash");

  private StoreWriter() {}

  public static void main(String[] arguments) throws IOException {
    GraphCatalog catalog = GraphCatalog.open(StoreSettings.embedded(Path.of(arguments[0])));
    if (catalog.types().types().findEntityType("table").isEmpty()) {
      try (InputStream json = GraphCatalogIT.class.getResourceAsStream("types.json")) {
        catalog.types().create(CONTEXT, TypesDefCodec.decode(json.readAllBytes()));
      }
    }
    for (int thread = 0; thread < 4; thread++) {
      String prefix = arguments[1] + "x" + thread + "x";
      new Thread(() -> write(catalog, prefix)).start();
    }
  }

  private static void write(GraphCatalog catalog, String prefix) {
    for (int i = 0; true; i++) {
      String name = "db." + prefix + i + "@cl1";
      catalog.apply(CONTEXT, new AssetBatch(table(name), false));
      System.out.println("+ " + name);
      if (i % 3 == 2) {
        catalog.outbox().acknowledge(catalog.outbox().head() - 5);
      }
    }
  }

  private static List<AssetInput> table(String name) {
    List<AssetInput> inputs = new ArrayList<>();
    inputs.add(
        new AssetInput(
            "-1",
            "table",
            Map.of("qualifiedName", name, "name", name.substring(3, name.indexOf('@'))),
            Map.of()));
    IntStream.range(0, COLUMNS)
        .forEach(
            i ->
                inputs.add(
                    new AssetInput(
                        "",
                        "column",
                        Map.of("qualifiedName", column(name, i), "name", "c" + i),
                        Map.of("table", Map.of("guid", "-1")))));
    return inputs;
  }

  static String column(String table, int number) {
    return table.replace("@", ".c" + number + "@");
  }
}
