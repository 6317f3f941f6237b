package dev.lily.graph.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEventCodec;
import dev.lily.graph.change.Outbox.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.tinkerpop.gremlin.structure.Vertex;
import org.janusgraph.core.JanusGraphTransaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes is killed: graph, outbox and search index agree when it is opened again.
 */
final class CrashOfStoreIT {
  private static final int ROUNDS = 3;

  @TempDir private Path folder;
  private final List<String> written = new ArrayList<>();

  @Test
  void losesNothingThatWasAcknowledged() throws Exception {
    long seed = Long.getLong("lily.crash.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      writeAndDie("r" + round, 20 + random.nextInt(60));
      check(seed);
    }
    assertThat(written).hasSizeGreaterThan(20 * ROUNDS);
  }

  private void writeAndDie(String prefix, int tables) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StoreWriter.class.getName(),
                folder.toString(),
                prefix)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      int seen = 0;
      for (String line = lines.readLine(); seen < tables && line != null; line = lines.readLine()) {
        if (line.startsWith("+ ")) {
          written.add(line.substring(2));
          seen++;
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private void check(long seed) {
    try (GraphCatalog catalog = GraphCatalog.open(StoreSettings.embedded(folder))) {
      Set<String> indexed = indexed(catalog);
      for (String name : written) {
        assertThat(find(catalog, "table", name)).as("seed %d: %s", seed, name).isPresent();
        assertThat(indexed).as("seed %d: search finds %s", seed, name).contains(name);
        for (int i = 0; i < StoreWriter.COLUMNS; i++) {
          assertThat(find(catalog, "column", StoreWriter.column(name, i)))
              .as("seed %d: column %d of %s", seed, i, name)
              .isPresent();
        }
      }
      assertThat(written).as("seed %d: a name twice", seed).doesNotHaveDuplicates();
      checkOutbox(catalog, seed);
    }
  }

  /** What waits to be published tells of what the graph has, without gaps. */
  private static void checkOutbox(GraphCatalog catalog, long seed) {
    long position = catalog.outbox().acknowledged();
    for (Entry entry : catalog.outbox().read(position, Integer.MAX_VALUE)) {
      assertThat(entry.position()).as("seed %d", seed).isEqualTo(++position);
      entry
          .messages()
          .forEach(
              message -> {
                ChangeEvent event = ChangeEventCodec.decode(message.value());
                Asset stored =
                    catalog.find(StoreWriter.CONTEXT, event.asset().guid()).orElseThrow();
                assertThat(stored.ref()).isEqualTo(event.asset().ref());
                assertThat(stored.attributes()).isEqualTo(event.asset().attributes());
              });
    }
    assertThat(position).isEqualTo(catalog.outbox().head());
  }

  private static Optional<Asset> find(GraphCatalog catalog, String type, String name) {
    return catalog.find(StoreWriter.CONTEXT, new AssetKey(type, name));
  }

  /** The tables that the search index has, read past our own search. */
  private static Set<String> indexed(GraphCatalog catalog) {
    Set<String> names = new HashSet<>();
    JanusGraphTransaction transaction = catalog.graph().buildTransaction().readOnly().start();
    try {
      transaction
          .indexQuery(GraphKeys.SEARCH_INDEX, "v.\"" + GraphKeys.TYPE_NAME + "\":table")
          .limit(100_000)
          .vertexStream()
          .forEach(
              found -> {
                Vertex vertex = found.getElement();
                names.add(vertex.value(GraphKeys.QUALIFIED_NAME));
              });
    } finally {
      transaction.rollback();
    }
    return names;
  }
}
