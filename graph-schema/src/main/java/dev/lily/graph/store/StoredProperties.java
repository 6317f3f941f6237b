package dev.lily.graph.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.janusgraph.core.Cardinality;
import org.janusgraph.core.JanusGraphException;
import org.janusgraph.core.JanusGraphTransaction;
import org.janusgraph.core.JanusGraphVertex;
import org.janusgraph.core.PropertyKey;
import org.janusgraph.diskstorage.BackendException;
import org.janusgraph.diskstorage.Entry;
import org.janusgraph.diskstorage.ReadBuffer;
import org.janusgraph.diskstorage.keycolumnvalue.KeySliceQuery;
import org.janusgraph.graphdb.database.EdgeSerializer;
import org.janusgraph.graphdb.database.serialize.Serializer;
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
  private final Map<Long, Key> keys = new ConcurrentHashMap<>();

  StoredProperties(IDManager ids) {
    this.ids = ids;
  }

  /** A type of property, and whether its values are texts of which a vertex has one. */
  private record Key(String name, boolean isText) {
    static Key of(PropertyKey key) {
      return new Key(
          key.name(), key.dataType() == String.class && key.cardinality() == Cardinality.SINGLE);
    }
  }

  /** The wanted properties that are texts, by name; empty where nothing is stored. */
  Map<String, String> texts(
      JanusGraphTransaction transaction, long vertexId, Predicate<String> wanted) {
    StandardJanusGraphTx inside = (StandardJanusGraphTx) transaction;
    EdgeSerializer serializer = inside.getEdgeSerializer();
    KeySliceQuery all =
        new KeySliceQuery(
            ids.getKey(vertexId), serializer.getQuery(RelationCategory.PROPERTY, false));
    Serializer values = inside.getGraph().getDataSerializer();
    Map<String, String> texts = new HashMap<>(16);
    for (Entry cell : inside.getTxHandle().edgeStoreQuery(all)) {
      Key key = key(inside, serializer.parseTypeId(cell));
      if (key.isText() && wanted.test(key.name())) {
        texts.put(key.name(), text(values, cell));
      }
    }
    return texts;
  }

  /** The value of the cell of a property that is a text of which a vertex has one. */
  static String text(Serializer values, Entry cell) {
    ReadBuffer content = cell.asReadBuffer();
    content.movePositionTo(cell.getValuePosition());
    return values.readObject(content, String.class);
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

  private Key key(StandardJanusGraphTx transaction, long type) {
    Key known = keys.get(type);
    return known != null ? known : newKey(transaction, type);
  }

  private Key newKey(StandardJanusGraphTx transaction, long type) {
    Key key = Key.of(transaction.getExistingPropertyKey(type));
    keys.put(type, key);
    return key;
  }
}
