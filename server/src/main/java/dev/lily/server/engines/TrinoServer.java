package dev.lily.server.engines;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Trino in a process of its own, with catalogs that live in its memory. */
public final class TrinoServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final int LOOK_MILLIS = 100;
  private static final int SHOWN_LINES = 40;

  private final Process process;
  private final Path folder;
  private final int port;

  private TrinoServer(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param folder where it runs; left to the caller, with the log in it
   * @throws IOException it did not start; the message has the end of its log
   */
  public static TrinoServer start(
      TrinoInstallation installation, Path folder, TrinoAccess access, List<String> memoryCatalogs)
      throws IOException, InterruptedException {
    int port = freePort();
    TrinoFiles.write(folder, installation.home(), port, access, memoryCatalogs);
    Process process =
        new ProcessBuilder(command(installation, folder))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("trino.log").toFile())
            .start();
    TrinoServer trino = new TrinoServer(process, folder, port);
    try {
      trino.awaitReady();
      for (String catalog : memoryCatalogs) {
        trino.awaitNode(catalog + ".default.lily_ready");
      }
      return trino;
    } catch (IOException | InterruptedException failed) {
      trino.close();
      throw failed;
    }
  }

  private static List<String> command(TrinoInstallation installation, Path folder) {
    List<String> command = new ArrayList<>();
    command.add(installation.java().toString());
    // Short-lived and small: what the optimising compiler gains does not come back.
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-Djdk.attach.allowAttachSelf=true",
            "--add-modules=jdk.incubator.vector",
            "-Dnode.environment=lily",
            "-Dnode.id=lily",
            "-Dnode.data-dir=" + folder.resolve("data"),
            "-Dconfig=etc/config.properties",
            "-cp",
            installation.home().toAbsolutePath().resolve("lib") + File.separator + "*",
            "io.trino.server.TrinoServer"));
    return command;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** Like {@code http://127.0.0.1:8080}. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** What it said, for a failure. */
  public Path log() {
    return folder.resolve("trino.log");
  }

  private void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    HttpRequest question = HttpRequest.newBuilder(URI.create(url() + "/v1/info")).build();
    HttpClient client = HttpClient.newHttpClient();
    while (!isReady(client, question)) {
      if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        throw new IOException("Trino did not start: " + endOfLog());
      }
    }
  }

  /** Trino answers some moments before its only node is known to have the catalog. */
  private void awaitNode(String table) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    TrinoClient client = new TrinoClient(url());
    boolean known = false;
    while (!known) {
      try {
        client.query("lily", "CREATE TABLE IF NOT EXISTS " + table + " (one integer)");
        client.query("lily", "INSERT INTO " + table + " VALUES 1");
        client.query("lily", "SELECT one FROM " + table);
        client.query("lily", "DROP TABLE " + table);
        known = true;
      } catch (QueryException refused) {
        boolean early = String.valueOf(refused.getMessage()).contains("odes available");
        if (!early
            || System.nanoTime() > deadline
            || process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new IOException("Trino did not start: " + refused.getMessage(), refused);
        }
      }
    }
  }

  private static boolean isReady(HttpClient client, HttpRequest question)
      throws InterruptedException {
    try {
      return client.send(question, BodyHandlers.ofString()).body().contains("\"starting\":false");
    } catch (IOException notYet) {
      return false;
    }
  }

  private String endOfLog() throws IOException {
    List<String> lines = Files.readAllLines(log());
    return String.join(
        System.lineSeparator(),
        lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }

  /** Ends it: politely at first. Its memory, tables included, is gone. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
