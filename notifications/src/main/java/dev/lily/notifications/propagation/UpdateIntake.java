package dev.lily.notifications.propagation;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Delta;
import dev.lily.graph.lineage.Delta.Spreading;
import dev.lily.graph.lineage.SnapshotFile.Waiting;
import dev.lily.notifications.propagation.JointSpread.About;
import dev.lily.notifications.propagation.PendingUpdates.Task;
import dev.lily.notifications.propagation.PropagationTask.Kind;
import dev.lily.notifications.propagation.PropagationTask.Subject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts what spread differently among what waits, with a task for each change and classification.
 * What comes before writing begins was left behind by the last run: it may be written or not, and
 * is one task of each tenant. For one thread at a time.
 */
final class UpdateIntake {
  private final ClassificationIndex index;
  private final PendingUpdates updates;
  private final TaskLedger ledger;
  private final Map<TenantId, Tally> leftBehind = new HashMap<>();
  private final Map<About, Joint> latest = new HashMap<>();
  private long position = -1;
  private boolean started;

  UpdateIntake(ClassificationIndex index, PendingUpdates updates, TaskLedger ledger) {
    this.index = index;
    this.updates = updates;
    this.ledger = ledger;
  }

  /** A task of the latest change, and all origins that it is about. */
  private record Joint(Tally tally, Set<Guid> origins) {}

  /** From now on changes are new. */
  void start() {
    started = true;
  }

  /** Takes what a change led to; what comes of one position, in parts, belongs together. */
  void accept(Delta delta) {
    if (position != delta.position()) {
      latest.clear();
      position = delta.position();
    }
    JointSpread.of(delta).forEach(started ? this::take : this::leaveBehind);
  }

  private void take(About about, JointSpread spread) {
    Joint known = latest.get(about);
    Tally tally =
        known != null && known.tally().rest() > 0
            ? join(known, about, spread)
            : open(about, spread);
    List<Tally> tallies = List.of(tally);
    String cause = "change " + position;
    spread.each(
        (asset, changes) ->
            updates.add(new Task(about.tenant(), asset, changes, cause, false, tallies)));
  }

  private Tally join(Joint known, About about, JointSpread spread) {
    long[] more = {0};
    spread.each((asset, changes) -> more[0] += updates.counts(asset, known.tally()) ? 0 : 1);
    known.origins().addAll(spread.origins());
    known.tally().join(kind(spread), Subject.of(about.classification(), known.origins()), more[0]);
    return known.tally();
  }

  private Tally open(About about, JointSpread spread) {
    Set<Guid> origins = new LinkedHashSet<>(spread.origins());
    Tally tally =
        ledger.open(
            about.tenant(),
            kind(spread),
            Optional.of(Subject.of(about.classification(), origins)),
            position,
            spread.size());
    latest.put(about, new Joint(tally, origins));
    return tally;
  }

  private void leaveBehind(About about, JointSpread spread) {
    spread.each((asset, changes) -> leaveBehind(about.tenant(), List.of(asset), changes));
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

  private Kind kind(JointSpread joint) {
    Set<Kind> kinds =
        joint.spreads().stream().map(this::kind).collect(Collectors.toCollection(HashSet::new));
    return kinds.size() == 1 ? kinds.iterator().next() : Kind.CLASSIFICATION_REFRESH_PROPAGATION;
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
