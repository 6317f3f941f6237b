package dev.lily.server.audit;

import dev.lily.graph.TenantId;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * JSON lines in {@code <folder>/<tenant>/decisions-<epoch ms of the first>.jsonl}. A file ends at
 * its size or after a day; files beyond the number or older than the retention are deleted. One
 * thread writes, many may read.
 */
public final class AuditFiles implements AuditDestination {
  private static final Duration DAY = Duration.ofDays(1);
  private static final String BEGIN = "decisions-";
  private static final String END = ".jsonl";

  private final Path folder;
  private final Limits limits;
  private final Clock clock;
  private final Map<TenantId, Current> open = new HashMap<>();

  /** How much is kept of each tenant. */
  public record Limits(long fileBytes, int files, Duration retention) {}

  private static final class Current {
    final Path path;
    final long begun;
    final OutputStream out;
    long size;

    Current(Path path, long begun) throws IOException {
      this.path = path;
      this.begun = begun;
      this.size = Files.exists(path) ? Files.size(path) : 0;
      this.out = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  public AuditFiles(Path folder, Limits limits, Clock clock) {
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public void write(TenantId tenant, List<byte[]> events) throws IOException {
    Current current = current(tenant);
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (byte[] event : events) {
      lines.write(event);
      lines.write('\n');
    }
    current.out.write(lines.toByteArray());
    current.size += lines.size();
  }

  private Current current(TenantId tenant) throws IOException {
    Current known = open.get(tenant);
    long now = clock.millis();
    if (known != null && known.size < limits.fileBytes() && now < known.begun + DAY.toMillis()) {
      return known;
    }
    if (known != null) {
      open.remove(tenant);
      known.out.close();
    }
    Path home = Files.createDirectories(folder.resolve(tenant.value()));
    List<Path> files = files(tenant);
    long begun = now;
    if (known == null && !files.isEmpty() && isRoomIn(files.get(0), now)) {
      begun = begun(files.get(0));
    } else if (!files.isEmpty()) {
      begun = Math.max(now, begun(files.get(0)) + 1);
    }
    Current next = new Current(home.resolve(BEGIN + begun + END), begun);
    open.put(tenant, next);
    tidy(tenant, now);
    return next;
  }

  private boolean isRoomIn(Path file, long now) throws IOException {
    return Files.size(file) < limits.fileBytes() && now < begun(file) + DAY.toMillis();
  }

  private void tidy(TenantId tenant, long now) throws IOException {
    List<Path> files = files(tenant);
    for (int i = 1; i < files.size(); i++) {
      long ended = begun(files.get(i - 1));
      if (i >= limits.files() || ended < now - limits.retention().toMillis()) {
        Files.deleteIfExists(files.get(i));
      }
    }
  }

  /** The files of the tenant, the newest first. */
  private List<Path> files(TenantId tenant) throws IOException {
    Path home = folder.resolve(tenant.value());
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(home)) {
      return all.filter(path -> path.getFileName().toString().matches("decisions-\\d+\\.jsonl"))
          .sorted(Comparator.comparingLong(AuditFiles::begun).reversed())
          .toList();
    }
  }

  private static long begun(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(BEGIN.length(), name.length() - END.length()));
  }

  /**
   * The latest lines that are wanted, the latest first.
   *
   * @param since epoch milliseconds; files that ended before are not read
   */
  List<String> latest(TenantId tenant, long since, Predicate<String> wanted, int limit)
      throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files(tenant)) {
      if (found.size() == limit || Files.getLastModifiedTime(file).toMillis() < since) {
        break;
      }
      Deque<String> last = new ArrayDeque<>();
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        String line = lines.readLine();
        while (line != null) {
          if (wanted.test(line)) {
            last.addFirst(line);
            if (last.size() > limit - found.size()) {
              last.removeLast();
            }
          }
          line = lines.readLine();
        }
      }
      found.addAll(last);
    }
    return found;
  }

  @Override
  public void close() {
    for (Current current : open.values()) {
      try {
        current.out.close();
      } catch (IOException fault) {
        throw new UncheckedIOException(current.path + " cannot be closed", fault);
      }
    }
    open.clear();
  }
}
