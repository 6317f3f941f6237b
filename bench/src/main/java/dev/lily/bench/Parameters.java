package dev.lily.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of a run: those given, and the initial ones for the rest. */
record Parameters(Map<String, String> values) {
  Parameters {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Reads {@code --name value} pairs.
   *
   * @throws BenchException naming all faults together
   */
  static Parameters parse(List<Parameter> known, List<String> arguments) {
    Map<String, String> values = new LinkedHashMap<>();
    known.forEach(parameter -> values.put(parameter.name(), parameter.initially()));
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i).replaceFirst("^--", "");
      if (!values.containsKey(name)) {
        faults.add("unknown parameter " + arguments.get(i));
      } else if (i + 1 == arguments.size()) {
        faults.add("--" + name + " needs a value");
      } else {
        values.put(name, arguments.get(i + 1));
      }
    }
    if (!faults.isEmpty()) {
      throw new BenchException(String.join("; ", faults));
    }
    return new Parameters(values);
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("undeclared parameter " + name);
    }
    return value;
  }

  Optional<String> optional(String name) {
    return Optional.of(text(name)).filter(value -> !value.isEmpty());
  }

  /** A whole number from {@code least} to {@code most}. */
  int number(String name, int least, int most) {
    String value = text(name);
    if (value.matches("\\d{1,9}")) {
      int number = Integer.parseInt(value);
      if (least <= number && number <= most) {
        return number;
      }
    }
    throw new BenchException(
        "--%s is %s, and has to be from %d to %d".formatted(name, value, least, most));
  }
}
