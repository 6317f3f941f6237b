package dev.lily.notifications.propagation;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Guid;
import dev.lily.notifications.propagation.PropagationTask.Kind;
import dev.lily.notifications.propagation.PropagationTask.Subject;
import dev.lily.notifications.propagation.Tally.Opening;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The tasks that are under way, and the last ones that are finished, oldest first. For one thread
 * at a time.
 */
final class TaskLedger {
  /** How many finished tasks are kept, and how long. */
  private static final int KEPT = 1_000;

  private static final Duration KEPT_FOR = Duration.ofHours(1);

  private final Clock clock;
  private final Map<Guid, Tally> open = new LinkedHashMap<>();
  private final Map<Guid, Tally> finished = new LinkedHashMap<>();

  TaskLedger(Clock clock) {
    this.clock = clock;
  }

  /** Begins a task of so many assets, at least one. */
  Tally open(TenantId tenant, Kind kind, Optional<Subject> subject, long position, long total) {
    UUID id = UUID.randomUUID();
    Guid guid = new Guid(id.getMostSignificantBits(), id.getLeastSignificantBits());
    Tally tally =
        new Tally(new Opening(guid, tenant, kind, subject, position, total), clock.instant());
    open.put(guid, tally);
    return tally;
  }

  void started(Collection<Tally> tallies) {
    Instant now = clock.instant();
    tallies.forEach(tally -> tally.start(now));
  }

  void retried(Collection<Tally> tallies, String reason) {
    Instant now = clock.instant();
    tallies.forEach(tally -> tally.retry(reason, now));
  }

  /** One asset needs no writing any more. */
  void done(Collection<Tally> tallies) {
    done(tallies, clock.instant());
  }

  void done(Collection<Tally> tallies, Instant now) {
    for (Tally tally : tallies) {
      tally.done(now);
      settle(tally);
    }
  }

  Instant now() {
    return clock.instant();
  }

  /** One asset will not be written. */
  void refused(Collection<Tally> tallies, String reason) {
    Instant now = clock.instant();
    for (Tally tally : tallies) {
      tally.refuse(reason, now);
      settle(tally);
    }
  }

  private void settle(Tally tally) {
    if (tally.rest() == 0) {
      open.remove(tally.guid());
      finished.put(tally.guid(), tally);
      forget();
    }
  }

  private void forget() {
    Instant limit = clock.instant().minus(KEPT_FOR);
    Iterator<Tally> oldest = finished.values().iterator();
    boolean again = true;
    while (again && oldest.hasNext()) {
      again = oldest.next().ended().filter(limit::isAfter).isPresent() || finished.size() > KEPT;
      if (again) {
        oldest.remove();
      }
    }
  }

  /** How many tasks are under way. */
  int openCount() {
    return open.size();
  }

  /** When the oldest open task of the tenant began. */
  Optional<Instant> oldest(TenantId tenant) {
    return open.values().stream()
        .filter(tally -> tally.tenant().equals(tenant))
        .findFirst()
        .map(Tally::created);
  }

  /**
   * The tenant's tasks, finished ones first.
   *
   * @param waiting how many assets wait in all: an asset may wait for several tasks
   */
  List<PropagationTask> tasks(TenantId tenant, Throughput throughput, long waiting) {
    forget();
    Instant now = clock.instant();
    List<PropagationTask> tasks = new ArrayList<>();
    long ahead = 0;
    for (Tally tally : finished.values()) {
      if (tally.tenant().equals(tenant)) {
        tasks.add(tally.task(Optional.empty()));
      }
    }
    for (Tally tally : open.values()) {
      ahead = Math.min(waiting, ahead + tally.rest());
      if (tally.tenant().equals(tenant)) {
        tasks.add(tally.task(throughput.eta(now, ahead)));
      }
    }
    return tasks;
  }

  /**
   * Forgets finished tasks of the tenant; unknown ones are none of its business.
   *
   * @throws CatalogException TASK_UNDER_WAY if one is not finished; none is forgotten then
   */
  void remove(TenantId tenant, Collection<Guid> guids) {
    of(tenant, guids, open)
        .findFirst()
        .ifPresent(
            tally -> {
              throw new CatalogException(
                  ErrorCode.TASK_UNDER_WAY,
                  "task %s is under way, %d assets are left: it cannot be deleted before its end; to"
                          .formatted(tally.guid(), tally.rest())
                      + " undo it, undo the change of the catalog that it follows");
            });
    List<Guid> known = of(tenant, guids, finished).map(Tally::guid).toList();
    known.forEach(finished::remove);
  }

  private static Stream<Tally> of(TenantId tenant, Collection<Guid> guids, Map<Guid, Tally> in) {
    return guids.stream()
        .flatMap(guid -> Optional.ofNullable(in.get(guid)).stream())
        .filter(tally -> tally.tenant().equals(tenant));
  }
}
