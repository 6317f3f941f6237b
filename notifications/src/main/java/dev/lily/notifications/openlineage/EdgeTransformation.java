package dev.lily.notifications.openlineage;

import dev.lily.graph.asset.Relationship;
import dev.lily.notifications.openlineage.ColumnLineage.Transformation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one job does on a column edge. As a struct: {@code {job, type, subtype, description,
 * masking}}, without those that are empty. Ordered and distinct by all but the description.
 */
record EdgeTransformation(String job, Transformation transformation)
    implements Comparable<EdgeTransformation> {
  static final String ATTRIBUTE = "transformations";

  private static final Comparator<EdgeTransformation> ORDER =
      Comparator.comparing(EdgeTransformation::job)
          .thenComparing(each -> each.transformation.type())
          .thenComparing(each -> each.transformation.subtype())
          .thenComparing(each -> each.transformation.masking());

  /**
   * The transformations of an edge. The catalog keeps a struct as {@code {typeName, attributes}};
   * those of a foreign form are left out.
   */
  static SortedSet<EdgeTransformation> of(Relationship edge) {
    SortedSet<EdgeTransformation> found = new TreeSet<>();
    if (edge.attributes().get(ATTRIBUTE) instanceof List<?> structs) {
      for (Object struct : structs) {
        if (struct instanceof Map<?, ?> values) {
          found.add(of(values.get("attributes") instanceof Map<?, ?> inner ? inner : values));
        }
      }
    }
    return found;
  }

  private static EdgeTransformation of(Map<?, ?> struct) {
    return new EdgeTransformation(
        text(struct, "job"),
        new Transformation(
            text(struct, "type"),
            text(struct, "subtype"),
            text(struct, "description"),
            Boolean.TRUE.equals(struct.get("masking"))));
  }

  private static String text(Map<?, ?> struct, String name) {
    return Objects.toString(struct.get(name), "");
  }

  Map<String, Object> toStruct() {
    Map<String, Object> struct = new TreeMap<>();
    struct.put("masking", transformation.masking());
    putText(struct, "job", job);
    putText(struct, "type", transformation.type());
    putText(struct, "subtype", transformation.subtype());
    putText(struct, "description", transformation.description());
    return struct;
  }

  private static void putText(Map<String, Object> struct, String name, String text) {
    if (!text.isEmpty()) {
      struct.put(name, text);
    }
  }

  @Override
  public int compareTo(EdgeTransformation other) {
    return ORDER.compare(this, other);
  }
}
