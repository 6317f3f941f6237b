package dev.lily.notifications.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.notifications.propagation.PendingUpdates.Task;
import dev.lily.notifications.propagation.PropagationTask.Kind;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TestPendingUpdates {
  private static final Guid ASSET = new Guid(1, 1);
  private static final Classification PII = new Classification("PII", new Guid(1, 9));
  private static final Classification SECRET = new Classification("SECRET", new Guid(1, 9));

  private final TaskLedger ledger = new TaskLedger(Clock.systemUTC());
  private final PendingUpdates updates = new PendingUpdates(ledger);

  @Test
  void whatCameAndWentIsNothing() {
    change(Operation.ADDED, PII);
    change(Operation.UPDATED, PII);
    change(Operation.REMOVED, PII);

    assertThat(updates.isEmpty()).isTrue();
  }

  @Test
  void joinsWhatIsKnownOfAnAsset() {
    change(Operation.REMOVED, PII);
    change(Operation.ADDED, SECRET);
    change(Operation.ADDED, PII);

    assertThat(updates.take(10))
        .extracting(Task::changes)
        .containsExactly(
            List.of(
                new ClassificationChange(Operation.UPDATED, PII),
                new ClassificationChange(Operation.ADDED, SECRET)));
    assertThat(updates.isEmpty()).isTrue();
  }

  @Test
  void keepsWhatIsCertainlyWrittenOtherwise() {
    updates.add(Task.certain(TenantId.DEFAULT, ASSET, List.of(), List.of()));
    change(Operation.ADDED, PII);
    change(Operation.REMOVED, PII);

    assertThat(updates.size()).isEqualTo(1);
  }

  private void change(Operation operation, Classification classification) {
    Tally tally =
        ledger.open(
            TenantId.DEFAULT, Kind.CLASSIFICATION_REFRESH_PROPAGATION, Optional.empty(), 1, 1);
    updates.add(
        new Task(
            TenantId.DEFAULT,
            ASSET,
            List.of(new ClassificationChange(operation, classification)),
            "t",
            false,
            List.of(tally)));
  }
}
