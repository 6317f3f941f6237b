package dev.lily.graph.asset;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A classification on an asset. {@code origin} is the asset on which somebody put it: another guid
 * than the asset's own marks a propagated classification.
 *
 * <p>Two are equal if they say the same, whoever said it: sending one again changes nothing.
 *
 * @param attributes values by attribute name, JSON-like
 * @param provenance null where it is not stored yet, or was stored before this was noted
 */
public record Classification(
    String typeName,
    Guid origin,
    Map<String, @Nullable Object> attributes,
    Rules rules,
    List<ValidityPeriod> validityPeriods,
    @Nullable Provenance provenance) {

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

  /** One of which nobody knows who put it there. */
  public Classification(
      String typeName,
      Guid origin,
      Map<String, @Nullable Object> attributes,
      Rules rules,
      List<ValidityPeriod> validityPeriods) {
    this(typeName, origin, attributes, rules, validityPeriods, null);
  }

  public Classification(String typeName, Guid origin) {
    this(typeName, origin, Map.of(), Rules.PROPAGATE, List.of());
  }

  public boolean isOwnOf(Guid asset) {
    return origin.equals(asset);
  }

  /** Whether it holds at that time: always, or in one of its periods. */
  public boolean holdsAt(Instant time) {
    return validityPeriods.isEmpty()
        || validityPeriods.stream().anyMatch(period -> period.holdsAt(time));
  }

  /** The same, put there by this change. */
  public Classification from(Provenance change) {
    return new Classification(typeName, origin, attributes, rules, validityPeriods, change);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Classification that
        && typeName.equals(that.typeName)
        && origin.equals(that.origin)
        && rules.equals(that.rules)
        && attributes.equals(that.attributes)
        && validityPeriods.equals(that.validityPeriods);
  }

  @Override
  public int hashCode() {
    return Objects.hash(typeName, origin, attributes, rules, validityPeriods);
  }
}
