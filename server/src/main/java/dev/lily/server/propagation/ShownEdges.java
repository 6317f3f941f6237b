package dev.lily.server.propagation;

import dev.lily.graph.AssetReader;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.lineage.EdgeKind;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.notifications.propagation.LineageEdges;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The edges of one answer; the transformations of column edges are read, of a number of them. */
final class ShownEdges {
  private static final int READ = 200;
  private static final String TRANSFORMATIONS = "transformations";
  private static final List<String> FIELDS =
      List.of("job", "type", "subtype", "description", "masking");

  private final RequestContext context;
  private final AssetReader reader;
  private final TypeRegistry types;
  private final Map<LineageEdge, List<Map<String, Object>>> read = new HashMap<>();

  ShownEdges(RequestContext context, AssetReader reader, TypeRegistry types) {
    this.context = context;
    this.reader = reader;
    this.types = types;
  }

  /** Relationship type and guid, kind. */
  Map<String, Object> of(LineageEdge edge) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("relationshipType", edge.relationshipType());
    types
        .findRelationshipType(edge.relationshipType())
        .ifPresent(
            type -> {
              boolean turned = LineageEdges.isTurned(type);
              Guid end1 = turned ? edge.to() : edge.from();
              Guid end2 = turned ? edge.from() : edge.to();
              answer.put(
                  "relationshipGuid", GraphCatalog.relationshipGuid(end1, end2, type).toString());
            });
    answer.put("kind", edge.kind().name());
    return answer;
  }

  /** Each as {@code {job, type, subtype, description, masking}}; empty for other edges. */
  List<Map<String, Object>> transformations(LineageEdge edge) {
    if (edge.kind() != EdgeKind.COLUMN_LINEAGE) {
      return List.of();
    }
    List<Map<String, Object>> known = read.get(edge);
    if (known != null) {
      return known;
    }
    List<Map<String, Object>> found = read.size() < READ ? read(edge) : List.of();
    read.put(edge, found);
    return found;
  }

  private List<Map<String, Object>> read(LineageEdge edge) {
    Optional<Relationship> relationship =
        reader.findRelationship(context, edge.from(), edge.to(), edge.relationshipType());
    return relationship.map(known -> known.attributes().get(TRANSFORMATIONS)).stream()
        .filter(Collection.class::isInstance)
        .flatMap(all -> ((Collection<?>) all).stream())
        .map(ShownEdges::transformation)
        .toList();
  }

  /** A struct is stored as {@code {typeName, attributes}}. */
  private static Map<String, Object> transformation(@Nullable Object struct) {
    Map<String, Object> answer = new LinkedHashMap<>();
    if (struct instanceof Map<?, ?> fields) {
      Map<?, ?> values = fields.get("attributes") instanceof Map<?, ?> inner ? inner : fields;
      for (String field : FIELDS) {
        Object value = values.get(field);
        if (value != null) {
          answer.put(field, value);
        }
      }
    }
    return answer;
  }
}
