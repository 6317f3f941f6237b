package dev.lily.notifications.propagation;

import dev.lily.graph.TypeCatalog;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.SnapshotDraft;
import dev.lily.graph.lineage.SnapshotFile;
import dev.lily.graph.lineage.SnapshotFile.Loaded;
import dev.lily.graph.lineage.SnapshotLabel;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.notifications.log.LogExtent;
import dev.lily.notifications.log.LogPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshot of the lineage index of one catalog and one change log. For one thread at a time,
 * but for what it is told of types.
 */
public final class IndexSnapshots {
  private static final Logger LOG = LoggerFactory.getLogger(IndexSnapshots.class);

  private final SnapshotFile file;
  private final String catalog;
  private final LogExtent log;
  private final TypeCatalog types;
  private volatile KnownTypes known;
  private volatile boolean overtaken;

  /**
   * The snapshot in a file, if there is one.
   *
   * @param catalog the identity of the catalog
   * @param log as it is at the start
   */
  public IndexSnapshots(Path file, String catalog, LogExtent log, TypeCatalog types) {
    this.file = new SnapshotFile(file);
    this.catalog = catalog;
    this.log = log;
    this.types = types;
    this.known = new KnownTypes(types, Map.of());
  }

  /**
   * Reads the snapshot. One that cannot be used is deleted, and the log says why.
   *
   * @param head the newest position of the catalog
   */
  public Optional<Loaded> load(long head) {
    if (!file.exists()) {
      return Optional.empty();
    }
    try {
      Loaded loaded = file.load(label -> refusal(label, head));
      known = new KnownTypes(types, loaded.label().types());
      return Optional.of(loaded);
    } catch (IOException fault) {
      LOG.warn(
          "the snapshot of the lineage index {}: reading the graph instead", fault.getMessage());
      delete();
      return Optional.empty();
    }
  }

  private Optional<String> refusal(SnapshotLabel label, long head) {
    if (!label.catalog().equals(catalog)) {
      return Optional.of("is of another catalog");
    }
    if (label.position() > head) {
      return Optional.of(
          "is newer than the graph (position %d, the graph %d)".formatted(label.position(), head));
    }
    if (!label.log().equals(log.id())) {
      return Optional.of("belongs to another change log");
    }
    return log.gapAt(label.offsets())
        .map(gap -> "cannot be continued: " + gap)
        .or(() -> KnownTypes.difference(label.types(), types.types()));
  }

  /** Takes note of types that the index may have met. */
  void look() {
    known.look();
  }

  /** Types changed: a snapshot is good for nothing until their edges are read again. */
  void changed(Collection<String> types, TypeRegistry now) {
    known.changed(types, now);
  }

  /** The index has the edges of these types as the types were then. */
  void readAgain(Collection<String> types, TypeRegistry then) {
    known.readAgain(types, then);
    overtaken = true;
  }

  /** Whether types changed the index since the last draft, which no event tells. */
  boolean isOvertaken() {
    return overtaken;
  }

  SnapshotDraft draft(ClassificationIndex index, LogPoint point) throws IOException {
    known.look();
    overtaken = false;
    return file.draft(
        index,
        new SnapshotLabel(catalog, point.position(), log.id(), point.offsets(), known.met()));
  }

  /** Removes the file; at the next start the graph is read. */
  public void delete() {
    try {
      file.delete();
    } catch (IOException fault) {
      LOG.warn("the snapshot of the lineage index cannot be deleted; do it by hand", fault);
    }
  }
}
