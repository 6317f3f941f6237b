package dev.lily.policy.audit;

import static dev.lily.policy.PolicyParts.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.policy.audit.DownloadEvent.Quiet;
import dev.lily.policy.plugins.PluginDownload;
import dev.lily.policy.plugins.PluginDownload.Answer;
import dev.lily.policy.plugins.PluginQuestion;
import dev.lily.policy.plugins.PluginQuestion.Caller;
import dev.lily.policy.plugins.PluginQuestion.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestDownloadAudit {
  private final List<DownloadEvent> told = new ArrayList<>();
  private final DownloadAudit audit =
      new DownloadAudit(
          new AuditTrail() {
            @Override
            public boolean wants(boolean denied) {
              return true;
            }

            @Override
            public void add(AuditEvent event) {
              told.add((DownloadEvent) event);
            }
          });

  @Test
  void whatIsSentIsToldAtOnceWithTheQuestionsBefore() {
    answered("one", Answer.EVERYTHING, 1_000);
    answered("one", Answer.NOTHING_NEW, 2_000);
    answered("one", Answer.NOTHING_NEW, 3_000);
    answered("other", Answer.NOTHING_NEW, 3_500);
    assertThat(told).hasSize(1);
    answered("one", Answer.CHANGES, 4_000);
    answered("one", Answer.CHANGES, 5_000);

    assertThat(told)
        .extracting(one -> one.download().answer())
        .containsExactly(Answer.EVERYTHING, Answer.CHANGES, Answer.CHANGES);
    assertThat(told)
        .extracting(DownloadEvent::quiet)
        .containsExactly(Quiet.NONE, new Quiet(2, 2_000), Quiet.NONE);
    assertThat(told.get(1).bytes()).isEqualTo(77);
    audit.close();
    assertThat(told).hasSize(4);
    assertThat(told.get(3).quiet()).isEqualTo(new Quiet(1, 3_500));
  }

  @Test
  void askingEachSecondIsOneEventInTenMinutes() {
    for (int second = 0; second < 3_600; second++) {
      answered("one", Answer.NOTHING_NEW, second * 1_000L);
    }
    assertThat(told).hasSize(5);
    audit.close();
    assertThat(told).hasSize(6);
    assertThat(told.stream().mapToLong(one -> one.quiet().count()).sum()).isEqualTo(3_600);
  }

  @Test
  void thoseWhoAskedLongAgoMakeRoom() {
    for (int i = 0; i <= DownloadAudit.ASKING; i++) {
      answered("plug-in-" + i, Answer.NOTHING_NEW, i);
    }
    assertThat(told).hasSize(1);
    assertThat(told.get(0).download().question().caller().pluginId()).isEqualTo("plug-in-0");
  }

  private void answered(String pluginId, Answer answer, long time) {
    PluginQuestion question =
        new PluginQuestion(
            TENANT,
            "trino",
            Kind.TAGS,
            new Caller(pluginId, "lily-1", "10.0.0.1", "engine", "Java/25", "7ffff"),
            4,
            time,
            Duration.ZERO);
    audit.answered(
        "r1",
        new PluginDownload(question, 5, answer, time),
        answer == Answer.NOTHING_NEW ? 0 : 77,
        true);
  }
}
