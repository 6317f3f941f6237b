package dev.lily.server.engines;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes the folder in which a Trino runs. */
final class TrinoFiles {
  private TrinoFiles() {}

  /** Everything under {@code etc}, and a link to the plug-ins. */
  static void write(
      Path folder, Path home, int port, TrinoAccess access, List<String> memoryCatalogs)
      throws IOException {
    Path etc = Files.createDirectories(folder.resolve("etc"));
    Path catalogs = Files.createDirectories(etc.resolve("catalog"));
    for (String catalog : memoryCatalogs) {
      Files.writeString(catalogs.resolve(catalog + ".properties"), "connector.name=memory\n");
    }
    copy("config.properties", etc, Map.of("8080", String.valueOf(port)));
    for (String file : access.files()) {
      copy(file, etc, access.values());
    }
    for (String linked : List.of("plugin", "secrets-plugin")) {
      Path link = folder.resolve(linked);
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, home.resolve(linked).toAbsolutePath());
      }
    }
  }

  private static void copy(String resource, Path etc, Map<String, String> values)
      throws IOException {
    String text = text(resource);
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace(value.getKey(), value.getValue());
    }
    Files.writeString(etc.resolve(resource.substring(resource.indexOf('/') + 1)), text);
  }

  /** A file as the documentation shows it. */
  static String text(String resource) throws IOException {
    try (InputStream file = TrinoFiles.class.getResourceAsStream("trino/" + resource)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
