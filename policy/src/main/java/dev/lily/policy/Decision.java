package dev.lily.policy;

import dev.lily.graph.asset.Classification;
import java.util.List;
import java.util.Optional;

/**
 * An answer and its reasons.
 *
 * @param allowed whether the access may happen; for a mask or a row filter always true
 * @param mask how the column is to be shown; absent for as it is
 * @param rowFilter the SQL condition of the rows to be shown; absent for all
 * @param policies the policies that decided
 * @param classifications those that made the policies apply
 */
public record Decision(
    boolean allowed,
    Optional<Mask> mask,
    Optional<String> rowFilter,
    List<PolicyRef> policies,
    List<Classification> classifications,
    Reason why) {

  /** A mask as SQL of the engine, with the column filled in. */
  public record Mask(MaskType type, String expression) {}

  /** Which version of which policy. */
  public record PolicyRef(long id, String name, long version) {}

  /** Nothing applies: the column or the rows as they are. */
  public static final Decision CLEAR =
      new Decision(
          true, Optional.empty(), Optional.empty(), List.of(), List.of(), Reason.NOTHING_APPLIES);

  public Decision {
    policies = List.copyOf(policies);
    classifications = List.copyOf(classifications);
  }

  /** The same with its reason said of another resource, which it stands for. */
  public Decision about(EngineResource other) {
    return new Decision(allowed, mask, rowFilter, policies, classifications, why.about(other));
  }

  /** {@link #why} in words. */
  public String reason() {
    return why.text();
  }
}
