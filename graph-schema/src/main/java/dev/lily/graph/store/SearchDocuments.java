package dev.lily.graph.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.janusgraph.core.schema.Mapping;
import org.janusgraph.diskstorage.indexing.IndexEntry;
import org.janusgraph.diskstorage.indexing.IndexMutation;
import org.janusgraph.diskstorage.indexing.KeyInformation;
import org.janusgraph.diskstorage.lucene.LuceneCustomAnalyzer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the documents of the search index, each with the fields that JanusGraph's LuceneIndex
 * (1.1.0) makes and asks for. A document that is said to be new is added without looking for an
 * older one, which the stock writer does for each. All keys are texts of which an asset has one.
 * Used by one thread at a time.
 */
final class SearchDocuments {
  private static final String DOCUMENT_ID = "_____elementid";
  private static final double BUFFER_MEGABYTES = 32;

  private final Path folder;
  private final Map<String, IndexWriter> writers = new HashMap<>();

  /** Whether a part of what is applied again may have been written before. */
  private boolean doubtful;

  SearchDocuments(Path folder) {
    this.folder = folder;
  }

  /**
   * Applies changes in order and makes them durable; after a fault all of them have to come again.
   */
  void write(
      List<Map<String, Map<String, IndexMutation>>> layers, KeyInformation.IndexRetriever keys)
      throws IOException {
    boolean again = doubtful;
    doubtful = true;
    for (Map<String, Map<String, IndexMutation>> layer : layers) {
      for (Map.Entry<String, Map<String, IndexMutation>> store : layer.entrySet()) {
        write(store.getKey(), store.getValue(), keys, again);
      }
    }
    commit();
    doubtful = false;
  }

  private void write(
      String store,
      Map<String, IndexMutation> documents,
      KeyInformation.IndexRetriever keys,
      boolean again)
      throws IOException {
    IndexWriter writer = writer(store, keys);
    KeyInformation.StoreRetriever fields = keys.get(store);
    try (Stored stored = new Stored(writer)) {
      for (Map.Entry<String, IndexMutation> entry : documents.entrySet()) {
        String id = entry.getKey();
        IndexMutation change = entry.getValue();
        if (change.isDeleted()) {
          writer.deleteDocuments(term(id));
        } else if (change.isNew() && !again) {
          writer.addDocument(document(id, values(Map.of(), change), fields));
        } else {
          Map<String, String> old = change.isNew() ? Map.of() : stored.values(id);
          writer.updateDocument(term(id), document(id, values(old, change), fields));
        }
      }
    }
  }

  /** Replaces documents, or removes those of which nothing is left, and makes that durable. */
  void replace(
      Map<String, Map<String, List<IndexEntry>>> documents, KeyInformation.IndexRetriever keys)
      throws IOException {
    for (Map.Entry<String, Map<String, List<IndexEntry>>> store : documents.entrySet()) {
      IndexWriter writer = writer(store.getKey(), keys);
      for (Map.Entry<String, List<IndexEntry>> entry : store.getValue().entrySet()) {
        Term id = term(entry.getKey());
        if (entry.getValue().isEmpty()) {
          writer.deleteDocuments(id);
        } else {
          Map<String, String> values = new LinkedHashMap<>();
          entry.getValue().forEach(field -> values.put(field.field, text(field)));
          writer.updateDocument(id, document(id.text(), values, keys.get(store.getKey())));
        }
      }
    }
    commit();
  }

  private static Map<String, String> values(Map<String, String> old, IndexMutation change) {
    Map<String, String> values = new LinkedHashMap<>(old);
    change.getDeletions().forEach(entry -> values.remove(entry.field));
    change.getAdditions().forEach(entry -> values.put(entry.field, text(entry)));
    return values;
  }

  private static String text(IndexEntry entry) {
    if (entry.value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("field " + entry.field + " is no text: " + entry.value);
  }

  private static Term term(String id) {
    return new Term(DOCUMENT_ID, id);
  }

  private static Document document(
      String id, Map<String, String> values, KeyInformation.StoreRetriever fields) {
    Document document = new Document();
    document.add(new StringField(DOCUMENT_ID, id, Store.YES));
    values.forEach(
        (name, value) -> {
          if (Mapping.getMapping(fields.get(name)) == Mapping.STRING) {
            document.add(new TextField(name, value, Store.YES));
            document.add(new SortedDocValuesField(name, new BytesRef(value)));
          } else {
            document.add(new TextField(name, value.toLowerCase(Locale.ROOT), Store.YES));
          }
        });
    return document;
  }

  private IndexWriter writer(String store, KeyInformation.IndexRetriever keys) throws IOException {
    IndexWriter known = writers.get(store);
    if (known != null && known.isOpen()) {
      return known;
    }
    IndexWriterConfig config =
        new IndexWriterConfig(
            new LuceneCustomAnalyzer(store, keys, Analyzer.PER_FIELD_REUSE_STRATEGY));
    config.setRAMBufferSizeMB(BUFFER_MEGABYTES);
    IndexWriter writer = new IndexWriter(FSDirectory.open(folder.resolve(store)), config);
    writers.put(store, writer);
    return writer;
  }

  private void commit() throws IOException {
    for (IndexWriter writer : writers.values()) {
      writer.commit();
    }
  }

  void close() throws IOException {
    for (IndexWriter writer : writers.values()) {
      writer.close();
    }
    writers.clear();
  }

  /** What the documents hold that were written before; opened only when it is asked. */
  private static final class Stored implements AutoCloseable {
    private final IndexWriter writer;
    private @Nullable DirectoryReader reader;

    Stored(IndexWriter writer) {
      this.writer = writer;
    }

    Map<String, String> values(String id) throws IOException {
      if (reader == null) {
        reader = DirectoryReader.open(writer);
      }
      IndexSearcher searcher = new IndexSearcher(reader);
      TopDocs found = searcher.search(new TermQuery(term(id)), 1);
      Map<String, String> values = new LinkedHashMap<>();
      if (found.scoreDocs.length > 0) {
        for (IndexableField field : searcher.doc(found.scoreDocs[0].doc)) {
          values.put(field.name(), field.stringValue());
        }
        values.remove(DOCUMENT_ID);
      }
      return values;
    }

    @Override
    public void close() throws IOException {
      if (reader != null) {
        reader.close();
      }
    }
  }
}
