package dev.lily.graph.gremlin;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.tinkerpop.gremlin.process.traversal.Path;
import org.apache.tinkerpop.gremlin.process.traversal.step.util.MutablePath;
import org.apache.tinkerpop.gremlin.structure.Edge;
import org.apache.tinkerpop.gremlin.structure.Property;
import org.apache.tinkerpop.gremlin.structure.Vertex;
import org.apache.tinkerpop.gremlin.structure.VertexProperty;
import org.apache.tinkerpop.gremlin.structure.util.detached.DetachedEdge;
import org.apache.tinkerpop.gremlin.structure.util.detached.DetachedProperty;
import org.apache.tinkerpop.gremlin.structure.util.detached.DetachedVertex;
import org.apache.tinkerpop.gremlin.structure.util.detached.DetachedVertexProperty;
import org.jspecify.annotations.Nullable;

/**
 * Results as values that outlive their transaction and that every driver reads: JanusGraph's own
 * ids of edges and properties, which need a serializer of JanusGraph's, become texts.
 */
final class DetachedRows {
  private DetachedRows() {}

  static @Nullable Object detach(@Nullable Object result) {
    if (result instanceof Vertex vertex) {
      return vertex(vertex);
    } else if (result instanceof Edge edge) {
      return edge(edge);
    } else if (result instanceof VertexProperty<?> property) {
      return property(property);
    } else if (result instanceof Property<?> property) {
      return new DetachedProperty<>(property.key(), property.value());
    } else if (result instanceof Path path) {
      return path(path);
    } else if (result instanceof Map.Entry<?, ?> entry) {
      return new SimpleImmutableEntry<>(detach(entry.getKey()), detach(entry.getValue()));
    } else if (result instanceof Map<?, ?> map) {
      Map<@Nullable Object, @Nullable Object> detached = new LinkedHashMap<>();
      map.forEach((key, value) -> detached.put(detach(key), detach(value)));
      return detached;
    } else if (result instanceof Set<?> set && !isBulked(set)) {
      Set<@Nullable Object> detached = new LinkedHashSet<>();
      set.forEach(value -> detached.add(detach(value)));
      return detached;
    } else if (result instanceof Iterable<?> values) {
      List<@Nullable Object> detached = new ArrayList<>();
      values.forEach(value -> detached.add(detach(value)));
      return detached;
    }
    return result;
  }

  /** A set that counts how often it has each element; its iteration repeats them. */
  private static boolean isBulked(Set<?> set) {
    return set instanceof org.apache.tinkerpop.gremlin.process.traversal.step.util.BulkSet;
  }

  private static DetachedVertex vertex(Vertex vertex) {
    DetachedVertex.Builder detached =
        DetachedVertex.build().setId(vertex.id()).setLabel(vertex.label());
    vertex.properties().forEachRemaining(property -> detached.addProperty(property(property)));
    return detached.create();
  }

  private static DetachedVertexProperty<?> property(VertexProperty<?> property) {
    return DetachedVertexProperty.build()
        .setId(property.id().toString())
        .setLabel(property.label())
        .setValue(property.value())
        .create();
  }

  private static DetachedEdge edge(Edge edge) {
    DetachedEdge.Builder detached =
        DetachedEdge.build()
            .setId(edge.id().toString())
            .setLabel(edge.label())
            .setOutV(end(edge.outVertex()))
            .setInV(end(edge.inVertex()));
    edge.properties()
        .forEachRemaining(
            property ->
                detached.addProperty(new DetachedProperty<>(property.key(), property.value())));
    return detached.create();
  }

  private static DetachedVertex end(Vertex vertex) {
    return DetachedVertex.build().setId(vertex.id()).setLabel(vertex.label()).create();
  }

  private static Path path(Path path) {
    Path detached = MutablePath.make();
    List<Object> objects = path.objects();
    List<Set<String>> labels = path.labels();
    for (int i = 0; i < objects.size(); i++) {
      detached = detached.extend(detach(objects.get(i)), labels.get(i));
    }
    return detached;
  }
}
