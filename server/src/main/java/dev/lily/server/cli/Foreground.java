package dev.lily.server.cli;

import dev.lily.server.operations.RunningServer;
import dev.lily.server.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Runs the server in this process, and says so. */
final class Foreground {
  private final Surroundings here;
  private final ServerStarter starter;
  private final Screen screen;

  Foreground(Surroundings here, ServerStarter starter, Screen screen) {
    this.here = here;
    this.starter = starter;
    this.screen = screen;
  }

  /** Starts; the server closes with the process, whatever ends it. */
  RunningServer start(Settings settings) {
    return start(settings, () -> {});
  }

  /**
   * The same.
   *
   * @param before what is ended before the server, when a signal ends the process
   */
  RunningServer start(Settings settings, Runnable before) {
    long begin = System.nanoTime();
    screen.title("Lily " + here.version());
    RunningServer server =
        starter.start(settings, here.dataFolder(settings), new ScreenProgress(screen));
    Thread stop =
        new Thread(
            () -> {
              before.run();
              server.close();
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    screen.blank();
    screen.line(
        "ready in", screen.good(Durations.text(Duration.ofNanos(System.nanoTime() - begin))));
    return server;
  }

  /** Where it is and how to get in. */
  void introduce(RunningServer server, Settings settings, String stop) {
    Path data = here.dataFolder(settings);
    String password =
        settings.security().adminPassword().isEmpty()
            ? "password in " + here.shown(data.resolve("secrets").resolve("admin-password"))
            : "password as set";
    screen.line("address", screen.strong(server.state().url()));
    screen.line("sign in", "user admin, " + password);
    screen.line("logs", here.shown(data.resolve("logs")));
    screen.line("stop", stop);
    screen.blank();
  }

  /** Waits until a signal ends the process. */
  static void waitForSignal() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
