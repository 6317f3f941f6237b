package dev.lily.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** A server process that can be killed. */
final class CrashServer implements AutoCloseable {
  private final Path data;
  private final Process process;
  private final Writer door;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, CompletableFuture<String>> open = new ConcurrentHashMap<>();
  private final ConcurrentLinkedDeque<String> said = new ConcurrentLinkedDeque<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  private CrashServer(Path data, Process process) {
    this.data = data;
    this.process = process;
    this.door =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    Thread reader = new Thread(this::read, "crash-server-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts the process; it is not ready yet. */
  static CrashServer launch(Path data) {
    try {
      return new CrashServer(
          data,
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Dfile.encoding=UTF-8",
                  "-cp",
                  System.getProperty("java.class.path"),
                  CrashChild.class.getName(),
                  "start",
                  "--foreground",
                  "--set",
                  "lily.data.folder=" + data,
                  "--set",
                  "lily.server.port=0",
                  "--set",
                  "lily.kafka.port=0")
              .redirectErrorStream(true)
              .start());
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  void awaitReady() throws InterruptedException {
    try {
      ready.get(90, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException fault) {
      throw new AssertionError("the server did not start: " + String.join("\n", said), fault);
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heard(line);
      }
    } catch (IOException killed) {
      said.add(killed.toString());
    }
    ready.completeExceptionally(new IllegalStateException("the process ended"));
    open.values().forEach(answer -> answer.complete("failed: the process ended"));
  }

  private void heard(String line) {
    if (line.startsWith("@ ")) {
      String[] parts = line.split(" ", 3);
      CompletableFuture<String> answer = open.remove(Long.parseLong(parts[1]));
      if (answer != null) {
        answer.complete(parts[2]);
      }
    } else {
      said.add(line);
      if (line.contains("address")) {
        ready.complete(null);
      }
    }
  }

  /** The answer of the second door; "failed …" where there is none. */
  String ask(String command, String argument) {
    long number = numbers.incrementAndGet();
    CompletableFuture<String> answer = new CompletableFuture<>();
    open.put(number, answer);
    try {
      synchronized (door) {
        door.write(number + " " + command + " " + argument + "\n");
        door.flush();
      }
      if (!process.isAlive()) {
        answer.complete("failed: the process ended");
      }
      return answer.get(90, TimeUnit.SECONDS);
    } catch (IOException | ExecutionException | TimeoutException gone) {
      return "failed: " + gone;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return "failed: " + stopped;
    }
  }

  /** The status of the answer; 0 where there was none. */
  int post(String path, String body) {
    try {
      return client
          .send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString())
          .statusCode();
    } catch (IOException gone) {
      return 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  String get(String path) throws IOException, InterruptedException {
    return client.send(request(path).GET().build(), BodyHandlers.ofString()).body();
  }

  private HttpRequest.Builder request(String path) throws IOException {
    String url =
        "http://127.0.0.1:"
            + new ObjectMapper()
                .readTree(data.resolve("server.json").toFile())
                .path("port")
                .asInt();
    String password = Files.readString(data.resolve("secrets/admin-password")).strip();
    String login =
        Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Basic " + login);
  }

  List<String> said() {
    return List.copyOf(said);
  }

  /** SIGTERM: the process ends in order. */
  void stop() {
    process.destroy();
    process.onExit().join();
  }

  /** SIGKILL: the process learns nothing of it. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
