package dev.lily.policy.binding;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A name with variables, such as {@code {catalog}.{schema}.{table}@{instance}}. A variable is never
 * empty and contains neither the character that follows it nor, for the last one, the character
 * before it.
 *
 * @param literals the texts between the variables: one more than there are variables
 */
record NameTemplate(List<String> literals, List<String> variables) {

  static NameTemplate parse(String text) {
    List<String> literals = new ArrayList<>();
    List<String> variables = new ArrayList<>();
    int from = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
      int close = text.indexOf('}', open);
      boolean adjacent = !variables.isEmpty() && open == from;
      if (close < open + 2 || adjacent) {
        throw new CatalogException(
            ErrorCode.BAD_REQUEST,
            "name template '" + text + "' needs text between variables and a '}' for each '{'");
      }
      literals.add(text.substring(from, open));
      variables.add(text.substring(open + 1, close));
      from = close + 1;
    }
    literals.add(text.substring(from));
    return new NameTemplate(List.copyOf(literals), List.copyOf(variables));
  }

  /** The variables' values in the name; absent where it has another form. */
  Optional<Map<String, String>> match(String name) {
    String first = literals.get(0);
    if (!name.regionMatches(true, 0, first, 0, first.length())) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    int from = first.length();
    for (int i = 0; i < variables.size(); i++) {
      int end = endOf(name, i, from);
      if (end <= from) {
        return Optional.empty();
      }
      String value = name.substring(from, end);
      String before = values.put(variables.get(i), value);
      if (before != null && !before.equalsIgnoreCase(value)) {
        return Optional.empty();
      }
      from = end + literals.get(i + 1).length();
    }
    return from == name.length() ? Optional.of(values) : Optional.empty();
  }

  /** The name with the values filled in; absent where one is missing. */
  Optional<String> fill(Map<String, String> values) {
    StringBuilder name = new StringBuilder(literals.get(0));
    for (int i = 0; i < variables.size(); i++) {
      String value = values.get(variables.get(i));
      if (value == null) {
        return Optional.empty();
      }
      name.append(value).append(literals.get(i + 1));
    }
    return Optional.of(name.toString());
  }

  /** Whether it differs by the names of variables only, so that the same names match. */
  boolean looksLike(NameTemplate other) {
    return String.join("{}", literals).equalsIgnoreCase(String.join("{}", other.literals));
  }

  private int endOf(String name, int variable, int from) {
    String next = literals.get(variable + 1);
    boolean last = variable == variables.size() - 1;
    if (!last) {
      return name.indexOf(next, from);
    }
    int end = name.length() - next.length();
    if (end < from || !name.regionMatches(true, end, next, 0, next.length())) {
      return -1;
    }
    String before = literals.get(variable);
    boolean nested =
        !before.isEmpty()
            && name.substring(from, end).indexOf(before.charAt(before.length() - 1)) >= 0;
    return nested ? -1 : end;
  }
}
