package dev.lily.policy.plugins;

import static dev.lily.policy.PolicyParts.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.TenantId;
import dev.lily.policy.plugins.PluginActivity.Advance;
import dev.lily.policy.plugins.PluginDownload.Answer;
import dev.lily.policy.plugins.PluginQuestion.Caller;
import dev.lily.policy.plugins.PluginQuestion.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPluginActivity {
  @TempDir Path folder;
  private long newest = 5;
  private long now = 1_000_000;
  private PluginActivity activity;

  private final Clock clock =
      new Clock() {
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
          return Instant.ofEpochMilli(now);
        }
      };

  @BeforeEach
  void open() {
    activity = opened();
  }

  private PluginActivity opened() {
    return new PluginActivity(
        folder,
        new Versions(
            (tenant, service, kind) ->
                service.equals("gone") ? OptionalLong.empty() : OptionalLong.of(newest),
            () -> 0,
            clock),
        Duration.ofSeconds(60),
        clock);
  }

  @Test
  void tellsWhoRunsWhat() {
    has("trino@vm-7-trino", 5);
    newest = 6;
    now += 1_000;
    asks("trino@vm-7-trino", Kind.POLICIES, 5);
    now += 1_000;
    PluginReport seen = only();
    assertThat(seen.application()).isEqualTo("trino");
    assertThat(seen.host()).isEqualTo("vm-7");
    assertThat(seen.address()).isEqualTo("10.0.0.1");
    assertThat(seen.cluster()).isEqualTo("lily-1");
    assertThat(seen.state()).as("for a second only").isEqualTo(EngineState.UP_TO_DATE);
    assertThat(seen.document(Kind.POLICIES).running()).isEqualTo(5);
    assertThat(seen.document(Kind.POLICIES).sent()).isEqualTo(6);
    assertThat(seen.behindVersions()).isEqualTo(1);
    assertThat(seen.behindMillis()).isEqualTo(1_000);

    has("trino@vm-7-trino", 6);
    assertThat(only().behindVersions()).isZero();
    assertThat(only().behindMillis()).isZero();
    assertThat(only().lastSeen()).isEqualTo(now);
  }

  @Test
  void oneThatNeverHadTagsIsBehind() {
    asks("trino@a-trino", Kind.POLICIES, 5);
    assertThat(only().document(Kind.TAGS).running()).isEqualTo(-1);
    assertThat(only().state()).isEqualTo(EngineState.BEHIND);
    asks("trino@a-trino", Kind.TAGS, -1);
    assertThat(only().state()).isEqualTo(EngineState.BEHIND);
    asks("trino@a-trino", Kind.TAGS, 5);
    assertThat(only().state()).isEqualTo(EngineState.UP_TO_DATE);
  }

  @Test
  void oneThatAsksAndDoesNotComeForwardIsBehind() {
    has("trino@a-trino", 5);
    newest = 8;
    has("trino@a-trino", 5);
    for (int i = 0; i < 61; i++) {
      now += 1_000;
      has("trino@a-trino", 5);
    }
    assertThat(only().state()).isEqualTo(EngineState.BEHIND);
    assertThat(only().behindVersions()).isEqualTo(1);
    assertThat(only().behindMillis()).isEqualTo(61_000);
    assertThat(activity.plugins(TENANT, "trino")).hasSize(1);
    assertThat(activity.plugins(TENANT, "hive")).isEmpty();
  }

  @Test
  void aQuestionThatWaitsSaysWhatRuns() {
    has("trino@a-trino", 4);
    asked("trino@a-trino", Kind.TAGS, 5, Duration.ofMinutes(5));
    asked("trino@a-trino", Kind.POLICIES, 5, Duration.ofMinutes(5));
    now += 299_000;
    assertThat(only().document(Kind.TAGS).running()).isEqualTo(5);
    assertThat(only().silentMillis()).isZero();
    assertThat(only().state()).isEqualTo(EngineState.UP_TO_DATE);
    newest = 6;
    assertThat(only().behindMillis()).as("since there is news, not since it asked").isZero();
    now += 61_001;
    assertThat(only().silentMillis()).isEqualTo(60_001);
    assertThat(only().state()).isEqualTo(EngineState.SILENT);
  }

  @Test
  void anAnswerThatComesLateDoesNotTakeBackWhatWasSaid() {
    PluginQuestion first = asked("trino@a-trino", Kind.TAGS, 4, Duration.ofSeconds(25));
    asks("trino@a-trino", Kind.TAGS, 5);
    activity.answered(new PluginDownload(first, 5, Answer.EVERYTHING, now));
    assertThat(only().document(Kind.TAGS).running()).isEqualTo(5);
  }

  @Test
  void tellsWhenOneComesForward() {
    List<Advance> advances = new ArrayList<>();
    activity.onAdvance(advances::add);
    asks("trino@a-trino", Kind.TAGS, -1);
    asks("trino@a-trino", Kind.TAGS, 5);
    newest = 6;
    asks("trino@a-trino", Kind.TAGS, 5);
    now += 40;
    asks("trino@a-trino", Kind.TAGS, 6);
    asks("trino@a-trino", Kind.TAGS, 6);
    assertThat(advances).hasSize(1);
    assertThat(advances.get(0).question().service()).isEqualTo("trino");
    assertThat(advances.get(0).before()).isEqualTo(5);
    assertThat(advances.get(0).millis()).isEqualTo(40);

    activity.close();
    activity = opened();
    activity.onAdvance(advances::add);
    newest = 7;
    asks("trino@a-trino", Kind.TAGS, 7);
    assertThat(advances).as("nobody knows when 7 came").hasSize(1);
  }

  @Test
  void whoDoesNotNameItselfIsNoEngine() {
    has("", 4);
    has("trino@a-trino", 5);
    assertThat(only().instance()).isEqualTo("trino@a-trino");
    assertThat(activity.downloads(TENANT))
        .extracting(one -> one.question().caller().address())
        .containsOnly("10.0.0.1")
        .hasSize(2);
  }

  @Test
  void oneThatDidNotAskForAWeekIsForgotten() {
    has("trino@a-trino", 5);
    now += Duration.ofDays(7).toMillis();
    assertThat(activity.plugins(TENANT)).isEmpty();
  }

  @Test
  void oneThatAsksNoMoreIsSilentAlsoAfterARestart() {
    has("trino@a-trino", 5);
    activity.close();
    activity = opened();
    assertThat(only().state()).isEqualTo(EngineState.UP_TO_DATE);
    now += 60_001;
    assertThat(only().state()).isEqualTo(EngineState.SILENT);
    assertThat(only().silentMillis()).isEqualTo(60_001);
    assertThat(activity.plugins(new TenantId("other"))).isEmpty();
  }

  @Test
  void aBrokenFileKeepsNobodyFromPolicies() throws IOException {
    has("trino@a-trino", 5);
    activity.close();
    Files.writeString(folder.resolve("default/plugins.json"), "{ broken");
    activity = opened();
    has("trino@b-trino", 5);
    assertThat(only().pluginId()).isEqualTo("trino@b-trino");
  }

  @Test
  void remembersDownloadsAndABoundedNumber() {
    asks("first", Kind.POLICIES, -1);
    for (int i = 0; i < 1_000; i++) {
      asks("plugin-" + i, Kind.POLICIES, -1);
    }
    asks("quiet", Kind.POLICIES, 5);
    assertThat(activity.plugins(TENANT)).hasSize(1_000);
    assertThat(activity.plugins(TENANT)).noneMatch(one -> one.pluginId().equals("first"));
    assertThat(activity.downloads(TENANT)).hasSize(1_000);
    assertThat(activity.downloads(TENANT).get(0).question().caller().pluginId())
        .isEqualTo("plugin-999");
  }

  private PluginReport only() {
    assertThat(activity.plugins(TENANT)).hasSize(1);
    return activity.plugins(TENANT).get(0);
  }

  private void has(String pluginId, long version) {
    asks(pluginId, Kind.POLICIES, version);
    asks(pluginId, Kind.TAGS, version);
  }

  private void asks(String pluginId, Kind kind, long known) {
    PluginQuestion question = asked(pluginId, kind, known, Duration.ZERO);
    activity.answered(
        new PluginDownload(
            question, newest, known == newest ? Answer.NOTHING_NEW : Answer.EVERYTHING, now));
  }

  @Test
  void theClusterIsKeptThatIsToldWithSomeQuestionsOnly() {
    asks("trino@a-trino", Kind.POLICIES, 5);
    asks("trino@a-trino", Kind.TAGS, 5);
    assertThat(only().cluster()).isEqualTo("lily-1");
  }

  private PluginQuestion asked(String pluginId, Kind kind, long known, Duration patience) {
    PluginQuestion question =
        new PluginQuestion(
            TENANT,
            "trino",
            kind,
            new Caller(
                pluginId,
                kind == Kind.TAGS ? "" : "lily-1",
                "10.0.0.1",
                "engine",
                "Java/25",
                "7ffff"),
            known,
            now,
            patience);
    activity.asked(question);
    return question;
  }
}
