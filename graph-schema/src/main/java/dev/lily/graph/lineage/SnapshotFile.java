package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Guid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A lineage index on disk. The file begins with {@code LILYLIDX} and the version of the format;
 * then come blocks with a checksum each. It is only ever replaced as a whole, and may be deleted at
 * any time: it is a copy.
 */
public final class SnapshotFile {
  /** To be raised whenever an older file would be misread. */
  static final int VERSION = 3;

  static final long MAGIC = 0x4C494C594C494458L;
  static final int START = 12;

  private final Path file;

  public SnapshotFile(Path file) {
    this.file = file;
  }

  /** An asset whose propagated classifications are not in the graph yet. */
  public record Waiting(TenantId tenant, Guid asset) {}

  /** What was in a file. */
  public record Loaded(ClassificationIndex index, SnapshotLabel label, List<Waiting> waiting) {
    public Loaded {
      waiting = List.copyOf(waiting);
    }
  }

  public boolean exists() {
    return Files.exists(file);
  }

  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /**
   * Begins a new file with the index as it is now. Changes wait until this returns; then they may
   * go on while the draft is published.
   *
   * @param label to which the caller keeps the index meanwhile
   */
  public SnapshotDraft draft(ClassificationIndex index, SnapshotLabel label) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    SnapshotDraft written = new SnapshotDraft(channel, draft, file);
    try {
      written.write(index, label);
      return written;
    } catch (IOException | RuntimeException fault) {
      written.close();
      throw fault;
    }
  }

  /**
   * Reads the file.
   *
   * @param refusal why a snapshot with this label cannot be used, if so
   * @throws SnapshotException where the file is damaged, of another version, or refused
   */
  public Loaded load(Function<SnapshotLabel, Optional<String>> refusal) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      checkStart(channel);
      BlockReader in = new BlockReader(channel);
      List<SnapshotLabel> labels = new ArrayList<>();
      in.getAll(SnapshotPart.LABEL, SnapshotLabel.class, labels::add);
      if (labels.isEmpty()) {
        throw new SnapshotException("is damaged (no label)");
      }
      SnapshotLabel label = labels.get(0);
      Optional<String> refused = refusal.apply(label);
      if (refused.isPresent()) {
        throw new SnapshotException(refused.get());
      }
      ClassificationIndex index = new ClassificationIndex();
      index.load(in, label.position());
      List<Waiting> waiting = new ArrayList<>();
      in.getAll(SnapshotPart.WAITING, Waiting.class, waiting::add);
      return new Loaded(index, label, waiting);
    }
  }

  private static void checkStart(FileChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(START);
    while (start.hasRemaining()) {
      if (channel.read(start) < 0) {
        throw new SnapshotException("is cut off");
      }
    }
    if (start.getLong(0) != MAGIC) {
      throw new SnapshotException("is none: it does not begin as one");
    }
    if (start.getInt(8) != VERSION) {
      throw new SnapshotException(
          "has version %d of the format instead of %d".formatted(start.getInt(8), VERSION));
    }
  }
}
