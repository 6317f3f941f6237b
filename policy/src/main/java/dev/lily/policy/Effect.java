package dev.lily.policy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Set;

/** What a policy does to the subjects that are not exempt. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Effect.Allow.class, name = "allow"),
  @JsonSubTypes.Type(value = Effect.Deny.class, name = "deny"),
  @JsonSubTypes.Type(value = Effect.Mask.class, name = "mask"),
  @JsonSubTypes.Type(value = Effect.FilterRows.class, name = "filter-rows")
})
public sealed interface Effect {

  /** Access types of the engine, such as {@code select}; none stands for all. */
  record Allow(Set<String> accesses) implements Effect {
    public Allow {
      accesses = accesses == null ? Set.of() : Set.copyOf(accesses);
    }
  }

  /** Access types of the engine, such as {@code select}; none stands for all. */
  record Deny(Set<String> accesses) implements Effect {
    public Deny {
      accesses = accesses == null ? Set.of() : Set.copyOf(accesses);
    }
  }

  /**
   * Hides the values of a column.
   *
   * @param expression SQL of the engine for {@link MaskType#CUSTOM}, otherwise empty; {@code {col}}
   *     and {@code {type}} stand for the column and its type
   */
  record Mask(MaskType type, String expression) implements Effect {
    public Mask {
      expression = expression == null ? "" : expression;
    }

    public Mask(MaskType type) {
      this(type, "");
    }
  }

  /** Shows only the rows for which the SQL expression is true. */
  record FilterRows(String expression) implements Effect {}
}
