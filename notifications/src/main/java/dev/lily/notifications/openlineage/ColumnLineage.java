package dev.lily.notifications.openlineage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columnLineage facet of an output.
 *
 * @param fields the sources of each output field
 * @param dataset sources that shape the dataset as a whole (filters, joins, grouping)
 */
public record ColumnLineage(Map<String, List<Source>> fields, List<Source> dataset) {
  public ColumnLineage {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    dataset = List.copyOf(dataset);
  }

  /** How many sources it names. */
  int size() {
    return dataset.size() + fields.values().stream().mapToInt(List::size).sum();
  }

  /** All datasets that something is derived from. */
  Set<DatasetName> sources() {
    Set<DatasetName> sources = new LinkedHashSet<>();
    fields.values().forEach(field -> field.forEach(source -> sources.add(source.dataset())));
    dataset.forEach(source -> sources.add(source.dataset()));
    return sources;
  }

  /** An input field and what is done to it; at least one transformation. */
  public record Source(DatasetName dataset, String field, List<Transformation> transformations) {
    public Source {
      transformations = List.copyOf(transformations);
    }
  }

  /** A transformation; {@code subtype} and {@code description} are empty where not given. */
  public record Transformation(String type, String subtype, String description, boolean masking) {
    static final Transformation UNSPECIFIED = new Transformation("DIRECT", "", "", false);
  }
}
