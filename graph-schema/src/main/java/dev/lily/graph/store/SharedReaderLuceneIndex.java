package dev.lily.graph.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.search.IndexSearcher;
import org.janusgraph.diskstorage.BackendException;
import org.janusgraph.diskstorage.BaseTransaction;
import org.janusgraph.diskstorage.BaseTransactionConfig;
import org.janusgraph.diskstorage.BaseTransactionConfigurable;
import org.janusgraph.diskstorage.PermanentBackendException;
import org.janusgraph.diskstorage.TemporaryBackendException;
import org.janusgraph.diskstorage.configuration.Configuration;
import org.janusgraph.diskstorage.indexing.IndexEntry;
import org.janusgraph.diskstorage.indexing.IndexMutation;
import org.janusgraph.diskstorage.indexing.IndexQuery;
import org.janusgraph.diskstorage.indexing.KeyInformation;
import org.janusgraph.diskstorage.indexing.RawQuery;
import org.janusgraph.diskstorage.lucene.LuceneIndex;
import org.janusgraph.graphdb.configuration.GraphDatabaseConfiguration;
import org.janusgraph.graphdb.query.QueryUtil;
import org.janusgraph.graphdb.tinkerpop.optimize.step.Aggregation;
import org.jspecify.annotations.Nullable;

/**
 * JanusGraph's Lucene index with three things changed. Mutations gather until {@link #flush} writes
 * them with one Lucene commit (a commit costs up to half a second whatever it holds), new documents
 * are added without looking for an older one ({@link SearchDocuments}), and all transactions share
 * one reader that is renewed by a flush (opening one costs 200 times a query). What a crash takes
 * from the buffer is indexed again from the outbox at the next start.
 */
public final class SharedReaderLuceneIndex extends LuceneIndex {
  /** Lucene counts so many hits one by one; above it says "at least". */
  private static final long COUNTED_EXACTLY = 1_000;

  private final ReentrantLock flushing = new ReentrantLock();
  private final SearchDocuments documents;
  private final Object buffer = new Object();
  private List<Map<String, Map<String, IndexMutation>>> layers = new ArrayList<>();
  private KeyInformation.@Nullable IndexRetriever keys;
  private @Nullable SharedReader reader;

  public SharedReaderLuceneIndex(Configuration configuration) throws BackendException {
    super(configuration);
    documents =
        new SearchDocuments(
            Path.of(configuration.get(GraphDatabaseConfiguration.INDEX_DIRECTORY))
                .toAbsolutePath());
  }

  @Override
  public void mutate(
      Map<String, Map<String, IndexMutation>> mutations,
      KeyInformation.IndexRetriever information,
      BaseTransaction transaction) {
    synchronized (buffer) {
      keys = information;
      mutations.forEach(
          (store, documents) ->
              documents.forEach((document, mutation) -> add(store, document, mutation)));
    }
  }

  /** Puts a mutation into the first layer that has none of the document; layers keep the order. */
  private void add(String store, String document, IndexMutation mutation) {
    int layer = layers.size();
    while (layer > 0 && !holds(layers.get(layer - 1), store, document)) {
      layer--;
    }
    if (layer == layers.size()) {
      layers.add(new HashMap<>());
    }
    layers.get(layer).computeIfAbsent(store, name -> new HashMap<>()).put(document, mutation);
  }

  private static boolean holds(
      Map<String, Map<String, IndexMutation>> layer, String store, String document) {
    Map<String, IndexMutation> documents = layer.get(store);
    return documents != null && documents.containsKey(document);
  }

  /** How many documents wait to be written. */
  int unflushed() {
    synchronized (buffer) {
      return layers.stream().flatMap(layer -> layer.values().stream()).mapToInt(Map::size).sum();
    }
  }

  /** Makes everything that was mutated before this call durable and visible to new searches. */
  void flush() throws BackendException {
    flushing.lock();
    try {
      List<Map<String, Map<String, IndexMutation>>> pending;
      KeyInformation.IndexRetriever information;
      synchronized (buffer) {
        pending = layers;
        information = keys;
        layers = new ArrayList<>();
      }
      if (pending.isEmpty() || information == null) {
        return;
      }
      writeOrKeep(pending, information);
      renewReader();
    } finally {
      flushing.unlock();
    }
  }

  /** Writes the layers in order; if that fails they stay, for the next flush. */
  private void writeOrKeep(
      List<Map<String, Map<String, IndexMutation>>> pending,
      KeyInformation.IndexRetriever information)
      throws BackendException {
    boolean written = false;
    try {
      documents.write(pending, information);
      written = true;
    } catch (IOException fault) {
      throw new TemporaryBackendException("the search index was not written", fault);
    } finally {
      if (!written) {
        synchronized (buffer) {
          layers.addAll(0, pending);
        }
      }
    }
  }

  private SharedReader reader() {
    if (reader == null) {
      throw new IllegalStateException("the index was written before its first transaction");
    }
    return reader;
  }

  private void renewReader() throws BackendException {
    synchronized (buffer) {
      SharedReader old = reader();
      reader = new SharedReader(super.beginTransaction(old.configuration), old.configuration);
      old.release();
    }
  }

  @Override
  public BaseTransactionConfigurable beginTransaction(BaseTransactionConfig config)
      throws BackendException {
    synchronized (buffer) {
      if (reader == null) {
        reader = new SharedReader(super.beginTransaction(config), config);
      }
      reader.users++;
      return new Lease(reader, config);
    }
  }

  @Override
  public Stream<String> query(
      IndexQuery query, KeyInformation.IndexRetriever information, BaseTransaction transaction)
      throws BackendException {
    return super.query(query, information, shared(transaction));
  }

  @Override
  public Stream<RawQuery.Result<String>> query(
      RawQuery query, KeyInformation.IndexRetriever information, BaseTransaction transaction)
      throws BackendException {
    return super.query(query, information, shared(transaction));
  }

  @Override
  public Long totals(
      RawQuery query, KeyInformation.IndexRetriever information, BaseTransaction transaction)
      throws BackendException {
    long found = super.totals(query, information, shared(transaction));
    return found < COUNTED_EXACTLY
        ? found
        : ((Lease) transaction).reader.count(documents, query, information);
  }

  @Override
  public Number queryAggregation(
      IndexQuery query,
      KeyInformation.IndexRetriever information,
      BaseTransaction transaction,
      Aggregation aggregation)
      throws BackendException {
    return super.queryAggregation(query, information, shared(transaction), aggregation);
  }

  @Override
  public void restore(
      Map<String, Map<String, List<IndexEntry>>> documents,
      KeyInformation.IndexRetriever information,
      BaseTransaction transaction)
      throws BackendException {
    flush();
    flushing.lock();
    try {
      this.documents.replace(documents, information);
      renewReader();
    } catch (IOException fault) {
      throw new TemporaryBackendException("the search index was not restored", fault);
    } finally {
      flushing.unlock();
    }
  }

  @Override
  public void close() throws BackendException {
    flush();
    closeDocuments();
    super.close();
  }

  @Override
  public void clearStorage() throws BackendException {
    closeDocuments();
    super.clearStorage();
  }

  private void closeDocuments() throws BackendException {
    flushing.lock();
    try {
      documents.close();
    } catch (IOException fault) {
      throw new TemporaryBackendException("the search index was not closed", fault);
    } finally {
      flushing.unlock();
    }
  }

  private static BaseTransaction shared(BaseTransaction transaction) {
    return ((Lease) transaction).reader.transaction;
  }

  /** A reader and how many transactions look through it; closed when retired and unused. */
  private static final class SharedReader {
    private final BaseTransactionConfigurable transaction;
    private final BaseTransactionConfig configuration;
    private final Map<String, DirectoryReader> counters = new HashMap<>();
    private int users = 1;

    SharedReader(BaseTransactionConfigurable transaction, BaseTransactionConfig configuration) {
      this.transaction = transaction;
      this.configuration = configuration;
    }

    /** Every hit, as of the first count with this reader. */
    long count(SearchDocuments documents, RawQuery query, KeyInformation.IndexRetriever information)
        throws BackendException {
      try {
        DirectoryReader counter;
        synchronized (this) {
          counter = counters.get(query.getStore());
          if (counter == null) {
            counter = documents.reader(query.getStore());
            counters.put(query.getStore(), counter);
          }
        }
        int found = new IndexSearcher(counter).count(documents.parse(query, information));
        return QueryUtil.applyOffsetWithQueryLimitAfterCount(found, query.getOffset(), query);
      } catch (IOException fault) {
        throw new TemporaryBackendException("the search index could not be counted", fault);
      } catch (ParseException fault) {
        throw new PermanentBackendException("no query: " + query.getQuery(), fault);
      }
    }

    void release() throws BackendException {
      users--;
      if (users == 0) {
        transaction.rollback();
        closeCounters();
      }
    }

    private synchronized void closeCounters() throws BackendException {
      try {
        for (DirectoryReader counter : counters.values()) {
          counter.close();
        }
      } catch (IOException fault) {
        throw new TemporaryBackendException("a reader of the search index stays open", fault);
      }
    }
  }

  private final class Lease implements BaseTransactionConfigurable {
    private final SharedReader reader;
    private final BaseTransactionConfig config;
    private boolean open = true;

    Lease(SharedReader reader, BaseTransactionConfig config) {
      this.reader = reader;
      this.config = config;
    }

    @Override
    public void commit() throws BackendException {
      end();
    }

    @Override
    public void rollback() throws BackendException {
      end();
    }

    @Override
    public BaseTransactionConfig getConfiguration() {
      return config;
    }

    private void end() throws BackendException {
      synchronized (buffer) {
        if (open) {
          open = false;
          reader.release();
        }
      }
    }
  }
}
