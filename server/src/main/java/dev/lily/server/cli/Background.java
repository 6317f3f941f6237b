package dev.lily.server.cli;

import dev.lily.server.operations.DataFolder;
import dev.lily.server.operations.ExitCode;
import dev.lily.server.operations.PrivateFile;
import dev.lily.server.operations.ServerState;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts the server as a process of its own that outlives this terminal, and shows its start. */
final class Background {
  private static final int LOOK_MILLIS = 40;

  private final Surroundings here;
  private final Screen screen;

  Background(Surroundings here, Screen screen) {
    this.here = here;
    this.screen = screen;
  }

  int start(Path data, List<String> arguments) throws IOException, InterruptedException {
    Path console =
        PrivateFile.folder(PrivateFile.folder(data).resolve("logs")).resolve("console.log");
    Files.deleteIfExists(console);
    Files.createFile(console);
    Process process = process(console, arguments);
    long shown = 0;
    boolean ended = false;
    boolean ready = false;
    while (!ended && !ready) {
      ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      ready = isReady(data, process.pid());
      shown = show(console, shown);
    }
    return ended ? process.exitValue() : ExitCode.OK.number();
  }

  private Process process(Path console, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid");
    }
    command.addAll(launcher());
    command.addAll(List.of("start", "--foreground"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(here.home().toFile());
    builder.environment().put("LILY_COLOUR", screen.coloured() ? "always" : "never");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(console.toFile())
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .start();
  }

  private List<String> launcher() {
    String script = here.environment().get("LILY_LAUNCHER");
    if (script != null) {
      return List.of(script);
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        "dev.lily.server.Main");
  }

  private static boolean isReady(Path data, long pid) {
    Optional<ServerState> state = DataFolder.published(data);
    return state.filter(server -> server.ready() && server.pid() == pid).isPresent();
  }

  /** Shows what was added to the file since last time. */
  private long show(Path console, long from) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(console.toFile(), "r")) {
      byte[] added = new byte[(int) Math.max(0, file.length() - from)];
      file.seek(from);
      file.readFully(added);
      screen.raw(new String(added, StandardCharsets.UTF_8));
      return from + added.length;
    }
  }
}
