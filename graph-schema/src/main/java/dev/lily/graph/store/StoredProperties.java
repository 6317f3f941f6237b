package dev.lily.graph.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.janusgraph.core.JanusGraphException;
import org.janusgraph.core.JanusGraphTransaction;
import org.janusgraph.core.JanusGraphVertex;
import org.janusgraph.diskstorage.BackendException;
import org.janusgraph.diskstorage.Entry;
import org.janusgraph.diskstorage.keycolumnvalue.KeySliceQuery;
import org.janusgraph.graphdb.database.EdgeSerializer;
import org.janusgraph.graphdb.idmanagement.IDManager;
import org.janusgraph.graphdb.internal.ElementLifeCycle;
import org.janusgraph.graphdb.internal.InternalVertex;
import org.janusgraph.graphdb.internal.RelationCategory;
import org.janusgraph.graphdb.relations.StandardVertexProperty;
import org.janusgraph.graphdb.transaction.StandardJanusGraphTx;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes properties of a vertex as they are stored, without making elements of the graph
 * of them. What the transaction itself has changed is not seen, and what is written here is not
 * seen by it; it is committed or rolled back with it. Any thread, each with its own transaction.
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

  /**
   * Writes a text instead of the one that is stored, in JanusGraph's own form; null removes it.
   * Only for a key of which a vertex has one, in no index, and not twice in a transaction.
   */
  static void write(
      JanusGraphTransaction transaction,
      JanusGraphVertex vertex,
      String name,
      @Nullable String text) {
    StandardJanusGraphTx inside = (StandardJanusGraphTx) transaction;
    InternalVertex element = (InternalVertex) vertex;
    StandardVertexProperty property =
        new StandardVertexProperty(
            IDManager.getTemporaryRelationID(1),
            inside.getPropertyKey(name),
            element,
            text == null ? "" : text,
            ElementLifeCycle.New);
    inside.getGraph().assignID(property);
    List<Entry> cell = List.of(inside.getEdgeSerializer().writeRelation(property, 0, inside));
    try {
      inside
          .getTxHandle()
          .mutateEdges(
              inside.getIdInspector().getKey(vertex.id()),
              text == null ? List.of() : cell,
              text == null ? cell : List.of());
    } catch (BackendException fault) {
      throw new JanusGraphException("the property " + name + " cannot be written", fault);
    }
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
