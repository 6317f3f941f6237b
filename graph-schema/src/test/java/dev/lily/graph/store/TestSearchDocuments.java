package dev.lily.graph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.janusgraph.core.Cardinality;
import org.janusgraph.core.schema.Mapping;
import org.janusgraph.diskstorage.indexing.IndexEntry;
import org.janusgraph.diskstorage.indexing.IndexMutation;
import org.janusgraph.diskstorage.indexing.KeyInformation;
import org.janusgraph.diskstorage.indexing.StandardKeyInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSearchDocuments {
  private static final String STORE = "assets";

  @TempDir private Path folder;

  @Test
  void aDocumentThatLuceneRefusesKeepsNoOtherOut() throws Exception {
    SearchDocuments documents = new SearchDocuments(folder);
    Map<String, IndexMutation> changes =
        Map.of(
            "a", added("orders"),
            "b", added("x".repeat(40_000)),
            "c", added("returns"));

    documents.write(List.of(Map.of(STORE, changes)), new Keys());

    assertThat(found(documents, "orders")).isEqualTo(1);
    assertThat(found(documents, "returns")).isEqualTo(1);
    documents.close();
  }

  @Test
  void aChangeKeepsWhatItDoesNotName() throws Exception {
    SearchDocuments documents = new SearchDocuments(folder);
    documents.write(List.of(Map.of(STORE, Map.of("a", added("orders")))), new Keys());
    IndexMutation owned = new IndexMutation(new Keys().get(STORE), false, false);
    owned.addition(new IndexEntry("owner", "ann"));

    documents.write(List.of(Map.of(STORE, Map.of("a", owned))), new Keys());

    assertThat(found(documents, "orders")).isEqualTo(1);
    documents.close();
  }

  private static IndexMutation added(String name) {
    return new IndexMutation(
        new Keys().get(STORE),
        new ArrayList<>(List.of(new IndexEntry("name", name))),
        new ArrayList<>(),
        true,
        false);
  }

  private static int found(SearchDocuments documents, String name) throws Exception {
    try (DirectoryReader reader = documents.reader(STORE)) {
      return reader.docFreq(new Term("name", name));
    }
  }

  /** Every key is a text that is compared as a whole. */
  private static final class Keys implements KeyInformation.IndexRetriever {
    @Override
    public KeyInformation get(String store, String key) {
      return new StandardKeyInformation(
          String.class, Cardinality.SINGLE, Mapping.STRING.asParameter());
    }

    @Override
    public KeyInformation.StoreRetriever get(String store) {
      return key -> get(store, key);
    }

    @Override
    public void invalidate(String store) {}
  }
}
