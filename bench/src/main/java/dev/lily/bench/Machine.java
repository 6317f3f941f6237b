package dev.lily.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the bench runs on: a figure without it means nothing. */
final class Machine {
  private Machine() {}

  static ObjectNode describe() {
    return Json.object()
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put("memoryMb", memoryMb())
        .put("jvm", Runtime.version().toString())
        .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
  }

  private static long memoryMb() {
    Path memory = Path.of("/proc/meminfo");
    try {
      return Files.exists(memory)
          ? ServerUsage.kilobytes(Files.readAllLines(memory), "MemTotal") / 1024
          : 0;
    } catch (IOException unreadable) {
      return 0;
    }
  }
}
