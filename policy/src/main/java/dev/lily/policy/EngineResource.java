package dev.lily.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One resource of an engine by name, such as a table: values by element, outermost first ({@code
 * catalog=lake, schema=sales, table=orders}).
 */
public record EngineResource(Map<String, String> elements) {
  public EngineResource {
    if (elements.isEmpty()) {
      throw new IllegalArgumentException("a resource has at least one element");
    }
    elements = Elements.copyOf(elements);
  }

  public static EngineResource of(String... namesAndValues) {
    return new EngineResource(Elements.of(namesAndValues));
  }

  /** The resource inside this one, of an element that this one has not. */
  public EngineResource child(String element, String value) {
    return new EngineResource(own().and(element, value));
  }

  /** The resource around this one; absent at the top. */
  public Optional<EngineResource> parent() {
    return elements.size() == 1
        ? Optional.empty()
        : Optional.of(new EngineResource(own().withoutLast()));
  }

  /** The same for keeping: there is one for each tagged column, and they share their texts. */
  public EngineResource interned() {
    return new EngineResource(own().interned());
  }

  /** The name of the innermost element, like {@code column}. */
  public String leaf() {
    return own().lastName();
  }

  public String leafValue() {
    return own().lastValue();
  }

  private Elements own() {
    return (Elements) elements;
  }

  /** What is the same for two spellings of one resource: engines fold the case of names. */
  public String key() {
    StringBuilder key = new StringBuilder(64).append(leaf());
    elements.values().forEach(v -> key.append('\n').append(v.toLowerCase(Locale.ROOT)));
    return key.toString();
  }

  /** The {@link #key} of each resource around this one, the outermost first. */
  public List<String> containerKeys() {
    List<String> keys = new ArrayList<>(elements.size());
    StringBuilder values = new StringBuilder(64);
    for (Map.Entry<String, String> element : elements.entrySet()) {
      values.append('\n').append(element.getValue().toLowerCase(Locale.ROOT));
      keys.add(element.getKey() + values);
    }
    return keys.subList(0, keys.size() - 1);
  }

  /** What {@link #key} of a child begins with; its value in lower case follows. */
  public String childKeyPrefix(String element) {
    return element + key().substring(leaf().length()) + '\n';
  }

  /**
   * A map adds up the hashes of its entries, by which column 1 of table 2 and column 2 of table 1
   * are the same: thousands of columns then share a few hashes.
   */
  @Override
  public int hashCode() {
    int sum = 0;
    for (Map.Entry<String, String> element : elements.entrySet()) {
      int mixed = (element.getKey().hashCode() ^ element.getValue().hashCode()) * 0x9E3779B1;
      mixed = (mixed ^ mixed >>> 15) * 0x85EBCA6B;
      sum += mixed ^ mixed >>> 13;
    }
    return sum;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EngineResource resource && elements.equals(resource.elements);
  }

  /** The names joined by dots, like {@code lake.sales.orders}. */
  @Override
  public String toString() {
    return String.join(".", elements.values());
  }
}
