package dev.lily.graph.store;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.janusgraph.core.JanusGraphTransaction;
import org.janusgraph.diskstorage.Entry;
import org.janusgraph.diskstorage.keycolumnvalue.KeySliceQuery;
import org.janusgraph.graphdb.database.EdgeSerializer;
import org.janusgraph.graphdb.idmanagement.IDManager;
import org.janusgraph.graphdb.internal.RelationCategory;
import org.janusgraph.graphdb.transaction.StandardJanusGraphTx;

/**
 * Reads the properties of a vertex as they are stored, without making elements of the graph of
 * them. What the transaction itself has changed is not seen. Any thread, each with its own
 * transaction.
 */
final class StoredProperties {
  private final IDManager ids;
  private final Map<Long, String> names = new ConcurrentHashMap<>();

  StoredProperties(IDManager ids) {
    this.ids = ids;
  }

  /** The wanted properties that are texts, by name; empty where nothing is stored. */
  Map<String, String> texts(
      JanusGraphTransaction transaction, long vertexId, Predicate<String> wanted) {
    StandardJanusGraphTx inside = (StandardJanusGraphTx) transaction;
    EdgeSerializer serializer = inside.getEdgeSerializer();
    KeySliceQuery all =
        new KeySliceQuery(
            ids.getKey(vertexId), serializer.getQuery(RelationCategory.PROPERTY, false));
    Map<String, String> texts = new HashMap<>(16);
    for (Entry cell : inside.getTxHandle().edgeStoreQuery(all)) {
      String name = name(inside, serializer.parseTypeId(cell));
      if (wanted.test(name)
          && serializer.parseRelation(cell, false, inside).getValue() instanceof String text) {
        texts.put(name, text);
      }
    }
    return texts;
  }

  private String name(StandardJanusGraphTx transaction, long type) {
    String known = names.get(type);
    return known != null ? known : newName(transaction, type);
  }

  private String newName(StandardJanusGraphTx transaction, long type) {
    String name = transaction.getExistingRelationType(type).name();
    names.put(type, name);
    return name;
  }
}
