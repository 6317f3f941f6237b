package dev.lily.graph.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.janusgraph.core.schema.Mapping;
import org.janusgraph.diskstorage.indexing.IndexEntry;
import org.janusgraph.diskstorage.indexing.IndexMutation;
import org.janusgraph.diskstorage.indexing.KeyInformation;
import org.janusgraph.diskstorage.indexing.RawQuery;
import org.janusgraph.diskstorage.lucene.LuceneCustomAnalyzer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the documents of the search index, each with the fields that JanusGraph's LuceneIndex
 * (1.1.0) makes and asks for. A document that is said to be new is added without looking for an
 * older one, which the stock writer does for each. All keys are texts of which an asset has one.
 * Used by one thread at a time.
 */
final class SearchDocuments {
  private static final String DOCUMENT_ID = "_____elementid";
  private static final double BUFFER_MEGABYTES = 32;

  private static final Logger LOG = LoggerFactory.getLogger(SearchDocuments.class);

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
        apply(entry.getKey(), entry.getValue(), new Target(writer, stored, fields), again);
      }
    }
  }

  private record Target(IndexWriter writer, Stored stored, KeyInformation.StoreRetriever fields) {}

  private static void apply(String id, IndexMutation change, Target target, boolean again)
      throws IOException {
    try {
      if (change.isDeleted()) {
        target.writer().deleteDocuments(term(id));
      } else if (change.isNew() && !again) {
        target.writer().addDocument(document(id, values(Map.of(), change), target.fields()));
      } else {
        Map<String, String> old = change.isNew() ? Map.of() : target.stored().values(id);
        target
            .writer()
            .updateDocument(term(id), document(id, values(old, change), target.fields()));
      }
    } catch (IllegalArgumentException refused) {
      refused(id, refused);
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
          replace(writer, id, entry.getValue(), keys.get(store.getKey()));
        }
      }
    }
    commit();
  }

  private static void replace(
      IndexWriter writer, Term id, List<IndexEntry> fields, KeyInformation.StoreRetriever keys)
      throws IOException {
    try {
      Map<String, String> values = new LinkedHashMap<>();
      fields.forEach(field -> values.put(field.field, text(field)));
      writer.updateDocument(id, document(id.text(), values, keys));
    } catch (IllegalArgumentException refused) {
      refused(id.text(), refused);
    }
  }

  /** One document that Lucene refuses must not keep all others from being found. */
  private static void refused(String id, IllegalArgumentException reason) {
    LOG.error("vertex {} cannot be found by search: its document is refused", id, reason);
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
            document.add(new TextField(name, value, Store.NO));
            document.add(new SortedDocValuesField(name, new BytesRef(value)));
          } else {
            document.add(new TextField(name, value.toLowerCase(Locale.ROOT), Store.YES));
          }
        });
    return document;
  }

  /** A reader of what is durable in the store; the caller closes it. */
  DirectoryReader reader(String store) throws IOException {
    return DirectoryReader.open(FSDirectory.open(folder.resolve(store)));
  }

  /** The query as JanusGraph's LuceneIndex understands it. */
  Query parse(RawQuery query, KeyInformation.IndexRetriever keys) throws ParseException {
    QueryParser parser =
        new QueryParser(
            "_all",
            new LuceneCustomAnalyzer(query.getStore(), keys, Analyzer.PER_FIELD_REUSE_STRATEGY));
    parser.setAllowLeadingWildcard(true);
    return parser.parse(query.getQuery());
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
        int document = found.scoreDocs[0].doc;
        for (IndexableField field : searcher.doc(document)) {
          values.put(field.name(), field.stringValue());
        }
        values.remove(DOCUMENT_ID);
        addWholeTexts(document, values);
      }
      return values;
    }

    /** Texts that are compared as a whole are kept for sorting already, so not once more. */
    private void addWholeTexts(int document, Map<String, String> values) throws IOException {
      List<LeafReaderContext> leaves = Objects.requireNonNull(reader).leaves();
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
      for (FieldInfo field : leaf.reader().getFieldInfos()) {
        SortedDocValues texts = leaf.reader().getSortedDocValues(field.name);
        if (texts != null && texts.advanceExact(document - leaf.docBase)) {
          values.put(field.name, texts.binaryValue().utf8ToString());
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (reader != null) {
        reader.close();
      }
    }
  }
}
