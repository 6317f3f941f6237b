package dev.lily.policy;

import dev.lily.graph.asset.Classification;
import dev.lily.policy.Decision.PolicyRef;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a decision came out as it did. Put into words only when somebody reads it: a question of
 * Trino about a thousand columns reads none.
 *
 * @param verb what the policy does, or the access that none allows
 * @param resource absent where nothing applies
 * @param policy absent where no policy decided
 * @param classifications those that made the policy apply
 */
public record Reason(
    String verb,
    Optional<EngineResource> resource,
    Optional<PolicyRef> policy,
    List<Classification> classifications) {
  static final Reason NOTHING_APPLIES =
      new Reason("", Optional.empty(), Optional.empty(), List.of());

  public static Reason of(
      String verb,
      EngineResource resource,
      PolicyRef policy,
      List<Classification> classifications) {
    return new Reason(verb, Optional.of(resource), Optional.of(policy), classifications);
  }

  public static Reason notAllowed(String access, EngineResource resource) {
    return new Reason(access, Optional.of(resource), Optional.empty(), List.of());
  }

  /** The same said of another resource. */
  Reason about(EngineResource other) {
    return resource.isEmpty()
        ? this
        : new Reason(verb, Optional.of(other), policy, classifications);
  }

  /** One sentence for people. */
  public String text() {
    if (resource.isEmpty()) {
      return "no policy applies";
    }
    return policy
        .map(
            ref ->
                verb
                    + " "
                    + resource.get()
                    + because()
                    + ": policy "
                    + ref.id()
                    + " '"
                    + ref.name()
                    + "' (version "
                    + ref.version()
                    + ")")
        .orElseGet(() -> "no policy allows " + verb + " on " + resource.get());
  }

  private String because() {
    return classifications.isEmpty()
        ? ""
        : " because of "
            + classifications.stream()
                .map(Classification::typeName)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
  }
}
