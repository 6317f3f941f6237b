package dev.lily.server;

import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.store.StoreSettings.CacheBytes;
import dev.lily.server.operations.HealthCheck;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the caches give way to the lineage index as it grows, and says when the heap is too small.
 */
final class HeapWatch implements AutoCloseable, HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(HeapWatch.class);
  private static final long SECONDS = 5;
  private static final long MEGABYTE = 1L << 20;

  /** What the views of an engine keep of each classified asset: measured, decision 0020. */
  private static final long DECISION_BYTES = 500;

  private final HeapShares shares;
  private final ClassificationIndex index;
  private final Consumer<CacheBytes> caches;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "heap-watch");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long indexBytes;
  private volatile long residentBytes;
  private volatile CacheBytes now;
  private long advised;

  /**
   * A watch that has looked once, after the caches had {@link HeapShares#least}.
   *
   * @param caches sets their sizes
   */
  HeapWatch(HeapShares shares, ClassificationIndex index, Consumer<CacheBytes> caches) {
    this.shares = shares;
    this.index = index;
    this.caches = caches;
    this.now = shares.least();
    look();
  }

  /** Looks every few seconds from now on. */
  void start() {
    Future<?> unused =
        clock.scheduleWithFixedDelay(this::lookAgain, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  /** One look that fails must not be the last. */
  private void lookAgain() {
    try {
      look();
    } catch (IllegalStateException | IllegalArgumentException fault) {
      LOG.warn("the caches keep their sizes for now", fault);
    }
  }

  /**
   * Measures what cannot give way, and gives the caches what it leaves; for one thread at a time.
   */
  void look() {
    indexBytes = index.lineage().bytes();
    residentBytes = indexBytes + DECISION_BYTES * index.classifiedCount();
    CacheBytes next = shares.caches(residentBytes);
    if (!next.equals(now)) {
      caches.accept(next);
      now = next;
    }
    long wanted = HeapShares.megabytesFor(residentBytes);
    if (shares.isTight(residentBytes) && wanted > advised) {
      advised = wanted;
      LOG.warn("the heap is small for this catalog: {}", state());
    }
  }

  long indexBytes() {
    return indexBytes;
  }

  /** What lives in the heap and cannot give way: the index, and what decisions are made from. */
  long residentBytes() {
    return residentBytes;
  }

  CacheBytes caches() {
    return now;
  }

  /** A small heap makes the server slow, but works. */
  @Override
  public Optional<String> trouble() {
    return Optional.empty();
  }

  @Override
  public Optional<String> remark() {
    return Optional.of(state());
  }

  private String state() {
    String taken =
        String.format(
            Locale.ROOT,
            "%d MB: %,d assets and their decisions %d MB, caches up to %d MB",
            shares.heap() / MEGABYTE,
            index.lineage().nodeCount(),
            residentBytes / MEGABYTE,
            (now.rows() + now.assets()) / MEGABYTE);
    return shares.isTight(residentBytes)
        ? taken
            + "; too small to be quick, set LILY_JAVA_OPTS=-Xmx"
            + HeapShares.megabytesFor(residentBytes)
            + "m"
        : taken;
  }

  /** Interrupts nothing: the embedded store would take that for a fault of its own. */
  @Override
  public void close() {
    clock.shutdown();
  }
}
