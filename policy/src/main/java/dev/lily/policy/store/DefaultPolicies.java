package dev.lily.policy.store;

import dev.lily.policy.Effect;
import dev.lily.policy.MaskType;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.Subjects;
import dev.lily.policy.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a new tenant starts with: everybody may use the engines, nobody acts for another user, and
 * personal data is shown only to privacy officers.
 */
final class DefaultPolicies {
  static final String PRIVACY_OFFICERS = "privacy_officers";
  static final long LAST_ID = 3;

  private DefaultPolicies() {}

  static PolicySet create() {
    List<Policy> policies = new ArrayList<>();
    for (Policy policy : List.of(everybody(), ownQueries(), personalData())) {
      policies.add(policy.stored(policies.size() + 1L, 1, "lily", 0));
    }
    return new PolicySet(1, 0, policies);
  }

  private static Policy everybody() {
    return new Policy(
        "Everybody may use the engines",
        Subjects.EVERYONE,
        Target.resources(
            ResourcePattern.of("catalog", "*"),
            ResourcePattern.of("queryid", "*"),
            ResourcePattern.of("function", "*"),
            ResourcePattern.of("systemproperty", "*"),
            ResourcePattern.of("sysinfo", "*"),
            ResourcePattern.of("role", "*"),
            ResourcePattern.of("database", "*"),
            ResourcePattern.of("url", "*"),
            ResourcePattern.of("hiveservice", "*"),
            ResourcePattern.of("global", "*")),
        new Effect.Allow(Set.of()),
        Subjects.NOBODY);
  }

  private static Policy ownQueries() {
    return new Policy(
        "Everybody may see and stop their own queries",
        Subjects.ofUsers("{USER}"),
        Target.resources(ResourcePattern.of("trinouser", "{USER}")),
        new Effect.Allow(Set.of("impersonate")),
        Subjects.NOBODY);
  }

  private static Policy personalData() {
    return new Policy(
        "Personal data is hashed",
        Subjects.EVERYONE,
        Target.classifications("PII"),
        new Effect.Mask(MaskType.MASK_HASH),
        new Subjects(Set.of(), Set.of(PRIVACY_OFFICERS), Set.of(PRIVACY_OFFICERS), false));
  }
}
