package dev.lily.graph.store;

import dev.lily.graph.change.ChangeEventCodec;
import dev.lily.graph.change.Outbox.Entry;
import dev.lily.graph.change.Outbox.Message;
import dev.lily.graph.store.AssetRows.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.janusgraph.core.JanusGraphTransaction;
import org.janusgraph.diskstorage.BackendException;
import org.janusgraph.diskstorage.indexing.IndexEntry;
import org.janusgraph.diskstorage.indexing.IndexInformation;
import org.janusgraph.graphdb.database.StandardJanusGraph;
import org.janusgraph.graphdb.database.management.ManagementSystem;
import org.janusgraph.graphdb.transaction.StandardJanusGraphTx;
import org.janusgraph.graphdb.types.MixedIndexType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the embedded search index going: writes what gathered in it every few seconds (a search
 * does so before it looks), tells the outbox how far it is durable, and indexes again at start what
 * a crash took from its buffer. With a search server there is nothing to do: it is written with
 * each commit.
 */
final class SearchIndex implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);
  private static final long TICK_NANOS = 250_000_000;

  /** Each write makes a segment that has to be merged later: better few than fresh. */
  private static final int TICKS = 12;

  private static final int DOCUMENTS = 20_000;

  private final GraphAccess access;
  private final GraphOutbox outbox;
  private final @Nullable SharedReaderLuceneIndex embedded;
  private final Thread thread = new Thread(this::run, "search-index");
  private volatile boolean closed;

  /** Whether the index lacks what the last run left behind; then the outbox must not forget it. */
  private volatile boolean behind;

  SearchIndex(GraphAccess access, GraphOutbox outbox) {
    this.access = access;
    this.outbox = outbox;
    IndexInformation index =
        access.graph().getBackend().getIndexInformation().get(GraphKeys.SEARCH_BACKEND);
    this.embedded = index instanceof SharedReaderLuceneIndex lucene ? lucene : null;
  }

  void start() {
    tryRepair();
    thread.setDaemon(true);
    thread.start();
  }

  boolean isEmbedded() {
    return embedded != null;
  }

  boolean isBehind() {
    return behind;
  }

  int unwritten() {
    return embedded == null ? 0 : embedded.unflushed();
  }

  private void run() {
    int ticks = 0;
    while (!closed) {
      LockSupport.parkNanos(TICK_NANOS);
      ticks++;
      if (ticks >= TICKS || (embedded != null && embedded.unflushed() > DOCUMENTS)) {
        ticks = 0;
        tryFlush();
      }
    }
  }

  private void tryFlush() {
    if (behind) {
      tryRepair();
    }
    try {
      flush();
    } catch (BackendException | RuntimeException fault) {
      LOG.warn("the search index could not be written; trying again", fault);
    }
  }

  /** Makes everything committed before the call findable. */
  void flush() throws BackendException {
    long position = outbox.head();
    if (embedded != null) {
      embedded.flush();
    }
    if (!behind) {
      outbox.indexed(position);
    }
  }

  /** The graph is whole without its index: what cannot be indexed must not keep it shut. */
  private void tryRepair() {
    try {
      repair();
      behind = false;
    } catch (RuntimeException fault) {
      behind = true;
      LOG.error("search lacks what the last run left behind; trying again", fault);
    }
  }

  /** Indexes the assets of all entries that are still in the outbox. */
  private void repair() {
    Set<Long> addresses = new HashSet<>();
    long position = outbox.indexedPosition();
    while (position < outbox.head()) {
      List<Entry> entries = outbox.read(position, 100);
      for (Entry entry : entries) {
        for (Message message : entry.messages()) {
          addresses.add(
              Addresses.addressOf(ChangeEventCodec.decode(message.value()).asset().guid()));
        }
        position = entry.position();
      }
    }
    if (embedded != null && !addresses.isEmpty()) {
      LOG.info("indexing {} assets again that the last run left behind", addresses.size());
      reindex(addresses);
    }
    outbox.indexed(position);
  }

  private void reindex(Set<Long> addresses) {
    StandardJanusGraph graph = access.graph();
    JanusGraphTransaction transaction = graph.newTransaction();
    try {
      ManagementSystem management = (ManagementSystem) graph.openManagement();
      MixedIndexType index =
          (MixedIndexType)
              management
                  .getSchemaVertex(management.getGraphIndex(GraphKeys.SEARCH_INDEX))
                  .asIndexType();
      Map<String, Map<String, List<IndexEntry>>> documents = new HashMap<>();
      for (long address : addresses) {
        Row row = access.rows().read(transaction, address);
        if (row != null) {
          graph.getIndexSerializer().reindexElement(row.vertex(), index, documents);
        }
      }
      management.rollback();
      ((StandardJanusGraphTx) transaction)
          .getTxHandle()
          .getIndexTransaction(GraphKeys.SEARCH_BACKEND)
          .restore(documents);
    } catch (BackendException fault) {
      throw new IllegalStateException("the search index could not be repaired", fault);
    } finally {
      transaction.rollback();
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(10_000);
      flush();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (BackendException fault) {
      LOG.warn("the search index was not written at the end; the next start repairs it", fault);
    }
  }
}
