package dev.lily.notifications.openlineage;

import static dev.lily.notifications.openlineage.EventText.RUN_1;
import static dev.lily.notifications.openlineage.EventText.lineage;
import static dev.lily.notifications.openlineage.EventText.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.notifications.openlineage.BatchResult.FailedEvent;
import dev.lily.notifications.openlineage.IngestResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TestOpenLineageIngest {
  private final Ingestion ingestion = new Ingestion();

  @Test
  void resultSaysWhatHappened() {
    assertThat(ingestion.send(run("RUNNING", RUN_1, 1).output("t", "").toString()))
        .isEqualTo(new IngestResult(Outcome.TAKEN_NOTE, 0, "waits for the run to complete"));
    String complete = run("COMPLETE", RUN_1, 2).toString();
    assertThat(ingestion.send(complete)).isEqualTo(new IngestResult(Outcome.APPLIED, 1, ""));
    assertThat(ingestion.send(complete)).isEqualTo(new IngestResult(Outcome.UNCHANGED, 0, ""));
  }

  @Test
  void badEventIsRefusedAndKept() {
    CatalogException refusal = refusal(run("START", "x", 1).toString());
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_VALUE);
    assertThat(refusal).hasMessage("/run/runId: 'x' is no UUID");
    assertThat(ingestion.deadLetters).containsExactly("/run/runId: 'x' is no UUID");
  }

  @Test
  void eventMayBeSentAgainWhenTheCatalogIsBack() {
    String event = run("COMPLETE", RUN_1, 2).output("t", "").toString();
    ingestion.catalog.setAvailable(false);
    assertThat(refusal(event).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(ingestion.sendBatch("[" + event + "]").failedEvents())
        .containsExactly(new FailedEvent(0, "the store is away", true));
    ingestion.catalog.setAvailable(true);
    assertThat(ingestion.send(event).outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(ingestion.deadLetters).isEmpty();
  }

  @Test
  void batchSaysWhichEventsFailed() {
    BatchResult result =
        ingestion.sendBatch(
            "["
                + String.join(
                    ",",
                    run("START", RUN_1, 1).output("t", "").toString(),
                    "{}",
                    run("COMPLETE", RUN_1, 2).toString())
                + "]");
    assertThat(result.status()).isEqualTo("partial_success");
    assertThat(List.of(result.received(), result.successful(), result.failed()))
        .containsExactly(3, 2, 1);
    assertThat(List.of(result.retriable(), result.nonRetriable())).containsExactly(0, 1);
    assertThat(result.failedEvents())
        .containsExactly(new FailedEvent(1, "/eventTime: is missing", false));
    assertThat(ingestion.deadLetters).hasSize(1);
    assertThat(ingestion.tableEdges()).containsExactly("[load] -> db/t");
  }

  @Test
  void malformedBatchIsRefusedAsAWhole() {
    String batch = "[" + run("COMPLETE", RUN_1, 2).output("t", "") + ",{";
    CatalogException refusal =
        catchThrowableOfType(CatalogException.class, () -> ingestion.sendBatch(batch));
    assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    assertThat(refusal).hasMessageStartingWith("/1: is no JSON");
    assertThat(ingestion.catalog.changes()).isZero();
    assertThat(ingestion.deadLetters).hasSize(1);
  }

  @Test
  void jobsThatShareAnEdgeDoNotOverwriteEachOther() throws Exception {
    int jobs = 16;
    List<Callable<IngestResult>> senders = new ArrayList<>();
    for (int job = 0; job < jobs; job++) {
      String event =
          run("COMPLETE", "00000000-0000-4000-8000-0000000000" + (10 + job), 1, "job" + job)
              .output("t", lineage("x=s.a"))
              .toString();
      senders.add(() -> ingestion.send(event));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<IngestResult> sent : threads.invokeAll(senders)) {
        assertThat(sent.get().outcome()).isEqualTo(Outcome.APPLIED);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(ingestion.columnEdges()).hasSize(1);
    assertThat(ingestion.columnEdges().iterator().next().split(", ", -1)).hasSize(jobs);
  }

  private CatalogException refusal(String event) {
    return catchThrowableOfType(CatalogException.class, () -> ingestion.send(event));
  }
}
