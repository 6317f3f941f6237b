package dev.lily.server.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The folder of everything Lily keeps. One process holds it at a time, proved by the lock on {@code
 * lily.lock}, which dies with the process; {@code server.json} tells who that is.
 */
public final class DataFolder implements AutoCloseable {
  /** Raised when an older Lily could no longer read what this one writes. */
  static final int FORMAT = 2;

  private static final long PATIENCE_NANOS = 300_000_000;

  private final Path root;
  private final FileLock lock;

  private DataFolder(Path root, FileLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Takes the folder, making it when it is not there, and tells the commands who has it.
   *
   * @throws StartException when another process has it, or a newer Lily wrote it
   */
  public static DataFolder open(Path root, ServerState state) {
    try {
      PrivateFile.folder(root);
      FileLock lock = patientLock(root);
      if (lock == null) {
        throw new StartException(ExitCode.DATA_IN_USE, inUse(root));
      }
      checkFormat(root, lock);
      DataFolder folder = new DataFolder(root, lock);
      folder.publish(state);
      return folder;
    } catch (IOException e) {
      throw new StartException(
          ExitCode.FAILED,
          "data folder " + root + " cannot be used: " + e + "; set another lily.data.folder",
          e);
    }
  }

  /** The state of the server that has the folder now; absent when none does. */
  public static Optional<ServerState> running(Path root) {
    if (!Files.exists(root.resolve("lily.lock"))) {
      return Optional.empty();
    }
    try {
      FileLock free = lock(root);
      if (free != null) {
        free.acquiredBy().close();
        return Optional.empty();
      }
      return published(root);
    } catch (IOException e) {
      throw new UncheckedIOException("the state of " + root + " cannot be read", e);
    }
  }

  /** What the last server told, whether it still runs or not; does not touch the lock. */
  public static Optional<ServerState> published(Path root) {
    try {
      return Optional.of(mapper().readValue(stateFile(root).toFile(), ServerState.class));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(stateFile(root) + " cannot be read", e);
    }
  }

  /** Tells the commands how it stands. */
  public void publish(ServerState state) {
    try {
      PrivateFile.write(stateFile(root), mapper().writeValueAsBytes(state));
    } catch (IOException e) {
      throw new UncheckedIOException(stateFile(root) + " cannot be written", e);
    }
  }

  public Path path() {
    return root;
  }

  /** A subfolder, made when it is not there. */
  public Path folder(String name) {
    try {
      return PrivateFile.folder(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be made in " + root, e);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(stateFile(root));
    lock.acquiredBy().close();
  }

  /** A command that asks who has the folder holds the lock for an instant; that is waited for. */
  private static @Nullable FileLock patientLock(Path root) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    FileLock lock = lock(root);
    while (lock == null && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PATIENCE_NANOS / 20);
      lock = lock(root);
    }
    return lock;
  }

  private static @Nullable FileLock lock(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(
            root.resolve("lily.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      }
      return lock;
    } catch (OverlappingFileLockException e) {
      channel.close();
      return null;
    }
  }

  private static void checkFormat(Path root, FileLock lock) throws IOException {
    Path file = root.resolve("VERSION");
    String text = Files.exists(file) ? Files.readString(file).strip() : "0";
    if (!text.matches("\\d{1,6}") || Integer.parseInt(text) > FORMAT) {
      lock.acquiredBy().close();
      throw new StartException(
          ExitCode.DATA_FROM_NEWER_VERSION,
          "data folder %s has format '%s'; this Lily knows formats up to %d. Start the newer Lily"
                  .formatted(root, text, FORMAT)
              + " that wrote it, or set another lily.data.folder");
    }
    if (Integer.parseInt(text) < FORMAT) {
      PrivateFile.write(file, (FORMAT + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String inUse(Path root) {
    String who = published(root).map(s -> "process " + s.pid()).orElse("another process");
    return "data folder %s is in use by %s; stop it with ./lily stop, or set another"
            .formatted(root, who)
        + " lily.data.folder";
  }

  private static Path stateFile(Path root) {
    return root.resolve("server.json");
  }

  private static ObjectMapper mapper() {
    return JsonMapper.builder().addModule(new JavaTimeModule()).build();
  }
}
