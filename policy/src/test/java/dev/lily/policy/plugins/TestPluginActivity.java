package dev.lily.policy.plugins;

import static dev.lily.policy.PolicyParts.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.TenantId;
import dev.lily.policy.plugins.PluginDownload.Answer;
import dev.lily.policy.plugins.PluginDownload.Caller;
import dev.lily.policy.plugins.PluginDownload.Kind;
import dev.lily.policy.plugins.PluginReport.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
        (tenant, service, kind) ->
            service.equals("gone") ? OptionalLong.empty() : OptionalLong.of(newest),
        Duration.ofSeconds(60),
        clock);
  }

  @Test
  void tellsWhoRunsWhat() {
    asks("trino@vm-7-trino", Kind.POLICIES, 4, 5);
    PluginReport seen = only();
    assertThat(seen.application()).isEqualTo("trino");
    assertThat(seen.host()).isEqualTo("vm-7");
    assertThat(seen.address()).isEqualTo("10.0.0.1");
    assertThat(seen.state()).isEqualTo(State.CURRENT);
    assertThat(seen.documents().get("policies").running()).isEqualTo(4);
    assertThat(seen.documents().get("policies").sent()).isEqualTo(5);
    assertThat(seen.behindVersions()).isEqualTo(1);

    now += 1_000;
    asks("trino@vm-7-trino", Kind.POLICIES, 5, 5);
    assertThat(only().behindVersions()).isZero();
    assertThat(only().behindMillis()).isZero();
  }

  @Test
  void oneThatAsksAndDoesNotComeForwardIsBehind() {
    asks("trino@a-trino", Kind.POLICIES, 5, 5);
    newest = 8;
    for (int i = 0; i < 61; i++) {
      now += 1_000;
      asks("trino@a-trino", Kind.POLICIES, 5, 8);
    }
    assertThat(only().state()).isEqualTo(State.BEHIND);
    assertThat(only().behindVersions()).isEqualTo(3);
    assertThat(only().behindMillis()).isEqualTo(61_000);
    assertThat(activity.farthestBehind()).isEqualTo(Duration.ofSeconds(61));
    assertThat(activity.count(State.BEHIND)).isEqualTo(1);
  }

  @Test
  void oneThatAsksNoMoreIsSilentAlsoAfterARestart() {
    asks("trino@a-trino", Kind.TAGS, 5, 5);
    activity.close();
    activity = opened();
    assertThat(only().state()).isEqualTo(State.CURRENT);
    now += 60_001;
    assertThat(only().state()).isEqualTo(State.SILENT);
    assertThat(only().silentMillis()).isEqualTo(60_001);
    assertThat(activity.plugins(new TenantId("other"))).isEmpty();
  }

  @Test
  void aBrokenFileKeepsNobodyFromPolicies() throws IOException {
    asks("trino@a-trino", Kind.TAGS, 5, 5);
    activity.close();
    Files.writeString(folder.resolve("default/plugins.json"), "{ broken");
    activity = opened();
    asks("trino@b-trino", Kind.TAGS, 5, 5);
    assertThat(only().pluginId()).isEqualTo("trino@b-trino");
  }

  @Test
  void remembersDownloadsAndABoundedNumber() {
    asks("first", Kind.POLICIES, -1, 5);
    for (int i = 0; i < 1_000; i++) {
      asks("plugin-" + i, Kind.POLICIES, -1, 5);
    }
    asks("quiet", Kind.POLICIES, 5, 5);
    assertThat(activity.plugins(TENANT)).hasSize(1_000);
    assertThat(activity.plugins(TENANT)).noneMatch(one -> one.pluginId().equals("first"));
    assertThat(activity.downloads(TENANT)).hasSize(1_000);
    assertThat(activity.downloads(TENANT).get(0).caller().pluginId()).isEqualTo("plugin-999");
  }

  private PluginReport only() {
    assertThat(activity.plugins(TENANT)).hasSize(1);
    return activity.plugins(TENANT).get(0);
  }

  private void asks(String pluginId, Kind kind, long known, long version) {
    activity.answered(
        new PluginDownload(
            TENANT,
            "trino",
            kind,
            new Caller(pluginId, "lily-1", "10.0.0.1", "engine", "Java/25", "7ffff"),
            known,
            version,
            known == version ? Answer.NOTHING_NEW : Answer.EVERYTHING,
            now));
  }
}
