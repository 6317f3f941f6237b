package dev.lily.graph.store;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.janusgraph.core.JanusGraphException;
import org.janusgraph.diskstorage.BackendTransaction;
import org.janusgraph.diskstorage.Entry;
import org.janusgraph.diskstorage.StaticBuffer;
import org.janusgraph.diskstorage.keycolumnvalue.KeyIterator;
import org.janusgraph.diskstorage.keycolumnvalue.KeyRangeQuery;
import org.janusgraph.diskstorage.util.BufferUtil;
import org.janusgraph.graphdb.database.StandardJanusGraph;
import org.janusgraph.graphdb.transaction.StandardJanusGraphTx;
import org.jspecify.annotations.Nullable;

/**
 * Reads all rows of the graph, each with all its cells at once: in ranges of keys by several
 * threads where the store only reads in their order, else by one. What is made of them comes to the
 * thread that asks, some hundred rows at a time, and not faster than it takes them.
 */
final class RowScan {
  private static final int RANGE_BITS = 5;
  private static final int MOST_THREADS = 4;
  private static final int CHUNK = 256;
  private static final int CHUNKS_WAITING = 8;

  private final StandardJanusGraph graph;

  RowScan(StandardJanusGraph graph) {
    this.graph = graph;
  }

  /** Makes something of a row; used by one thread. */
  @FunctionalInterface
  interface RowReader<T> {
    /** Null where the row is of no interest; the cells are in the order of the store. */
    @Nullable T read(long vertexId, List<Entry> cells);
  }

  /** A part of the store; the whole where it has no bounds. */
  private record Range(@Nullable StaticBuffer start, @Nullable StaticBuffer end) {}

  /**
   * Reads all rows.
   *
   * @param readers makes a reader for a thread with its own transaction
   */
  <T> void read(Function<StandardJanusGraphTx, RowReader<T>> readers, Consumer<? super T> taker) {
    new Running<>(readers).run(taker);
  }

  private List<Range> ranges() {
    if (graph.getBackend().getStoreFeatures().hasUnorderedScan()) {
      return List.of(new Range(null, null));
    }
    List<Range> ranges = new ArrayList<>();
    StaticBuffer start = BackendTransaction.EDGESTORE_MIN_KEY;
    for (long next = 1; next <= 1L << RANGE_BITS; next++) {
      StaticBuffer end =
          next == 1L << RANGE_BITS
              ? BackendTransaction.EDGESTORE_MAX_KEY
              : BufferUtil.getLongBuffer(next << (Long.SIZE - RANGE_BITS));
      ranges.add(new Range(start, end));
      start = end;
    }
    return ranges;
  }

  private KeyIterator rows(BackendTransaction store, Range range) {
    return range.start() == null || range.end() == null
        ? store.edgeStoreKeys(RowKeys.ALL_CELLS)
        : store.edgeStoreKeys(new KeyRangeQuery(range.start(), range.end(), RowKeys.ALL_CELLS));
  }

  /** Threads are never interrupted: the embedded store does not survive that. */
  private final class Running<T> {
    private final Function<StandardJanusGraphTx, RowReader<T>> readers;
    private final Queue<Range> open = new ConcurrentLinkedQueue<>(ranges());
    private final BlockingQueue<List<T>> ready = new ArrayBlockingQueue<>(CHUNKS_WAITING);
    private volatile boolean stopped;

    Running(Function<StandardJanusGraphTx, RowReader<T>> readers) {
      this.readers = readers;
    }

    void run(Consumer<? super T> taker) {
      int threads =
          Math.min(open.size(), Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
      ExecutorService executor =
          Executors.newFixedThreadPool(threads, work -> new Thread(work, "row-scan"));
      List<Future<Void>> ends = new ArrayList<>();
      try {
        Callable<Void> reading = this::readRanges;
        for (int i = 0; i < threads; i++) {
          ends.add(executor.submit(reading));
        }
        take(threads, taker);
      } finally {
        executor.shutdown();
      }
      ends.forEach(this::check);
    }

    /** An empty chunk is the end of a thread; after a fault the others come to theirs. */
    private void take(int threads, Consumer<? super T> taker) {
      int running = threads;
      try {
        while (running > 0) {
          List<T> chunk = Uninterruptibles.takeUninterruptibly(ready);
          running -= chunk.isEmpty() ? 1 : 0;
          chunk.forEach(taker);
        }
      } finally {
        stopped = true;
        while (running > 0) {
          running -= Uninterruptibles.takeUninterruptibly(ready).isEmpty() ? 1 : 0;
        }
      }
    }

    private void check(Future<Void> end) {
      try {
        Uninterruptibles.getUninterruptibly(end);
      } catch (ExecutionException fault) {
        throw new JanusGraphException("the graph cannot be read", fault.getCause());
      }
    }

    private Void readRanges() throws IOException {
      try {
        readOpenRanges();
      } finally {
        Uninterruptibles.putUninterruptibly(ready, List.of());
      }
      return null;
    }

    private void readOpenRanges() throws IOException {
      StandardJanusGraphTx transaction =
          (StandardJanusGraphTx)
              graph.buildTransaction().readOnly().checkExternalVertexExistence(false).start();
      try {
        RowReader<T> reader = readers.apply(transaction);
        Range range = open.poll();
        while (range != null && !stopped) {
          readRange(transaction, reader, range);
          range = open.poll();
        }
      } finally {
        transaction.rollback();
      }
    }

    private void readRange(StandardJanusGraphTx transaction, RowReader<T> reader, Range range)
        throws IOException {
      List<T> chunk = new ArrayList<>(CHUNK);
      try (KeyIterator rows = rows(transaction.getTxHandle(), range)) {
        while (rows.hasNext() && !stopped) {
          Object id = graph.getIDManager().getKeyID(rows.next());
          T made = reader.read(((Number) id).longValue(), cells(rows));
          if (made != null) {
            chunk.add(made);
          }
          if (chunk.size() == CHUNK) {
            Uninterruptibles.putUninterruptibly(ready, chunk);
            chunk = new ArrayList<>(CHUNK);
          }
        }
      }
      if (!chunk.isEmpty()) {
        Uninterruptibles.putUninterruptibly(ready, chunk);
      }
    }

    /** Some stores end the rows where their cells are closed. */
    private List<Entry> cells(KeyIterator rows) {
      List<Entry> all = new ArrayList<>();
      rows.getEntries().forEachRemaining(all::add);
      return all;
    }
  }
}
