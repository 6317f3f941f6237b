package dev.lily.graph.type;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why a change of types is refused: all reasons; the first one gives the code. */
final class Problems {
  private final Map<String, ErrorCode> problems = new LinkedHashMap<>();

  void add(ErrorCode code, String text) {
    problems.putIfAbsent(text, code);
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      ErrorCode code = problems.values().iterator().next();
      throw new CatalogException(code, Faults.text(problems.keySet()));
    }
  }
}
