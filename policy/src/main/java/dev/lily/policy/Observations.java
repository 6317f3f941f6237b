package dev.lily.policy;

import dev.lily.graph.TenantId;
import dev.lily.policy.Decision.PolicyRef;
import dev.lily.policy.Observation.Outcome;
import dev.lily.policy.store.JsonFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what monitored policies would have changed, in {@code <folder>/<tenant>/observations.json}
 * from one orderly stop to the next start. A new version of a policy begins anew. Safe for many
 * threads.
 */
public final class Observations implements AutoCloseable {
  /** How many different ones are told apart of each policy. */
  public static final int KINDS = 1_000;

  private final Path folder;
  private final Clock clock;
  private final long started;
  private final Map<TenantId, Map<Long, Watched>> tenants = new ConcurrentHashMap<>();

  public Observations(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
    this.started = clock.millis();
  }

  /**
   * What is known of one version of a policy.
   *
   * @param since from when on is counted, epoch milliseconds
   * @param total how often an answer would have been another
   * @param others how many of these are not told apart
   * @param observations the most frequent first
   */
  public record Seen(
      long version, long since, long total, long others, List<Observation> observations) {
    public Seen {
      observations = List.copyOf(observations);
    }
  }

  /** What is kept over a restart. */
  record State(Map<Long, Seen> policies) {}

  private record Kind(String user, String service, String resource, Outcome outcome) {}

  private static final class Watched {
    final long version;
    final long since;
    final Map<Kind, Observation> kinds = new HashMap<>();
    long total;
    long others;

    Watched(long version, long since) {
      this.version = version;
      this.since = since;
    }

    static Watched of(Seen seen) {
      Watched watched = new Watched(seen.version(), seen.since());
      watched.total = seen.total();
      watched.others = seen.others();
      for (Observation one : seen.observations()) {
        watched.kinds.put(new Kind(one.user(), one.service(), one.resource(), one.outcome()), one);
      }
      return watched;
    }

    synchronized void add(Kind kind, long now) {
      total++;
      Observation known = kinds.get(kind);
      if (known != null) {
        kinds.put(kind, known.again(now));
      } else if (kinds.size() < KINDS) {
        kinds.put(
            kind,
            new Observation(
                kind.user(), kind.service(), kind.resource(), kind.outcome(), 1, now, now));
      } else {
        others++;
      }
    }

    synchronized Seen seen() {
      List<Observation> most = new ArrayList<>(kinds.values());
      most.sort(
          Comparator.comparingLong(Observation::count)
              .reversed()
              .thenComparing(Observation::resource)
              .thenComparing(Observation::user));
      return new Seen(version, since, total, others, most);
    }
  }

  /** Somebody asked and would have been answered otherwise, had the policy been in force. */
  public void add(Asker asker, PolicyRef policy, EngineResource resource, Outcome outcome) {
    long now = clock.millis();
    policies(asker.tenant())
        .compute(
            policy.id(),
            (id, old) ->
                old != null && old.version >= policy.version()
                    ? old
                    : new Watched(policy.version(), now))
        .add(new Kind(asker.user(), asker.service(), resource.toString(), outcome), now);
  }

  /**
   * What was seen of the version that was monitored last; nothing yet of a version that nobody
   * asked about.
   */
  public Seen of(TenantId tenant, Policy policy) {
    Watched watched = policies(tenant).get(policy.id());
    if (watched != null && (!policy.isMonitored() || watched.version == policy.version())) {
      return watched.seen();
    }
    long since = Math.max(started, policy.updateTime());
    return new Seen(policy.version(), since, 0, 0, List.of());
  }

  private Map<Long, Watched> policies(TenantId tenant) {
    return tenants.computeIfAbsent(
        tenant,
        t -> {
          Map<Long, Watched> read = new ConcurrentHashMap<>();
          Optional<State> kept = file(t).read();
          kept.ifPresent(
              state -> state.policies().forEach((id, seen) -> read.put(id, Watched.of(seen))));
          return read;
        });
  }

  /** Keeps the counts for the next start. */
  @Override
  public void close() {
    tenants.forEach(
        (tenant, policies) -> {
          Map<Long, Seen> all = new HashMap<>();
          policies.forEach((id, watched) -> all.put(id, watched.seen()));
          if (!all.isEmpty()) {
            file(tenant).write(new State(all));
          }
        });
  }

  private JsonFile<State> file(TenantId tenant) {
    return new JsonFile<>(folder.resolve(tenant.value()).resolve("observations.json"), State.class);
  }
}
