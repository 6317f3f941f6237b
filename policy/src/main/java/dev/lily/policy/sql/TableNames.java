package dev.lily.policy.sql;

import static dev.lily.graph.BadRequests.require;

import dev.lily.policy.EngineResource;
import dev.lily.policy.binding.ServiceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.sf.jsqlparser.schema.Table;
import org.jspecify.annotations.Nullable;

/** Names in a statement as resources of the engine, in lower case as everywhere in decisions. */
final class TableNames {
  private static final String QUOTES = "\"`[";

  private final List<String> elements;
  private final Map<String, String> defaults;

  /**
   * Completes short names.
   *
   * @param defaults by element, such as {@code schema=marts}
   */
  TableNames(ServiceType type, Map<String, String> defaults) {
    this.elements = type.elements().subList(0, type.elements().indexOf("table") + 1);
    this.defaults = defaults;
  }

  EngineResource resource(Table table) {
    List<String> parts = parts(table);
    int missing = elements.size() - parts.size();
    require(
        missing >= 0,
        "sql: the table " + table.getFullyQualifiedName() + " has more parts than " + elements);
    Map<String, String> resource = new LinkedHashMap<>();
    for (String element : elements.subList(0, missing)) {
      String value = defaults.getOrDefault(element, "");
      require(
          !value.isBlank(),
          element + ": needed, because the statement names " + table.getFullyQualifiedName());
      resource.put(element, value.toLowerCase(Locale.ROOT));
    }
    for (int i = 0; i < parts.size(); i++) {
      resource.put(elements.get(missing + i), parts.get(i));
    }
    return new EngineResource(resource);
  }

  /** The parts of the name, outermost first; empty for no table. */
  static List<String> parts(@Nullable Table table) {
    List<String> parts = new ArrayList<>();
    if (table != null) {
      for (String part : table.getNameParts()) {
        if (part != null && !part.isEmpty()) {
          parts.add(0, folded(part));
        }
      }
    }
    return parts;
  }

  /** Without quotes, in lower case. */
  static String folded(String name) {
    boolean quoted = name.length() > 1 && QUOTES.indexOf(name.charAt(0)) >= 0;
    return (quoted ? name.substring(1, name.length() - 1) : name).toLowerCase(Locale.ROOT);
  }
}
