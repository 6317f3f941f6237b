package dev.lily.graph.lineage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;

/** A snapshot that nobody sees yet; closing it unpublished leaves nothing behind. */
public final class SnapshotDraft implements Closeable {
  private final FileChannel channel;
  private final BlockWriter out;
  private final Path draft;
  private final Path target;

  SnapshotDraft(FileChannel channel, Path draft, Path target) {
    this.channel = channel;
    this.out = new BlockWriter(channel);
    this.draft = draft;
    this.target = target;
  }

  void write(ClassificationIndex index, SnapshotLabel label) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(SnapshotFile.START);
    start.putLong(SnapshotFile.MAGIC).putInt(SnapshotFile.VERSION).flip();
    while (start.hasRemaining()) {
      channel.write(start);
    }
    out.putLater(SnapshotPart.LABEL, List.of(label));
    index.save(out);
  }

  /**
   * Completes the file, makes it durable and puts it in the place of the last one.
   *
   * @param waiting assets whose propagated classifications were not in the graph at the time of the
   *     draft or later
   */
  public void publish(Collection<SnapshotFile.Waiting> waiting) throws IOException {
    out.putLater(SnapshotPart.WAITING, waiting);
    out.finish();
    channel.force(true);
    channel.close();
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(draft);
  }
}
