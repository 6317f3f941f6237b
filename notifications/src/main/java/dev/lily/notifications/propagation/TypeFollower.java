package dev.lily.notifications.propagation;

import dev.lily.graph.TenantId;
import dev.lily.graph.lineage.Delta;
import dev.lily.graph.lineage.Op;
import dev.lily.graph.lineage.Op.At;
import dev.lily.graph.rule.TypeKin;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.type.RelationshipDef;
import dev.lily.graph.type.TypeRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the edges again whose relationship type changed: another {@code propagateTags} counts
 * for every relationship that has none of its own. Reads the graph in its own thread; what changes
 * meanwhile comes by the change log, too.
 */
public final class TypeFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TypeFollower.class);
  private static final int BATCH = 1_000;

  private final GraphCatalog catalog;
  private final IndexEntrance entrance;
  private final IndexSnapshots snapshots;
  private final Clock clock;
  private final Consumer<Delta> materialiser;
  private final Map<String, String> known;

  /** The last change of each type whose relationships are to be read again. */
  private final Map<String, TypeRegistry> unread = new ConcurrentHashMap<>();

  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "lineage-types");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A follower from now on.
   *
   * @param snapshots learn which types the index knows
   * @param materialiser takes what has to be written to the graph
   */
  public TypeFollower(
      GraphCatalog catalog,
      IndexEntrance entrance,
      IndexSnapshots snapshots,
      Clock clock,
      Consumer<Delta> materialiser) {
    this.catalog = catalog;
    this.entrance = entrance;
    this.snapshots = snapshots;
    this.clock = clock;
    this.materialiser = materialiser;
    this.known = traits(catalog.types().types());
    catalog.types().onChange(this::changed);
    followKin(catalog.types().types());
  }

  private static Map<String, String> traits(TypeRegistry types) {
    Map<String, String> traits = new HashMap<>();
    for (RelationshipDef def : types.definitions().relationshipDefs()) {
      types
          .findRelationshipType(def.name())
          .ifPresent(type -> traits.put(def.name(), KnownTypes.traits(type)));
    }
    return traits;
  }

  /**
   * Waits until the relationships of all types that changed so far are read again; false if that
   * takes longer, or they could not be read.
   */
  public boolean await(Duration timeout) {
    try {
      reader.submit(() -> {}).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return unread().isEmpty();
    } catch (TimeoutException | ExecutionException | RejectedExecutionException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Relationship types that changed and whose relationships are not all read again. */
  public Set<String> unread() {
    return new TreeSet<>(unread.keySet());
  }

  private synchronized void changed(TypeRegistry types) {
    followKin(types);
    Map<String, String> now = traits(types);
    Set<String> others = new HashSet<>();
    now.forEach(
        (name, traits) -> {
          String before = known.get(name);
          if (before != null && !before.equals(traits)) {
            others.add(name);
          }
        });
    known.clear();
    known.putAll(now);
    snapshots.changed(others, types);
    if (!others.isEmpty() && !reader.isShutdown()) {
      others.forEach(name -> unread.put(name, types));
      reader.execute(() -> read(others, types));
    }
  }

  /** At once: whoever makes a subtype and puts it on an asset expects that rules count for it. */
  private void followKin(TypeRegistry types) {
    At at = new At(TenantId.DEFAULT, entrance.index().position(), clock.millis());
    Delta delta = entrance.follow(() -> List.of(new Op.PutTypes(at, TypeKin.of(types))));
    if (!delta.spreads().isEmpty()) {
      materialiser.accept(delta);
    }
  }

  private void read(Set<String> names, TypeRegistry types) {
    LOG.info("relationship types {} changed: reading their relationships again", names);
    entrance.beginReading();
    OpBatch[] batch = {begin(types)};
    try {
      catalog
          .scan()
          .relationships(
              type -> names.contains(type.name()),
              (tenant, relationship) -> {
                batch[0].renew(
                    new At(tenant, entrance.index().position(), clock.millis()), relationship);
                if (batch[0].changes().size() >= BATCH) {
                  apply(batch[0]);
                  batch[0] = begin(types);
                }
              });
      apply(batch[0]);
      snapshots.readAgain(names, types);
      names.forEach(name -> unread.remove(name, types));
    } catch (RuntimeException fault) {
      LOG.error("the edges of {} are as they were; a restart reads them again", names, fault);
    } finally {
      entrance.endReading();
    }
  }

  private OpBatch begin(TypeRegistry types) {
    return new OpBatch(entrance.index().lineage(), types, new StoredAspects(catalog, clock)::of);
  }

  private void apply(OpBatch batch) {
    Delta delta = entrance.takeIn(batch.changes());
    if (!delta.spreads().isEmpty()) {
      materialiser.accept(delta);
    }
  }

  @Override
  public void close() {
    reader.shutdown();
    try {
      reader.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
