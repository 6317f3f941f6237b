package dev.lily.policy;

import java.util.List;
import java.util.Optional;

/**
 * All policies of a tenant at one time.
 *
 * @param version counts the changes of the set, over restarts
 * @param updateTime epoch milliseconds
 */
public record PolicySet(long version, long updateTime, List<Policy> policies) {
  public PolicySet {
    policies = policies == null ? List.of() : List.copyOf(policies);
  }

  public Optional<Policy> find(long id) {
    return policies.stream().filter(policy -> policy.id() == id).findFirst();
  }
}
