package dev.lily.graph.rule;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whatever contains (or is contained in) a carrier of one of some classifications carries another
 * one, or the same. What is derived does not travel on by itself, and nothing is derived from it
 * under its own name; it goes when the last cause goes.
 */
public sealed interface DerivationRule extends PropagationRule {
  /** From which; at least one. */
  List<String> classifications();

  /** The classification that is derived. */
  String as();

  /** How many steps of containing it goes at most; at least 1. */
  int levels();

  /** Which assets receive it; null for all. */
  @Nullable AssetPattern target();

  /** Whether it goes to containers, or else to what is contained. */
  boolean isUpward();

  /** Up: a table with a column that carries PII contains PII. */
  record Lift(
      String id,
      String description,
      boolean disabled,
      List<String> classifications,
      String as,
      int levels,
      @Nullable AssetPattern target)
      implements DerivationRule {
    public Lift {
      id = Objects.requireNonNullElse(id, "");
      description = Objects.requireNonNullElse(description, "");
      as = Objects.requireNonNullElse(as, "");
      classifications = List.copyOf(classifications);
      levels = Math.max(1, levels);
    }

    @Override
    public boolean isUpward() {
      return true;
    }
  }

  /** Down: every column of a table that is secret is secret. */
  record Lower(
      String id,
      String description,
      boolean disabled,
      List<String> classifications,
      String as,
      int levels,
      @Nullable AssetPattern target)
      implements DerivationRule {
    public Lower {
      id = Objects.requireNonNullElse(id, "");
      description = Objects.requireNonNullElse(description, "");
      as = Objects.requireNonNullElse(as, "");
      classifications = List.copyOf(classifications);
      levels = Math.max(1, levels);
    }

    @Override
    public boolean isUpward() {
      return false;
    }
  }
}
