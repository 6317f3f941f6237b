package dev.lily.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
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

  /** The set with the policy in the place of the one of its id, or at the end. */
  public PolicySet with(Policy policy) {
    List<Policy> next = new ArrayList<>(policies);
    next.removeIf(other -> other.id() == policy.id());
    next.add(policy);
    return new PolicySet(version, updateTime, next);
  }

  public PolicySet without(long id) {
    return new PolicySet(
        version, updateTime, policies.stream().filter(policy -> policy.id() != id).toList());
  }

  /** Whether an enforced policy names subjects by their attributes. */
  @JsonIgnore
  public boolean isAttributeBased() {
    return policies.stream()
        .filter(Policy::isEnforced)
        .anyMatch(
            policy ->
                !policy.subjects().attributes().isEmpty()
                    || !policy.exceptions().attributes().isEmpty());
  }

  /** Whether there is a policy of which is watched what it would change. */
  @JsonIgnore
  public boolean isMonitoring() {
    return policies.stream().anyMatch(Policy::isMonitored);
  }

  /** The set as if its monitored policies were in force. */
  public PolicySet promoted() {
    return new PolicySet(
        version,
        updateTime,
        policies.stream()
            .map(policy -> policy.isMonitored() ? policy.enforced() : policy)
            .toList());
  }

  public Optional<Policy> find(long id) {
    return policies.stream().filter(policy -> policy.id() == id).findFirst();
  }
}
