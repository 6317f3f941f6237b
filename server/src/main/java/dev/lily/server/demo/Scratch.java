package dev.lily.server.demo;

import dev.lily.server.cli.DemoStage;
import dev.lily.server.engines.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that goes with the demo. */
final class Scratch {
  private Scratch() {}

  static Path folder(DemoStage stage, String prefix) throws IOException {
    Path folder = Files.createTempDirectory(prefix);
    stage.keep(() -> Folders.remove(folder));
    return folder;
  }
}
