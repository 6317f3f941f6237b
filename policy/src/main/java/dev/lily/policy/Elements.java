package dev.lily.policy;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The few names and values of a resource, in order and unchangeable: a fifth of the memory of a
 * linked map.
 */
final class Elements extends AbstractMap<String, String> {
  private final String[] namesAndValues;

  private Elements(String[] namesAndValues) {
    this.namesAndValues = namesAndValues;
  }

  static Elements copyOf(Map<String, String> elements) {
    if (elements instanceof Elements same) {
      return same;
    }
    String[] all = new String[elements.size() * 2];
    int at = 0;
    for (Map.Entry<String, String> element : elements.entrySet()) {
      all[at++] = element.getKey();
      all[at++] = element.getValue();
    }
    return new Elements(all);
  }

  static Elements of(String... namesAndValues) {
    return new Elements(namesAndValues.clone());
  }

  /** With one more at the end. */
  Elements and(String name, String value) {
    int length = namesAndValues.length;
    String[] all = Arrays.copyOf(namesAndValues, length + 2);
    all[length] = name;
    all[length + 1] = value;
    return new Elements(all);
  }

  Elements withoutLast() {
    return new Elements(Arrays.copyOf(namesAndValues, namesAndValues.length - 2));
  }

  /** The same, with texts that are shared by all that are kept. */
  Elements interned() {
    String[] all = namesAndValues.clone();
    Arrays.setAll(all, i -> all[i].intern());
    return new Elements(all);
  }

  String lastName() {
    return namesAndValues[namesAndValues.length - 2];
  }

  String lastValue() {
    return namesAndValues[namesAndValues.length - 1];
  }

  @Override
  public int size() {
    return namesAndValues.length / 2;
  }

  @Override
  public @Nullable String get(@Nullable Object name) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i].equals(name)) {
        return namesAndValues[i + 1];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  /** Not kept, unlike that of other maps. */
  @Override
  public Set<String> keySet() {
    return new View<>(size(), i -> namesAndValues[2 * i]);
  }

  @Override
  public Collection<String> values() {
    return new AbstractList<>() {
      @Override
      public int size() {
        return Elements.this.size();
      }

      @Override
      public String get(int index) {
        return namesAndValues[2 * index + 1];
      }
    };
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return new View<>(size(), i -> Map.entry(namesAndValues[2 * i], namesAndValues[2 * i + 1]));
  }

  private interface At<T> {
    T get(int index);
  }

  private static final class View<T> extends AbstractSet<T> {
    private final int size;
    private final At<T> at;

    View(int size, At<T> at) {
      this.size = size;
      this.at = at;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public Iterator<T> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < size;
        }

        @Override
        public T next() {
          if (next >= size) {
            throw new NoSuchElementException();
          }
          return at.get(next++);
        }
      };
    }
  }
}
