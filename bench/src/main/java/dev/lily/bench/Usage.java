package dev.lily.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the two processes have used up to now.
 *
 * @param clientCpu CPU time of this process
 * @param server of the server; absent without {@code --server-pid}
 * @param dataBytes in the files of the data folder; absent without {@code --data}
 */
record Usage(Duration clientCpu, Optional<ServerUsage> server, Optional<Long> dataBytes) {

  static Usage now(Optional<Long> serverPid, Optional<Path> data) {
    return new Usage(
        cpu(ProcessHandle.current()), serverPid.map(ServerUsage::of), data.map(Usage::bytesIn));
  }

  static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The bytes of all files below; files that vanish meanwhile count nothing. */
  static long bytesIn(Path folder) {
    AtomicLong bytes = new AtomicLong();
    try {
      Files.walkFileTree(folder, new Summing(bytes));
    } catch (IOException fault) {
      throw new BenchException("cannot read --data " + folder, fault);
    }
    return bytes.get();
  }

  private static final class Summing extends SimpleFileVisitor<Path> {
    private final AtomicLong bytes;

    Summing(AtomicLong bytes) {
      this.bytes = bytes;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes.addAndGet(attributes.size());
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException fault) {
      return FileVisitResult.CONTINUE;
    }
  }
}
