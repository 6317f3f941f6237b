package dev.lily.notifications.propagation;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Delta;
import dev.lily.graph.lineage.Delta.Spreading;
import dev.lily.graph.lineage.SnapshotFile.Waiting;
import dev.lily.notifications.propagation.PendingUpdates.Task;
import dev.lily.notifications.propagation.PropagationTask.Kind;
import dev.lily.notifications.propagation.PropagationTask.Subject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts what spread differently among what waits, with a task for each. What comes before writing
 * begins was left behind by the last run: it may be written or not, and is one task of each tenant.
 * For one thread at a time.
 */
final class UpdateIntake {
  private final ClassificationIndex index;
  private final PendingUpdates updates;
  private final TaskLedger ledger;
  private final Map<TenantId, Tally> leftBehind = new HashMap<>();
  private boolean started;

  UpdateIntake(ClassificationIndex index, PendingUpdates updates, TaskLedger ledger) {
    this.index = index;
    this.updates = updates;
    this.ledger = ledger;
  }

  /** From now on changes are new. */
  void start() {
    started = true;
  }

  void accept(Delta delta) {
    String cause = "change " + delta.position();
    for (Spreading spread : delta.spreads()) {
      if (size(spread) > 0) {
        Classification one = spread.classification();
        Optional<Tally> task =
            started ? Optional.of(open(spread, delta.position())) : Optional.empty();
        add(task, spread.added(), spread, change(Operation.ADDED, one), cause);
        add(task, spread.updated(), spread, change(Operation.UPDATED, one), cause);
        add(task, spread.removed(), spread, change(Operation.REMOVED, one), cause);
      }
    }
  }

  private void add(
      Optional<Tally> task,
      List<Guid> assets,
      Spreading spread,
      ClassificationChange change,
      String cause) {
    if (task.isPresent()) {
      updates.add(task.get(), assets, change, cause);
    } else if (!assets.isEmpty()) {
      leaveBehind(spread.tenant(), assets, List.of(change));
    }
  }

  /** Takes assets of which it is not known whether they are written. */
  void leftBehind(Collection<Waiting> waiting) {
    for (Waiting one : waiting) {
      leaveBehind(one.tenant(), List.of(one.asset()), List.of());
    }
  }

  private void leaveBehind(TenantId tenant, List<Guid> assets, List<ClassificationChange> changes) {
    Tally task =
        leftBehind.computeIfAbsent(
            tenant,
            any ->
                ledger.open(
                    tenant,
                    Kind.CLASSIFICATION_REFRESH_PROPAGATION,
                    Optional.empty(),
                    index.position(),
                    1));
    assets.forEach(asset -> updates.add(Task.certain(tenant, asset, changes, List.of(task))));
    task.grow(updates.size(tenant));
  }

  private static long size(Spreading spread) {
    return (long) spread.added().size() + spread.updated().size() + spread.removed().size();
  }

  private static ClassificationChange change(Operation operation, Classification classification) {
    return new ClassificationChange(operation, classification);
  }

  private Tally open(Spreading spread, long position) {
    Classification one = spread.classification();
    return ledger.open(
        spread.tenant(),
        kind(spread),
        Optional.of(new Subject(one.typeName(), one.origin())),
        position,
        size(spread));
  }

  private Kind kind(Spreading spread) {
    boolean came = !spread.added().isEmpty();
    boolean went = !spread.removed().isEmpty();
    if (came == went || !spread.updated().isEmpty()) {
      return Kind.CLASSIFICATION_REFRESH_PROPAGATION;
    }
    return came ? Kind.CLASSIFICATION_PROPAGATION_ADD : kindOfRemoval(spread);
  }

  private Kind kindOfRemoval(Spreading spread) {
    Classification gone = spread.classification();
    return index.of(spread.tenant(), gone.origin()).stream()
        .filter(one -> one.typeName().equals(gone.typeName()) && one.isOwnOf(gone.origin()))
        .findFirst()
        .map(
            kept ->
                kept.rules().propagate()
                    ? Kind.CLASSIFICATION_PROPAGATION_RELATIONSHIP_UPDATE
                    : Kind.CLASSIFICATION_ONLY_PROPAGATION_DELETE)
        .orElse(Kind.CLASSIFICATION_PROPAGATION_DELETE);
  }
}
