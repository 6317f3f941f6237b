package dev.lily.policy;

import static dev.lily.graph.BadRequests.require;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.lily.graph.asset.ValidityPeriod;
import java.util.List;

/**
 * One rule: who, what, and what happens.
 *
 * @param id given by the store; 0 for a new one
 * @param exceptions subjects to whom the effect does not apply
 * @param validity when it holds; empty for always
 * @param priority 1 goes before all policies of priority 0
 * @param enabled true unless it says otherwise
 * @param labels to find it by
 * @param version given by the store, counts the changes of this policy
 * @param updateTime epoch milliseconds, given by the store
 */
@JsonIgnoreProperties("warnings") // answers tell them beside the policy, and may be sent back
public record Policy(
    long id,
    String name,
    String description,
    Subjects subjects,
    Target target,
    Effect effect,
    Subjects exceptions,
    List<ValidityPeriod> validity,
    int priority,
    Boolean enabled,
    PolicyMode mode,
    List<String> labels,
    long version,
    String updatedBy,
    long updateTime) {

  public Policy {
    name = name == null ? "" : name.strip();
    description = description == null ? "" : description;
    subjects = subjects == null ? Subjects.NOBODY : subjects;
    exceptions = exceptions == null ? Subjects.NOBODY : exceptions;
    validity = validity == null ? List.of() : List.copyOf(validity);
    enabled = enabled == null || enabled;
    mode = mode == null ? PolicyMode.ENFORCE : mode;
    labels = labels == null ? List.of() : List.copyOf(labels);
    updatedBy = updatedBy == null ? "" : updatedBy;
    require(!name.isEmpty(), "/name: a policy needs a name");
    require(target != null, "/target: policy '" + name + "' needs a target");
    require(effect != null, "/effect: policy '" + name + "' needs an effect");
    require(priority == 0 || priority == 1, "/priority: 0 or 1 is expected, not " + priority);
    require(
        !target.classifications().isEmpty() || !target.resources().isEmpty(),
        "/target: policy '" + name + "' needs classifications or resources as its target");
    require(
        target.where().isEmpty() || !target.classifications().isEmpty(),
        "/target/where: it is about classifications; name them");
    requireEffect(effect);
  }

  /** A new, enabled and enforced policy. */
  public Policy(String name, Subjects subjects, Target target, Effect effect, Subjects exceptions) {
    this(
        0,
        name,
        "",
        subjects,
        target,
        effect,
        exceptions,
        List.of(),
        0,
        true,
        PolicyMode.ENFORCE,
        List.of(),
        0,
        "",
        0);
  }

  /** Whether it takes part in decisions. */
  @JsonIgnore
  public boolean isEnforced() {
    return enabled && mode == PolicyMode.ENFORCE;
  }

  /** Whether what it would change is watched. */
  @JsonIgnore
  public boolean isMonitored() {
    return enabled && mode == PolicyMode.MONITOR;
  }

  /** The same rule in force. */
  Policy enforced() {
    return new Policy(
        id,
        name,
        description,
        subjects,
        target,
        effect,
        exceptions,
        validity,
        priority,
        enabled,
        PolicyMode.ENFORCE,
        labels,
        version,
        updatedBy,
        updateTime);
  }

  /** The same rule as the store keeps it. */
  public Policy stored(long storedId, long storedVersion, String actor, long time) {
    return new Policy(
        storedId,
        name,
        description,
        subjects,
        target,
        effect,
        exceptions,
        validity,
        priority,
        enabled,
        mode,
        labels,
        storedVersion,
        actor,
        time);
  }

  /** The same rule by another name. */
  public Policy named(String other) {
    return new Policy(
        id,
        other,
        description,
        subjects,
        target,
        effect,
        exceptions,
        validity,
        priority,
        enabled,
        mode,
        labels,
        version,
        updatedBy,
        updateTime);
  }

  /** The same rule about others. */
  public Policy about(Subjects others, Subjects otherExceptions) {
    return new Policy(
        id,
        name,
        description,
        others,
        target,
        effect,
        otherExceptions,
        validity,
        priority,
        enabled,
        mode,
        labels,
        version,
        updatedBy,
        updateTime);
  }

  /** The same rule about something else. */
  public Policy of(Target other) {
    return new Policy(
        id,
        name,
        description,
        subjects,
        other,
        effect,
        exceptions,
        validity,
        priority,
        enabled,
        mode,
        labels,
        version,
        updatedBy,
        updateTime);
  }

  private static void requireEffect(Effect effect) {
    if (effect instanceof Effect.Mask mask) {
      require(mask.type() != null, "/effect/type: a mask needs a type, such as MASK_HASH");
      boolean custom = mask.type() == MaskType.CUSTOM;
      require(
          !custom || !mask.expression().isBlank(),
          "/effect/expression: a mask of type CUSTOM needs an expression");
      require(
          custom || mask.expression().isBlank(),
          "/effect/expression: only a mask of type CUSTOM has an expression, not " + mask.type());
    } else if (effect instanceof Effect.FilterRows filter) {
      require(
          filter.expression() != null && !filter.expression().isBlank(),
          "/effect/expression: a row filter needs an expression");
    }
  }
}
