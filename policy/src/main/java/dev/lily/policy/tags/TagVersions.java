package dev.lily.policy.tags;

import dev.lily.policy.EngineResource;
import dev.lily.policy.store.JsonFile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The version of a service's tags and what changed in the latest ones.
 *
 * <p>A version is never given to two different contents, over restarts and crashes: the file holds
 * a ceiling above every version given since it was written, and after a clean stop the exact
 * version with a digest of the content. Unchanged content keeps its version over a clean restart;
 * in every other case counting goes on above the ceiling.
 */
final class TagVersions {
  private static final long BLOCK = 10_000;
  private static final int LOGGED_RESOURCES = 20_000;

  private record Step(long version, List<EngineResource> resources) {}

  /** What is kept of the versions in a file. */
  record State(long ceiling, long version, long digest, boolean clean) {}

  private final JsonFile<State> file;
  private final Deque<Step> log = new ArrayDeque<>();
  private int logged;
  private long oldest;
  private volatile long version;
  private long ceiling;
  private long digest;

  TagVersions(JsonFile<State> file) {
    this.file = file;
  }

  long current() {
    return version;
  }

  /**
   * The resources that changed after the version, each once; absent where the log does not reach
   * back to it.
   */
  synchronized Optional<List<EngineResource>> changedSince(long known) {
    if (known < oldest || known > version) {
      return Optional.empty();
    }
    Map<String, EngineResource> changed = new LinkedHashMap<>();
    for (Step step : log) {
      if (step.version() > known) {
        step.resources().forEach(resource -> changed.put(resource.key(), resource));
      }
    }
    return Optional.of(List.copyOf(changed.values()));
  }

  synchronized void start(long contentDigest) {
    State last = file.read().orElse(new State(0, 0, 0, false));
    boolean same = last.clean() && last.digest() == contentDigest && last.version() > 0;
    version = same ? last.version() : last.ceiling() + 1;
    oldest = version;
    digest = contentDigest;
    reserve();
  }

  synchronized void add(Set<EngineResource> resources, long contentDigest) {
    if (resources.isEmpty()) {
      return;
    }
    if (version + 1 > ceiling) {
      reserve();
    }
    version++;
    digest = contentDigest;
    log.add(new Step(version, List.copyOf(resources)));
    logged += resources.size();
    while (logged > LOGGED_RESOURCES) {
      Step dropped = log.remove();
      logged -= dropped.resources().size();
      oldest = dropped.version();
    }
  }

  /** Remembers the exact version for the next start. */
  synchronized void close() {
    ceiling = version;
    file.write(new State(ceiling, version, digest, true));
  }

  private void reserve() {
    ceiling = version + BLOCK;
    file.write(new State(ceiling, version, digest, false));
  }
}
