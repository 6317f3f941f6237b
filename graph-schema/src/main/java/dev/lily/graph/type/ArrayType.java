package dev.lily.graph.type;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array; a SET keeps the first of equal elements. Counts are -1 where not limited. */
public record ArrayType(ValueType element, Cardinality cardinality, int minCount, int maxCount)
    implements ValueType {

  @Override
  public String typeName() {
    return "array<" + element.typeName() + ">";
  }

  @Override
  public boolean isReference() {
    return element.isReference();
  }

  @Override
  public @Nullable Object normalize(@Nullable Object json, String path, Faults faults) {
    if (json == null) {
      return null;
    }
    if (!(json instanceof Collection<?> elements)) {
      faults.add(path, json, "array of " + element.typeName());
      return null;
    }
    List<@Nullable Object> values = normalizeAll(elements, path, faults);
    if (cardinality == Cardinality.SET) {
      values = new ArrayList<>(new LinkedHashSet<>(values));
    }
    checkCount(values.size(), path, faults);
    return values;
  }

  private List<@Nullable Object> normalizeAll(Collection<?> elements, String path, Faults faults) {
    List<@Nullable Object> values = new ArrayList<>(elements.size());
    for (Object item : elements) {
      values.add(normalizeOne(item, path, values.size(), faults));
    }
    return values;
  }

  private @Nullable Object normalizeOne(
      @Nullable Object item, String path, int index, Faults faults) {
    if (item != null && element instanceof ScalarType scalar) {
      Object value = scalar.convert(item);
      if (value != null) {
        return value;
      }
    }
    return element.normalize(item, path + "[" + index + "]", faults);
  }

  private void checkCount(int count, String path, Faults faults) {
    if (minCount != AttributeDef.NOT_SET && count < minCount) {
      faults.add(path + " has " + count + " elements, at least " + minCount + " are needed");
    }
    if (maxCount != AttributeDef.NOT_SET && count > maxCount) {
      faults.add(path + " has " + count + " elements, at most " + maxCount + " are allowed");
    }
  }
}
