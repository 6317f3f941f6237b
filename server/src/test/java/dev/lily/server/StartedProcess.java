package dev.lily.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a start of the server in a process of its own came to. */
record StartedProcess(int exitCode, String output) {

  /** Starts, and waits for the end; the server is expected to refuse. */
  static StartedProcess run(Path data, String... settings)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "start",
                "--foreground",
                "--set=lily.data.folder=" + data,
                "--set=lily.kafka.port=0"));
    for (String setting : settings) {
      command.add("--set=" + setting);
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the server started: " + output);
      }
      return new StartedProcess(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }

  /** The lines that say why. */
  List<String> refusals() {
    return output.lines().filter(line -> line.startsWith("Lily cannot do this")).toList();
  }
}
