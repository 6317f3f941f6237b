package dev.lily.policy.ranger;

/**
 * Numbers of Ranger policies. One policy of ours becomes several where it names several resource
 * hierarchies; old plug-ins do not know additional resources in one policy.
 */
final class PolicyIds {
  private static final long PARTS = 1000;

  private PolicyIds() {}

  static long ranger(long policy, int part) {
    if (part >= PARTS) {
      throw new IllegalArgumentException("policy " + policy + " has more than 1000 parts");
    }
    return policy * PARTS + part;
  }

  static long policy(long ranger) {
    return ranger / PARTS;
  }
}
