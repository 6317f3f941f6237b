package dev.lily.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@link FollowerChild} that runs, and can be killed. */
final class FollowerProcess implements AutoCloseable {
  private static final Pattern FROM = Pattern.compile("from (\\d+)");
  private static final Pattern AT = Pattern.compile("at (\\d+) (\\w+)");

  private final Process process;
  private final Map<Long, String> digests = new ConcurrentHashMap<>();
  private final Queue<String> said = new ConcurrentLinkedQueue<>();
  private volatile long from = -1;

  private FollowerProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "follower-output");
    reader.setDaemon(true);
    reader.start();
  }

  static FollowerProcess launch(FollowerChild.Task task) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FollowerChild.class.getName())
            .redirectErrorStream(true)
            .start();
    // Closed only when the child shall end.
    Writer input = process.outputWriter(StandardCharsets.UTF_8);
    input.write(new ObjectMapper().writeValueAsString(task) + '\n');
    input.flush();
    return new FollowerProcess(process);
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heard(line);
      }
    } catch (IOException killed) {
      said.add(killed.toString());
    }
  }

  private void heard(String line) {
    Matcher at = AT.matcher(line);
    Matcher begin = FROM.matcher(line);
    if (at.matches()) {
      digests.put(Long.parseLong(at.group(1)), at.group(2));
    } else if (begin.matches()) {
      from = Long.parseLong(begin.group(1));
    } else {
      said.add(line);
    }
  }

  /** The position that it began with; negative before it began. */
  long from() {
    if (!process.isAlive() && from < 0) {
      throw new AssertionError("the process ended: " + said);
    }
    return from;
  }

  /** What it said of its index, by position. */
  Map<Long, String> digests() {
    return Map.copyOf(digests);
  }

  /** SIGKILL: the process learns nothing of it. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
      input.flush();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    } finally {
      kill();
    }
  }
}
