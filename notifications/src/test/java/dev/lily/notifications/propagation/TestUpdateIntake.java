package dev.lily.notifications.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Delta;
import dev.lily.graph.lineage.Delta.Spreading;
import dev.lily.notifications.propagation.PendingUpdates.Task;
import dev.lily.notifications.propagation.PropagationTask.Counts;
import dev.lily.notifications.propagation.PropagationTask.Kind;
import dev.lily.notifications.propagation.PropagationTask.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TestUpdateIntake {
  private static final TenantId OTHER = new TenantId("other");
  private static final int MANY = 1_500;

  private final TaskLedger ledger = new TaskLedger(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  private final PendingUpdates updates = new PendingUpdates(ledger);
  private final UpdateIntake intake = new UpdateIntake(new ClassificationIndex(), updates, ledger);
  private final Throughput throughput = new Throughput();

  /** Each column is the origin of its own, and two assets of each three come from several. */
  @Test
  void aCallThatTagsManyColumnsIsOneTaskPerClassification() {
    intake.start();
    List<Spreading> spreads = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      spreads.add(added(TenantId.DEFAULT, "PII", i, assets(i, i + 3)));
      spreads.add(added(TenantId.DEFAULT, "SECRET", i, assets(i, i + 1)));
    }
    spreads.add(added(OTHER, "PII", MANY, assets(5_000, 5_002)));
    intake.accept(new Delta(7, spreads));

    assertThat(tasks(OTHER)).singleElement().extracting(this::total).isEqualTo(2L);
    assertThat(tasks(TenantId.DEFAULT)).hasSize(2);
    PropagationTask pii = tasks(TenantId.DEFAULT).get(0);
    assertThat(pii.subject().orElseThrow().classification()).isEqualTo("PII");
    assertThat(pii.subject().orElseThrow().origins()).hasSize(100).startsWith(origin(0), origin(1));
    assertThat(pii.subject().orElseThrow().originCount()).isEqualTo(MANY);
    assertThat(pii.kind()).isEqualTo(Kind.CLASSIFICATION_PROPAGATION_ADD);
    assertThat(pii.counts()).isEqualTo(new Counts(MANY + 2, 0, 0));

    throughput.add(100, Duration.ofSeconds(1).toNanos());
    assertThat(tasks(TenantId.DEFAULT).get(0).eta()).contains(Instant.ofEpochMilli(15_020));
    write(500);
    assertThat(tasks(TenantId.DEFAULT).get(0).counts().done()).isEqualTo(500);
    assertThat(tasks(TenantId.DEFAULT).get(0).eta()).contains(Instant.ofEpochMilli(10_020));
    write(Integer.MAX_VALUE);
    assertThat(tasks(TenantId.DEFAULT))
        .extracting(PropagationTask::status)
        .containsOnly(Status.COMPLETE);
  }

  /** What comes of one change in parts, as of a type that changed, is one task, too. */
  @Test
  void partsOfAChangeAreOneTask() {
    intake.start();
    intake.accept(new Delta(7, List.of(added(TenantId.DEFAULT, "PII", 1, assets(0, 10)))));
    intake.accept(
        new Delta(
            7,
            List.of(
                added(TenantId.DEFAULT, "PII", 2, assets(5, 20)),
                removed("PII", 3, assets(20, 22)))));
    assertThat(tasks(TenantId.DEFAULT))
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.counts().total()).isEqualTo(22);
              assertThat(task.kind()).isEqualTo(Kind.CLASSIFICATION_REFRESH_PROPAGATION);
              assertThat(task.subject().orElseThrow().originCount()).isEqualTo(3);
            });

    intake.accept(new Delta(8, List.of(added(TenantId.DEFAULT, "PII", 4, assets(0, 1)))));
    assertThat(tasks(TenantId.DEFAULT)).hasSize(2);
    write(Integer.MAX_VALUE);
    intake.accept(new Delta(8, List.of(added(TenantId.DEFAULT, "PII", 5, assets(0, 1)))));
    assertThat(tasks(TenantId.DEFAULT)).hasSize(3);
  }

  /** Whatever comes together or apart, and cancels, every task ends with each asset counted. */
  @Test
  void countsAddUpWhateverComes() {
    intake.start();
    Random random = new Random(5);
    for (int position = 1; position < 600; position++) {
      List<Spreading> spreads = new ArrayList<>();
      for (int origin = 0; origin < 4; origin++) {
        int first = random.nextInt(12);
        List<Guid> some = assets(first, first + 1 + random.nextInt(6));
        switch (random.nextInt(3)) {
          case 0 -> spreads.add(added(TenantId.DEFAULT, "PII", origin, some));
          case 1 -> spreads.add(removed("PII", origin, some));
          default -> {}
        }
      }
      intake.accept(new Delta(position - position % 3, spreads));
      if (random.nextInt(4) == 0) {
        write(random.nextInt(20));
      }
      assertThat(updates.isEmpty()).isEqualTo(ledger.openCount() == 0);
    }
    write(Integer.MAX_VALUE);
    assertThat(tasks(TenantId.DEFAULT))
        .isNotEmpty()
        .allMatch(task -> task.counts().done() == task.counts().total());
  }

  private long total(PropagationTask task) {
    return task.counts().total();
  }

  private void write(int limit) {
    for (Task task : updates.take(limit)) {
      ledger.started(task.tallies());
      ledger.done(task.tallies());
    }
  }

  private List<PropagationTask> tasks(TenantId tenant) {
    return ledger.tasks(tenant, throughput, updates.size());
  }

  private static Spreading added(TenantId tenant, String name, int origin, List<Guid> assets) {
    return new Spreading(
        tenant, new Classification(name, origin(origin)), assets, List.of(), List.of());
  }

  private static Spreading removed(String name, int origin, List<Guid> assets) {
    return new Spreading(
        TenantId.DEFAULT, new Classification(name, origin(origin)), List.of(), assets, List.of());
  }

  private static Guid origin(int number) {
    return new Guid(9, number);
  }

  private static List<Guid> assets(int from, int to) {
    return IntStream.range(from, to).mapToObj(number -> new Guid(1, number)).toList();
  }
}
