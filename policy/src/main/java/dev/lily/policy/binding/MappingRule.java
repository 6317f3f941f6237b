package dev.lily.policy.binding;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.policy.EngineResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says that assets of a type are resources of an engine, and how the names correspond.
 *
 * @param assetType the exact type of the assets
 * @param qualifiedName their qualifiedName with {@code {variables}}; a variable named as a resource
 *     element of the engine gives that element, any other one must be fixed
 * @param fixed values of variables and elements that the qualifiedName does not give, such as
 *     {@code catalog=lake}
 */
public record MappingRule(String assetType, String qualifiedName, Map<String, String> fixed) {
  public MappingRule {
    fixed = fixed == null ? Map.of() : Map.copyOf(fixed);
  }

  /** The rule made ready for matching. */
  Compiled compile(ServiceType service) {
    NameTemplate template = NameTemplate.parse(qualifiedName);
    Set<String> known = new TreeSet<>(template.variables());
    known.addAll(fixed.keySet());
    List<String> elements = service.elements().stream().filter(known::contains).toList();
    return new Compiled(assetType, template, new TreeMap<>(fixed), elements);
  }

  /**
   * Refuses what gives no resource of the engine.
   *
   * @param field the JSON pointer of the qualifiedName
   */
  void requireValid(String field, ServiceType service) {
    List<String> elements = compiled(field, service).elements();
    if (elements.isEmpty() || !service.elements().subList(0, elements.size()).equals(elements)) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          field
              + ": mapping '"
              + qualifiedName
              + "' of "
              + assetType
              + " names the elements "
              + elements
              + "; "
              + service.rangerName()
              + " needs the first ones of "
              + service.elements());
    }
  }

  private Compiled compiled(String field, ServiceType service) {
    try {
      return compile(service);
    } catch (CatalogException malformed) {
      throw new CatalogException(
          malformed.code(), field + ": " + malformed.getMessage(), malformed);
    }
  }

  /** A rule that can be applied; {@code elements} are those of its resources. */
  record Compiled(
      String assetType, NameTemplate template, Map<String, String> fixed, List<String> elements) {

    /** The resource in lower case, as both Trino and Hive write their names in requests. */
    Optional<EngineResource> resourceOf(String name) {
      return template.match(name).filter(this::agreesWithFixed).map(this::resource);
    }

    /** The qualifiedName of the resource; absent where the rule is about others. */
    Optional<String> nameOf(EngineResource resource) {
      if (!List.copyOf(resource.elements().keySet()).equals(elements)) {
        return Optional.empty();
      }
      Map<String, String> values = new TreeMap<>(resource.elements());
      for (Map.Entry<String, String> entry : fixed.entrySet()) {
        String value = values.putIfAbsent(entry.getKey(), entry.getValue());
        if (value != null && !value.equalsIgnoreCase(entry.getValue())) {
          return Optional.empty();
        }
      }
      return template.fill(values);
    }

    /** Whether both are of the same type and pattern, and some name fits both. */
    boolean mayMatchWith(Compiled other) {
      if (!assetType.equals(other.assetType) || !template.looksLike(other.template)) {
        return false;
      }
      for (int i = 0; i < template.variables().size(); i++) {
        String mine = fixed.get(template.variables().get(i));
        String others = other.fixed.get(other.template.variables().get(i));
        if (mine != null && others != null && !mine.equalsIgnoreCase(others)) {
          return false;
        }
      }
      return true;
    }

    private boolean agreesWithFixed(Map<String, String> values) {
      return fixed.entrySet().stream()
          .allMatch(
              entry ->
                  entry
                      .getValue()
                      .equalsIgnoreCase(values.getOrDefault(entry.getKey(), entry.getValue())));
    }

    private EngineResource resource(Map<String, String> values) {
      Map<String, String> resource = new LinkedHashMap<>();
      for (String element : elements) {
        String value = fixed.get(element);
        String name = value != null ? value : values.getOrDefault(element, "");
        resource.put(element, name.toLowerCase(Locale.ROOT));
      }
      return new EngineResource(resource);
    }
  }
}
