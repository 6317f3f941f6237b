package dev.lily.notifications.propagation;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Assets whose propagated classifications changed, oldest first, each once: what came and went
 * before it was written costs nothing. For one thread at a time.
 */
final class PendingUpdates {
  private final Map<Guid, Task> tasks = new LinkedHashMap<>();

  /**
   * One asset, what changed about it, and why.
   *
   * @param isCertain whether there is something to write even without changes
   */
  record Task(
      TenantId tenant,
      Guid asset,
      List<ClassificationChange> changes,
      String cause,
      boolean isCertain) {
    Task {
      changes = List.copyOf(changes);
    }
  }

  int size() {
    return tasks.size();
  }

  boolean isEmpty() {
    return tasks.isEmpty();
  }

  void add(TenantId tenant, Guid asset, ClassificationChange change, String cause) {
    Task known = tasks.get(asset);
    if (known == null) {
      tasks.put(asset, new Task(tenant, asset, List.of(change), cause, false));
      return;
    }
    List<ClassificationChange> joined = joined(known.changes(), change);
    if (joined.isEmpty() && !known.isCertain()) {
      tasks.remove(asset);
    } else {
      tasks.put(asset, new Task(tenant, asset, joined, cause, known.isCertain()));
    }
  }

  /** An asset to be compared with what is written, whatever is known of its changes. */
  void add(Task task) {
    tasks.putIfAbsent(task.asset(), task);
  }

  Collection<Task> all() {
    return tasks.values();
  }

  /** Takes out the oldest ones. */
  List<Task> take(int limit) {
    List<Task> taken = new ArrayList<>();
    Iterator<Task> oldest = tasks.values().iterator();
    while (taken.size() < limit && oldest.hasNext()) {
      taken.add(oldest.next());
      oldest.remove();
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
