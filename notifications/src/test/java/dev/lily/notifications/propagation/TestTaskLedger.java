package dev.lily.notifications.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.notifications.propagation.PendingUpdates.Task;
import dev.lily.notifications.propagation.PropagationTask.Kind;
import dev.lily.notifications.propagation.PropagationTask.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TestTaskLedger {
  private static final TenantId OTHER = new TenantId("other");
  private static final List<Operation> OPERATIONS = List.of(Operation.values());
  private static final Guid ASSET = new Guid(1, 1);

  private final Hand clock = new Hand();
  private final TaskLedger ledger = new TaskLedger(clock);
  private final Throughput throughput = new Throughput();

  /** Whatever comes, cancels, is written, refused or tried again: each asset counts once. */
  @Test
  void countsEveryAssetOnceWhateverHappens() {
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      TaskLedger counting = new TaskLedger(clock);
      PendingUpdates updates = new PendingUpdates(counting);
      List<Tally> all = new ArrayList<>();
      long refused = 0;
      for (int step = 0; step < 60; step++) {
        if (random.nextInt(3) > 0) {
          all.add(spread(random, counting, updates));
        } else {
          refused += write(random, counting, updates, 1 + random.nextInt(12));
        }
        assertThat(updates.size())
            .isEqualTo(updates.size(TenantId.DEFAULT) + updates.size(OTHER))
            .isEqualTo(updates.all().size());
        assertThat(updates.isEmpty()).as("seed %d", seed).isEqualTo(isAllSettled(all));
      }
      refused += write(random, counting, updates, Integer.MAX_VALUE);
      assertThat(isAllSettled(all)).as("seed %d", seed).isTrue();
      List<PropagationTask> tasks = all.stream().map(one -> one.task(Optional.empty())).toList();
      assertThat(tasks).allMatch(task -> task.counts().isFinished());
      assertThat(tasks).allMatch(task -> task.times().ended().isPresent());
      assertThat(tasks).allMatch(task -> (task.counts().refused() > 0) == isFailed(task));
      assertThat(tasks.stream().mapToLong(task -> task.counts().refused()).sum())
          .isEqualTo(refused);
    }
  }

  private static boolean isFailed(PropagationTask task) {
    return task.status() == Status.FAILED;
  }

  private static boolean isAllSettled(List<Tally> tallies) {
    return tallies.stream().allMatch(tally -> tally.rest() == 0);
  }

  private static Tally spread(Random random, TaskLedger ledger, PendingUpdates updates) {
    boolean other = random.nextBoolean();
    Classification one =
        new Classification("C" + random.nextInt(3), new Guid(9, random.nextInt(2)));
    Set<Guid> assets = new HashSet<>();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      assets.add(new Guid(other ? 2 : 1, random.nextInt(15)));
    }
    Tally tally =
        ledger.open(
            other ? OTHER : TenantId.DEFAULT,
            Kind.CLASSIFICATION_PROPAGATION_ADD,
            Optional.empty(),
            1,
            assets.size());
    if (random.nextInt(8) == 0) {
      assets.forEach(
          asset -> updates.add(Task.certain(tally.tenant(), asset, List.of(), List.of(tally))));
    } else {
      Operation operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
      List<ClassificationChange> changes = List.of(new ClassificationChange(operation, one));
      assets.forEach(
          asset ->
              updates.add(new Task(tally.tenant(), asset, changes, "t", false, List.of(tally))));
    }
    return tally;
  }

  private static long write(Random random, TaskLedger ledger, PendingUpdates updates, int limit) {
    long refused = 0;
    for (Task task : updates.take(limit)) {
      ledger.started(task.tallies());
      if (random.nextInt(5) == 0) {
        ledger.retried(task.tallies(), "busy");
      }
      if (random.nextInt(6) == 0) {
        ledger.refused(task.tallies(), "no");
        refused += task.tallies().size();
      } else {
        ledger.done(task.tallies());
      }
    }
    return refused;
  }

  @Test
  void tellsHowATaskFares() {
    Tally tally = open(TenantId.DEFAULT, 3);
    throughput.add(100, Duration.ofSeconds(1).toNanos());
    assertThat(tasks().get(0).status()).isEqualTo(Status.PENDING);
    assertThat(tasks().get(0).eta()).contains(clock.instant().plusMillis(30));

    ledger.started(List.of(tally));
    ledger.retried(List.of(tally), "the store is busy");
    clock.advance(Duration.ofSeconds(2));
    ledger.done(List.of(tally));
    assertThat(tasks())
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.status()).isEqualTo(Status.IN_PROGRESS);
              assertThat(task.attempts()).isEqualTo(2);
              assertThat(task.error()).contains("the store is busy");
              assertThat(task.ratePerSecond()).isEqualTo(0.5);
            });

    ledger.done(List.of(tally));
    ledger.refused(List.of(tally), "the type is gone");
    PropagationTask finished = tasks().get(0);
    assertThat(finished.status()).isEqualTo(Status.FAILED);
    assertThat(finished.error()).contains("the type is gone");
    assertThat(finished.counts().done()).isEqualTo(2);
    assertThat(finished.eta()).isEmpty();
    assertThat(finished.times().ended()).contains(clock.instant());
  }

  @Test
  void keepsFinishedTasksForAWhile() {
    for (int i = 0; i < 1_200; i++) {
      ledger.done(List.of(open(TenantId.DEFAULT, 1)));
    }
    assertThat(tasks()).hasSize(1_000);

    clock.advance(Duration.ofMinutes(61));
    assertThat(tasks()).isEmpty();
  }

  @Test
  void forgetsFinishedTasksOfTheTenantOnly() {
    Tally open = open(TenantId.DEFAULT, 1);
    Tally mine = open(TenantId.DEFAULT, 1);
    Tally others = open(OTHER, 1);
    ledger.done(List.of(mine, others));

    assertThatThrownBy(
            () -> ledger.remove(TenantId.DEFAULT, List.of(mine.guid(), open.guid(), ASSET)))
        .isInstanceOfSatisfying(
            CatalogException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.TASK_UNDER_WAY))
        .hasMessageContaining(open.guid().toString());
    assertThat(tasks()).hasSize(2);

    ledger.remove(TenantId.DEFAULT, List.of(mine.guid(), others.guid(), ASSET));
    assertThat(tasks()).extracting(PropagationTask::guid).containsExactly(open.guid());
    assertThat(ledger.tasks(OTHER, throughput, 1)).hasSize(1);
    assertThat(ledger.oldest(OTHER)).isEmpty();
    assertThat(ledger.oldest(TenantId.DEFAULT)).contains(clock.instant());
  }

  private Tally open(TenantId tenant, long total) {
    return ledger.open(tenant, Kind.CLASSIFICATION_PROPAGATION_ADD, Optional.empty(), 7, total);
  }

  private List<PropagationTask> tasks() {
    return ledger.tasks(TenantId.DEFAULT, throughput, 1_000);
  }

  /** A clock that stands until it is moved. */
  private static final class Hand extends Clock {
    private Instant now = Instant.EPOCH;

    void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
