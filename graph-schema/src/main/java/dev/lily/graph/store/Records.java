package dev.lily.graph.store;

import static dev.lily.graph.store.GraphKeys.BYTES;
import static dev.lily.graph.store.GraphKeys.RECORD;

import java.nio.ByteBuffer;
import org.apache.tinkerpop.gremlin.structure.T;
import org.apache.tinkerpop.gremlin.structure.VertexProperty.Cardinality;
import org.janusgraph.core.JanusGraphTransaction;
import org.janusgraph.core.JanusGraphVertex;
import org.janusgraph.core.JanusGraphVertexProperty;
import org.janusgraph.graphdb.idmanagement.IDManager;
import org.jspecify.annotations.Nullable;

/** The store's own records, below the addresses of assets: bytes by number. */
final class Records {
  static final long OUTBOX_REMOVED = 1;
  static final long TYPE_COUNT = 2;
  static final long PROPAGATED_REMOVED = 3;
  static final long IDENTITY = 4;
  static final long TYPES = 1L << 20;
  static final long OUTBOX = 1L << 40;
  static final long PROPAGATED = 1L << 41;

  private final IDManager ids;

  Records(IDManager ids) {
    this.ids = ids;
  }

  boolean exists(JanusGraphTransaction transaction, long number) {
    return find(transaction, number) != null;
  }

  byte[] read(JanusGraphTransaction transaction, long number) {
    byte[] bytes = find(transaction, number);
    if (bytes == null) {
      throw new IllegalStateException("the graph has no record " + number);
    }
    return bytes;
  }

  byte @Nullable [] find(JanusGraphTransaction transaction, long number) {
    JanusGraphVertex vertex = vertex(transaction, number);
    return vertex == null ? null : bytes(vertex);
  }

  private static byte @Nullable [] bytes(JanusGraphVertex vertex) {
    for (JanusGraphVertexProperty<?> property : vertex.query().keys(BYTES).properties()) {
      return (byte[]) property.value();
    }
    return null;
  }

  /** Writes a record, new or known. */
  void write(JanusGraphTransaction transaction, long number, byte[] bytes) {
    JanusGraphVertex known = vertex(transaction, number);
    JanusGraphVertex vertex =
        known != null && bytes(known) != null
            ? known
            : transaction.addVertex(T.id, ids.toVertexId(number), T.label, RECORD);
    vertex.property(Cardinality.single, BYTES, bytes);
  }

  void remove(JanusGraphTransaction transaction, long number) {
    JanusGraphVertex vertex = vertex(transaction, number);
    if (vertex != null) {
      vertex.remove();
    }
  }

  long readNumber(JanusGraphTransaction transaction, long number) {
    byte[] bytes = find(transaction, number);
    return bytes == null ? 0 : ByteBuffer.wrap(bytes).getLong();
  }

  void writeNumber(JanusGraphTransaction transaction, long number, long value) {
    write(transaction, number, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  private @Nullable JanusGraphVertex vertex(JanusGraphTransaction transaction, long number) {
    return transaction.getVertex(ids.toVertexId(number));
  }
}
