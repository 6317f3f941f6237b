package dev.lily.notifications.propagation;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Assets whose propagated classifications changed, oldest first, each once: what came and went
 * before it was written costs nothing. For one thread at a time.
 */
final class PendingUpdates {
  /** For how many tasks an asset waits at most: of more, the older ones are overtaken. */
  private static final int TALLIES = 16;

  private final Map<Guid, Task> tasks = new LinkedHashMap<>();
  private final Map<TenantId, int[]> counts = new HashMap<>();
  private final TaskLedger ledger;

  PendingUpdates(TaskLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * One asset, what changed about it, and why.
   *
   * @param isCertain whether there is something to write even without changes
   * @param tallies where it is counted
   */
  record Task(
      TenantId tenant,
      Guid asset,
      List<ClassificationChange> changes,
      String cause,
      boolean isCertain,
      List<Tally> tallies) {
    Task {
      changes = List.copyOf(changes);
      tallies = List.copyOf(tallies);
    }

    /** One to be compared with what is written. */
    static Task certain(
        TenantId tenant, Guid asset, List<ClassificationChange> changes, List<Tally> tallies) {
      return new Task(tenant, asset, changes, "restart", true, tallies);
    }
  }

  int size() {
    return tasks.size();
  }

  boolean isEmpty() {
    return tasks.isEmpty();
  }

  /** How many are of the tenant. */
  int size(TenantId tenant) {
    int[] count = counts.get(tenant);
    return count == null ? 0 : count[0];
  }

  /** Whether the asset waits, and counts there. */
  boolean counts(Guid asset, Tally tally) {
    Task known = tasks.get(asset);
    return known != null && known.tallies().contains(tally);
  }

  /** An asset, which may wait already. */
  void add(Task task) {
    Task known = tasks.get(task.asset());
    if (known == null) {
      tasks.put(task.asset(), task);
      count(task.tenant(), 1);
      return;
    }
    List<ClassificationChange> joined = known.changes();
    for (ClassificationChange change : task.changes()) {
      joined = joined(joined, change);
    }
    boolean isCertain = known.isCertain() || task.isCertain();
    if (joined.isEmpty() && !isCertain) {
      tasks.remove(task.asset());
      count(task.tenant(), -1);
      ledger.done(all(known.tallies(), task.tallies()));
    } else {
      List<Tally> tallies = joinedTallies(known.tallies(), task.tallies());
      tasks.put(
          task.asset(),
          new Task(task.tenant(), task.asset(), joined, task.cause(), isCertain, tallies));
    }
  }

  private List<Tally> joinedTallies(List<Tally> earlier, List<Tally> later) {
    List<Tally> all = all(earlier, later);
    int overtaken = Math.max(0, all.size() - TALLIES);
    ledger.done(all.subList(0, overtaken));
    return all.subList(overtaken, all.size());
  }

  private static List<Tally> all(List<Tally> earlier, List<Tally> later) {
    List<Tally> all = new ArrayList<>(earlier);
    later.stream().filter(tally -> !earlier.contains(tally)).forEach(all::add);
    return all;
  }

  private void count(TenantId tenant, int more) {
    counts.computeIfAbsent(tenant, any -> new int[1])[0] += more;
  }

  Collection<Task> all() {
    return tasks.values();
  }

  /** Takes out the oldest ones. */
  List<Task> take(int limit) {
    List<Task> taken = new ArrayList<>();
    Iterator<Task> oldest = tasks.values().iterator();
    while (taken.size() < limit && oldest.hasNext()) {
      Task task = oldest.next();
      oldest.remove();
      count(task.tenant(), -1);
      taken.add(task);
    }
    return taken;
  }

  private static List<ClassificationChange> joined(
      List<ClassificationChange> earlier, ClassificationChange later) {
    List<ClassificationChange> joined = new ArrayList<>(earlier.size() + 1);
    boolean met = false;
    for (ClassificationChange change : earlier) {
      if (met || !isSame(change.classification(), later.classification())) {
        joined.add(change);
      } else {
        met = true;
        if (change.operation() != Operation.ADDED || later.operation() != Operation.REMOVED) {
          joined.add(sum(change.operation(), later));
        }
      }
    }
    if (!met) {
      joined.add(later);
    }
    return joined;
  }

  private static ClassificationChange sum(Operation earlier, ClassificationChange later) {
    Operation operation =
        switch (later.operation()) {
          case REMOVED -> Operation.REMOVED;
          case UPDATED -> earlier == Operation.ADDED ? Operation.ADDED : Operation.UPDATED;
          // It went and came back: what is written is right but for its attributes.
          case ADDED -> Operation.UPDATED;
        };
    return new ClassificationChange(operation, later.classification());
  }

  private static boolean isSame(Classification one, Classification other) {
    return one.typeName().equals(other.typeName()) && one.origin().equals(other.origin());
  }
}
