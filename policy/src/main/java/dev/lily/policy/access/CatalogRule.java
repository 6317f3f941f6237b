package dev.lily.policy.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lily.policy.Subjects;
import java.util.Set;

/**
 * A rule of the catalog's own door. Of a tenant's rules the first that names the caller, the action
 * and the asset decides; where none does, the caller's roles do.
 *
 * @param id by which refusals and explanations name it
 * @param actions of a REDACT rule none: it is about {@link Action#READ_DETAILS}
 * @param redact patterns of attribute names, of a REDACT rule only; none for the standard ones
 */
public record CatalogRule(
    String id,
    String description,
    Subjects subjects,
    Set<Action> actions,
    On on,
    Effect effect,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<String> redact) {

  /** What happens to whom the rule names. */
  public enum Effect {
    /** May, whatever the roles say. */
    ALLOW,
    DENY,
    /** Sees the asset without its details. */
    REDACT
  }

  /**
   * Which assets: those that meet all of it; what is empty is met by all.
   *
   * @param types patterns of names of types, of which the asset's or one above it fits
   * @param qualifiedNames patterns of which one fits
   * @param classifications names of which the asset carries one, or one below it; {@code *} for any
   * @param ownOnly whether only classifications count that were put on the asset itself
   */
  public record On(
      Set<String> types, Set<String> qualifiedNames, Set<String> classifications, boolean ownOnly) {
    public static final On EVERYTHING = new On(Set.of(), Set.of(), Set.of(), false);

    public On {
      types = types == null ? Set.of() : Set.copyOf(types);
      qualifiedNames = qualifiedNames == null ? Set.of() : Set.copyOf(qualifiedNames);
      classifications = classifications == null ? Set.of() : Set.copyOf(classifications);
    }

    @JsonIgnore
    public boolean isEverything() {
      return types.isEmpty() && qualifiedNames.isEmpty() && classifications.isEmpty();
    }
  }

  public CatalogRule {
    id = id == null ? "" : id;
    description = description == null ? "" : description;
    subjects = subjects == null ? Subjects.NOBODY : subjects;
    actions = actions == null ? Set.of() : Set.copyOf(actions);
    on = on == null ? On.EVERYTHING : on;
    effect = effect == null ? Effect.DENY : effect;
    redact = redact == null ? Set.of() : Set.copyOf(redact);
  }

  /** Whether it decides about the action. */
  boolean isAbout(Action action) {
    return effect == Effect.REDACT ? action == Action.READ_DETAILS : actions.contains(action);
  }
}
