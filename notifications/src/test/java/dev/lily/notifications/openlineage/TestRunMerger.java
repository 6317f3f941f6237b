package dev.lily.notifications.openlineage;

import static dev.lily.notifications.openlineage.EventText.RUN_1;
import static dev.lily.notifications.openlineage.EventText.RUN_2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.TenantId;
import dev.lily.notifications.openlineage.LineageEvent.RunEvent;
import dev.lily.notifications.openlineage.RunOutcome.Lineage;
import dev.lily.notifications.openlineage.RunOutcome.Nothing;
import dev.lily.notifications.openlineage.RunOutcome.StateOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRunMerger {
  private static final String STREAM =
      "'jobType':{'processingType':'STREAMING','integration':'FLINK'}";

  private final OpenLineageParser parser = new OpenLineageParser(OpenLineageLimits.DEFAULT);
  private final Time time = new Time();
  private final RunMerger merger =
      new RunMerger(new RunMerger.Limits(3, 7_000, Duration.ofHours(1)), time);

  @Test
  void eventsOfARunAreJoinedWhenItCompletes() {
    assertThat(
            send(
                EventText.run("START", RUN_1, 0).input("a", "").output("b", EventText.schema("x"))))
        .isInstanceOf(StateOnly.class);
    assertThat(
            send(
                EventText.run("RUNNING", RUN_1, 1)
                    .input("c", "")
                    .output("b", EventText.lineage("x=a.y"))))
        .isInstanceOf(Nothing.class);
    MergedRun run = lineage(send(EventText.run("COMPLETE", RUN_1, 2)));
    assertThat(run.inputs()).extracting(input -> input.name().name()).containsExactly("a", "c");
    assertThat(run.outputs()).hasSize(1);
    assertThat(run.outputs().get(0).schema()).hasSize(1);
    assertThat(run.outputs().get(0).columnLineage()).isPresent();
    assertThat(run.time()).isEqualTo(Instant.parse("2026-11-22T12:02:00Z"));
  }

  @Test
  void failureWinsOverCompletion() {
    assertThat(send(EventText.run("FAIL", RUN_1, 1).output("b", ""))).isInstanceOf(StateOnly.class);
    assertThat(send(EventText.run("COMPLETE", RUN_1, 2))).isInstanceOf(Nothing.class);
    assertThat(send(EventText.run("ABORT", RUN_2, 1).output("b", "")))
        .isInstanceOf(StateOnly.class);
    assertThat(send(EventText.run("COMPLETE", RUN_2, 2))).isInstanceOf(Nothing.class);
  }

  @Test
  void failureWinsOverCompletionAfterARestart(@TempDir Path folder) {
    Path file = folder.resolve("failed-runs");
    RunMerger.Limits limits = new RunMerger.Limits(3, 7_000, Duration.ofHours(1));
    try (FailedRunFile failed = new FailedRunFile(file, 2, Duration.ofHours(1), time)) {
      RunMerger before = new RunMerger(limits, time, failed);
      send(before, EventText.run("FAIL", RUN_1, 1).output("b", ""));
    }
    try (FailedRunFile failed = new FailedRunFile(file, 2, Duration.ofHours(1), time)) {
      RunMerger after = new RunMerger(limits, time, failed);
      assertThat(send(after, EventText.run("COMPLETE", RUN_1, 2).output("b", "")))
          .isInstanceOf(Nothing.class);
      assertThat(send(after, EventText.run("FAIL", RUN_1, 1).output("b", "")))
          .isInstanceOf(StateOnly.class);
      assertThat(send(after, EventText.run("COMPLETE", RUN_2, 2).output("b", "")))
          .isInstanceOf(Lineage.class);
    }
  }

  @Test
  void failedRunsAreForgottenInTime(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("failed-runs");
    try (FailedRunFile failed = new FailedRunFile(file, 2, Duration.ofHours(1), time)) {
      for (String run : List.of("1", "2", "3", "4", "5")) {
        failed.add(TenantId.DEFAULT, run);
      }
      assertThat(failed.contains(TenantId.DEFAULT, "3")).isFalse();
      assertThat(failed.contains(TenantId.DEFAULT, "4")).isTrue();
      assertThat(failed.contains(new TenantId("other"), "4")).isFalse();
      assertThat(Files.readAllLines(file)).hasSize(2);
      time.now = time.now.plus(Duration.ofHours(2));
      assertThat(failed.contains(TenantId.DEFAULT, "5")).isFalse();
    }
    try (FailedRunFile failed = new FailedRunFile(file, 2, Duration.ofHours(1), time)) {
      assertThat(failed.contains(TenantId.DEFAULT, "5")).isFalse();
      assertThat(Files.size(file)).isZero();
    }
  }

  @Test
  void completionsOfOneRunAreJoined() {
    send(EventText.run("COMPLETE", RUN_1, 1).output("b", ""));
    assertThat(lineage(send(EventText.run("COMPLETE", RUN_1, 2).output("c", ""))).outputs())
        .hasSize(2);
    assertThat(lineage(send(EventText.run("OTHER", RUN_1, 3).output("d", ""))))
        .matches(run -> run.outputs().size() == 3 && run.state() == RunState.COMPLETE);
    assertThat(send(EventText.run("START", RUN_1, 0))).isInstanceOf(Nothing.class);
  }

  @Test
  void runWithoutOutputsAndApplicationsMakeNoLineage() {
    assertThat(send(EventText.run("COMPLETE", RUN_1, 1).input("a", "")))
        .isInstanceOf(StateOnly.class);
    assertThat(
            send(
                EventText.run("COMPLETE", RUN_2, 1)
                    .jobFacets(
                        "'jobType':{'processingType':'NONE','integration':'SPARK','jobType':'APPLICATION'}")
                    .output("b", "")))
        .isInstanceOf(StateOnly.class);
  }

  @Test
  void continuousJobMakesLineageWhileItRuns() {
    assertThat(send(EventText.run("START", RUN_1, 0).jobFacets(STREAM).output("b", "")))
        .isInstanceOf(StateOnly.class);
    assertThat(lineage(send(EventText.run("RUNNING", RUN_1, 1))).outputs()).hasSize(1);
    assertThat(send(EventText.run("FAIL", RUN_1, 2))).isInstanceOf(StateOnly.class);
  }

  @Test
  void tenantsAreApart() {
    send(EventText.run("FAIL", RUN_1, 1).output("b", ""));
    RunEvent event = event(EventText.run("COMPLETE", RUN_1, 2).output("b", ""));
    assertThat(merger.accept(new TenantId("other"), event)).isInstanceOf(Lineage.class);
  }

  @Test
  void largeRunsAreJoinedLikeSmallOnes() {
    String[] columns = IntStream.range(0, 500).mapToObj(n -> "c" + n).toArray(String[]::new);
    String[] edges = Stream.of(columns).map(c -> c + "=a." + c).toArray(String[]::new);
    RunEvent start =
        event(
            EventText.run("START", RUN_1, 0)
                .input("a", EventText.schema(columns))
                .output("b", EventText.schema(columns) + "," + EventText.lineage(edges)));
    assertThat(merger.accept(TenantId.DEFAULT, start)).isInstanceOf(StateOnly.class);
    MergedRun run = lineage(send(EventText.run("COMPLETE", RUN_1, 1).output("c", "")));
    assertThat(run.inputs()).isEqualTo(start.inputs());
    assertThat(run.outputs()).hasSize(2).startsWith(start.outputs().get(0));
    assertThat(lineage(send(EventText.run("OTHER", RUN_1, 2))).outputs()).isEqualTo(run.outputs());
  }

  @Test
  void oldestRunsAreForgottenByNumberSizeAndAge() {
    for (int number = 1; number <= 5; number++) {
      send(EventText.run("START", RUN_1.replace("01", "1" + number), 0));
    }
    assertThat(merger.size()).isEqualTo(3);
    send(
        EventText.run("START", RUN_1, 0)
            .output(
                "b",
                EventText.schema(
                    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15",
                    "16", "17", "18")));
    assertThat(merger.size()).isEqualTo(2);
    time.now = time.now.plus(Duration.ofMinutes(59));
    send(EventText.run("START", RUN_2, 0));
    assertThat(merger.size()).isEqualTo(2);
    time.now = time.now.plus(Duration.ofMinutes(1));
    send(EventText.run("RUNNING", RUN_2, 0));
    assertThat(merger.size()).isEqualTo(1);
  }

  private RunOutcome send(RunMerger another, EventText event) {
    return another.accept(TenantId.DEFAULT, event(event));
  }

  private RunOutcome send(EventText event) {
    return merger.accept(TenantId.DEFAULT, event(event));
  }

  private RunEvent event(EventText event) {
    return (RunEvent) parser.parse(event.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static MergedRun lineage(RunOutcome outcome) {
    assertThat(List.of(outcome)).hasOnlyElementsOfType(Lineage.class);
    return ((Lineage) outcome).run();
  }

  private static final class Time extends Clock {
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
