package dev.lily.graph.rule;

import org.jspecify.annotations.Nullable;

/**
 * Which transformations of a column edge; absent parts fit all. One of which nobody said how it
 * derives the column never fits.
 */
public record TransformationPattern(
    @Nullable String type, @Nullable String subtype, @Nullable Boolean masking) {

  boolean matches(Transformation one) {
    return (one.masking() || !one.type().isEmpty())
        && (type == null || type.equalsIgnoreCase(one.type()))
        && (subtype == null || subtype.equalsIgnoreCase(one.subtype()))
        && (masking == null || masking == one.masking());
  }
}
