package dev.lily.graph.asset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A classification on an asset. {@code origin} is the asset on which somebody put it: another guid
 * than the asset's own marks a propagated classification.
 *
 * @param attributes values by attribute name, JSON-like
 */
public record Classification(
    String typeName,
    Guid origin,
    Map<String, @Nullable Object> attributes,
    Rules rules,
    List<ValidityPeriod> validityPeriods) {

  /** How a classification travels; the names are Atlas's. */
  public record Rules(
      boolean propagate,
      boolean removePropagationsOnEntityDelete,
      boolean restrictPropagationThroughLineage,
      boolean restrictPropagationThroughHierarchy) {
    public static final Rules PROPAGATE = new Rules(true, true, false, false);
    public static final Rules STAY = new Rules(false, true, false, false);
  }

  public Classification {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    validityPeriods = List.copyOf(validityPeriods);
  }

  public Classification(String typeName, Guid origin) {
    this(typeName, origin, Map.of(), Rules.PROPAGATE, List.of());
  }

  public boolean isOwnOf(Guid asset) {
    return origin.equals(asset);
  }
}
