package dev.lily.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A set of engine resources by name: those of the service (a name, or {@code *} for every service
 * that has such resources) whose elements match, and everything inside them.
 *
 * @param elements values by resource element of the engine, outermost first ({@code catalog,
 *     schema, table, column} in Trino, {@code database, table, column} in Hive); {@code *} and
 *     {@code ?} are wildcards, upper and lower case are the same
 * @param inside whether it is about everything inside, too; true where it is left out
 */
public record ResourcePattern(String service, Map<String, List<String>> elements, Boolean inside) {
  public static final String ANY_SERVICE = "*";

  public ResourcePattern {
    service = service == null || service.isEmpty() ? ANY_SERVICE : service;
    Map<String, List<String>> copy = new LinkedHashMap<>();
    if (elements != null) {
      elements.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    }
    elements = Collections.unmodifiableMap(copy);
    inside = inside == null || inside;
  }

  /** Of what matches and everything inside. */
  public ResourcePattern(String service, Map<String, List<String>> elements) {
    this(service, elements, true);
  }

  /** A pattern of one value per element: {@code of("catalog", "lake", "schema", "sales")}. */
  public static ResourcePattern of(String... namesAndValues) {
    Map<String, List<String>> elements = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      elements.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
    }
    return new ResourcePattern(ANY_SERVICE, elements);
  }

  public boolean covers(String serviceName) {
    return service.equals(ANY_SERVICE) || service.equals(serviceName);
  }

  /** Whether the resource matches every element or lies inside of what matches. */
  public boolean contains(EngineResource resource) {
    for (Map.Entry<String, List<String>> element : elements.entrySet()) {
      String value = resource.elements().get(element.getKey());
      if (value == null || element.getValue().stream().noneMatch(p -> Glob.matches(p, value))) {
        return false;
      }
    }
    return inside || resource.elements().size() == elements.size();
  }

  /** Whether something inside the container, or the container itself, may match. */
  public boolean reachesInto(EngineResource container) {
    for (Map.Entry<String, List<String>> element : elements.entrySet()) {
      String value = container.elements().get(element.getKey());
      if (value != null && element.getValue().stream().noneMatch(p -> Glob.matches(p, value))) {
        return false;
      }
    }
    return true;
  }
}
