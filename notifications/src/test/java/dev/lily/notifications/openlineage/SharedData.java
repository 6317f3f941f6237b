package dev.lily.notifications.openlineage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Recorded metadata that lies beside the project; tests that need it are skipped without it. */
final class SharedData {
  private SharedData() {}

  static Path folder(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("shared/data"))) {
      folder = folder.getParent();
    }
    Assumptions.assumeTrue(folder != null, "no shared/data above the working folder");
    Path found = folder.resolve("shared/data").resolve(name);
    Assumptions.assumeTrue(Files.isDirectory(found), "no shared/data/" + name);
    return found;
  }

  /** The JSON files below, in the order of their paths. */
  static List<Path> jsonFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Path file(Path folder, String name) {
    return jsonFiles(folder).stream()
        .filter(file -> file.getFileName().toString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static List<byte[]> sparkEvents() {
    return jsonFiles(folder("openlineage-spark")).stream().map(SharedData::read).toList();
  }
}
