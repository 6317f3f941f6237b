package dev.lily.policy.store;

import dev.lily.graph.TenantId;
import dev.lily.policy.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every version of each policy, in {@code policies-history.jsonl} of the tenant's folder, and who
 * removed which, in {@code policies-removed.jsonl} beside it. One thread at a time writes.
 */
final class PolicyHistory {
  private final Path folder;
  private final Map<TenantId, Map<Long, Long>> newest = new ConcurrentHashMap<>();

  PolicyHistory(Path folder) {
    this.folder = folder;
  }

  /** Oldest first. */
  List<Policy> versions(TenantId tenant, long id) {
    return of(file(tenant, "policies-history.jsonl"), id);
  }

  /** As {@link #removed} was told; oldest first. */
  List<Policy> removals(TenantId tenant, long id) {
    return of(file(tenant, "policies-removed.jsonl"), id);
  }

  /** Adds those that are not there: the first policies begin without a history. */
  void keep(TenantId tenant, List<Policy> policies) {
    Map<Long, Long> kept = kept(tenant);
    List<Policy> unknown = new ArrayList<>();
    for (Policy policy : policies) {
      if (kept.getOrDefault(policy.id(), 0L) < policy.version()) {
        unknown.add(policy);
      }
    }
    file(tenant, "policies-history.jsonl").append(unknown);
    unknown.forEach(policy -> kept.put(policy.id(), policy.version()));
  }

  /** Notes that the policy is removed at its version, by whom it says, and when. */
  void removed(TenantId tenant, Policy policy) {
    file(tenant, "policies-removed.jsonl").append(policy);
  }

  /** The highest id of a policy that has a history; 0 for none. */
  long lastId(TenantId tenant) {
    return kept(tenant).keySet().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private Map<Long, Long> kept(TenantId tenant) {
    return newest.computeIfAbsent(
        tenant,
        t -> {
          Map<Long, Long> versions = new ConcurrentHashMap<>();
          file(t, "policies-history.jsonl")
              .lines()
              .forEach(old -> versions.merge(old.id(), old.version(), Math::max));
          return versions;
        });
  }

  private static List<Policy> of(JsonFile<Policy> file, long id) {
    return file.lines().stream().filter(policy -> policy.id() == id).toList();
  }

  private JsonFile<Policy> file(TenantId tenant, String name) {
    return new JsonFile<>(folder.resolve(tenant.value()).resolve(name), Policy.class);
  }
}
