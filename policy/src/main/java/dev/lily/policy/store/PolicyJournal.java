package dev.lily.policy.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policies of one tenant on disk: all of them as they once were in {@code policies.json}, and
 * each change since then as a line of {@code policies-changes.jsonl}. So a change among thousands
 * of policies writes one line. Used by one thread at a time.
 */
final class PolicyJournal {
  private static final int LINES = 1_000;

  private final Path changesPath;
  private final JsonFile<PolicySet> all;
  private final JsonFile<Change> changes;
  private int lines;
  private boolean broken;

  PolicyJournal(Path folder) {
    changesPath = folder.resolve("policies-changes.jsonl");
    all = new JsonFile<>(folder.resolve("policies.json"), PolicySet.class);
    changes = new JsonFile<>(changesPath, Change.class);
  }

  /**
   * One change.
   *
   * @param version of the set after it
   * @param id of the policy
   * @param policy as it is now; null where it is removed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Change(
      @JsonProperty("version") long version,
      @JsonProperty("time") long time,
      @JsonProperty("id") long id,
      @JsonProperty("policy") @Nullable Policy policy) {}

  /**
   * What was written; absent where nothing was.
   *
   * @throws CatalogException UNAVAILABLE where a file cannot be used
   */
  Optional<PolicySet> read() {
    Optional<PolicySet> start = all.read();
    if (start.isEmpty()) {
      return start;
    }
    PolicySet set = start.get();
    List<Change> written = changes.lines();
    for (Change change : written) {
      if (change.version() > set.version()) {
        set = applied(set, change);
      }
    }
    if (!written.isEmpty() || changes.exists()) {
      write(set);
    }
    return Optional.of(set);
  }

  /** Writes the set after one policy changed; it is on disk when the call returns. */
  void write(PolicySet after, long id) {
    if (broken || lines >= LINES || lines == 0 && !all.exists()) {
      write(after);
      return;
    }
    broken = true;
    changes.append(
        new Change(after.version(), after.updateTime(), id, after.find(id).orElse(null)));
    lines++;
    broken = false;
  }

  /** The set with the policy in its place among the others. */
  static PolicySet replaced(
      PolicySet before, long version, long time, long id, @Nullable Policy now) {
    List<Policy> policies = new ArrayList<>(before.policies().size() + 1);
    before.policies().stream().filter(policy -> policy.id() < id).forEach(policies::add);
    if (now != null) {
      policies.add(now);
    }
    before.policies().stream().filter(policy -> policy.id() > id).forEach(policies::add);
    return new PolicySet(version, time, policies);
  }

  private PolicySet applied(PolicySet set, Change change) {
    if (change.version() != set.version() + 1) {
      throw new CatalogException(
          ErrorCode.UNAVAILABLE,
          "%s has no change to version %d; restore it from a backup"
              .formatted(changesPath, set.version() + 1));
    }
    return replaced(set, change.version(), change.time(), change.id(), change.policy());
  }

  /**
   * Writes the set; it is on disk when the call returns. Old lines are of no use from here on:
   * their versions are not after that of the set.
   */
  void write(PolicySet set) {
    all.write(set);
    changes.delete();
    lines = 0;
    broken = false;
  }
}
