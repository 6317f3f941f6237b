package dev.lily.graph.type;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the tests of types share. */
final class Types {
  static final Revision REVISION = new Revision("ann", 1_000L, counted());

  private Types() {}

  /** Definitions from JSON with single quotes. */
  static TypesDef types(String json) {
    return TypesDefCodec.decode(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static TypeRegistry create(String json) {
    return create(TypeRegistry.empty(), json);
  }

  static TypeRegistry create(TypeRegistry registry, String json) {
    return registry.create(types(json), REVISION).registry();
  }

  static TypeRegistry builtIn() {
    return BuiltInModels.install(TypeRegistry.empty(), REVISION).registry();
  }

  private static Supplier<String> counted() {
    AtomicInteger count = new AtomicInteger();
    return () -> "guid-" + count.incrementAndGet();
  }

  /** A folder of the shared test data, which lies beside the project; empty where it is not. */
  static Optional<Path> sharedData(String folder) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path found = at.resolve("shared/data").resolve(folder);
      if (Files.isDirectory(found)) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
