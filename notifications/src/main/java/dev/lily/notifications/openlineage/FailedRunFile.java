package dev.lily.notifications.openlineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Failed runs in a file, a line each: epoch milliseconds, tenant and run, with tabs between. Old
 * lines go when the file is opened and when it has twice as many lines as runs are kept.
 */
public final class FailedRunFile implements FailedRuns, AutoCloseable {
  private record Key(TenantId tenant, String runId) {}

  private final Path file;
  private final int limit;
  private final Duration age;
  private final Clock clock;
  private final Map<Key, Long> failed = new LinkedHashMap<>();
  private FileChannel channel;
  private int lines;

  /**
   * Reads what is left of the last run of the server.
   *
   * @param limit how many runs are remembered at most, the latest ones
   * @param age how long a run is remembered
   */
  public FailedRunFile(Path file, int limit, Duration age, Clock clock) {
    this.file = file;
    this.limit = limit;
    this.age = age;
    this.clock = clock;
    try {
      if (Files.exists(file)) {
        Files.readAllLines(file, UTF_8).forEach(this::read);
      }
      channel = rewrite();
    } catch (IOException fault) {
      throw new UncheckedIOException("failed runs cannot be kept in " + file, fault);
    }
  }

  /** A line that a crash cut short is none. */
  private void read(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length == 3
        && !fields[0].isEmpty()
        && fields[0].chars().allMatch(Character::isDigit)) {
      failed.put(new Key(new TenantId(fields[1]), fields[2]), Long.parseLong(fields[0]));
    }
  }

  private FileChannel rewrite() throws IOException {
    forgetOld();
    StringBuilder text = new StringBuilder();
    failed.forEach((key, time) -> text.append(line(key, time)));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, text, UTF_8);
    try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    lines = failed.size();
    return FileChannel.open(file, StandardOpenOption.APPEND);
  }

  private static String line(Key key, long time) {
    return time + "\t" + key.tenant().value() + "\t" + key.runId() + "\n";
  }

  private void forgetOld() {
    long oldest = clock.millis() - age.toMillis();
    Iterator<Long> times = failed.values().iterator();
    while (times.hasNext()) {
      if (times.next() >= oldest && failed.size() <= limit) {
        return;
      }
      times.remove();
    }
  }

  @Override
  public synchronized void add(TenantId tenant, String runId) {
    Key key = new Key(tenant, runId);
    if (failed.containsKey(key)) {
      return;
    }
    long now = clock.millis();
    try {
      ByteBuffer line = ByteBuffer.wrap(line(key, now).getBytes(UTF_8));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
      failed.put(key, now);
      forgetOld();
      if (++lines > 2 * limit) {
        channel.close();
        channel = rewrite();
      }
    } catch (IOException fault) {
      throw new CatalogException(
          ErrorCode.UNAVAILABLE,
          "that run %s failed cannot be written to %s: %s; send the event again"
              .formatted(runId, file, fault.getMessage()),
          fault);
    }
  }

  @Override
  public synchronized boolean contains(TenantId tenant, String runId) {
    Long time = failed.get(new Key(tenant, runId));
    return time != null && time >= clock.millis() - age.toMillis();
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
