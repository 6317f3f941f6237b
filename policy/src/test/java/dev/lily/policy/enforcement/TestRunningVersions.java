package dev.lily.policy.enforcement;

import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.TENANT;
import static dev.lily.policy.PolicyParts.TRINO;
import static dev.lily.policy.PolicyParts.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.policy.Effect;
import dev.lily.policy.MaskType;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyParts;
import dev.lily.policy.Subjects;
import dev.lily.policy.Target;
import dev.lily.policy.enforcement.RunningVersions.Advance;
import dev.lily.policy.enforcement.RunningVersions.Plugin;
import dev.lily.policy.enforcement.Versions.Document;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRunningVersions {
  @TempDir Path folder;
  private final Hands clock = new Hands();
  private PolicyParts parts;
  private Versions versions;
  private RunningVersions activity;

  @BeforeEach
  void follow() {
    parts = new PolicyParts(folder);
    versions =
        new Versions(
            new Versions.Sources(parts.policies, parts.directories, parts.services, parts.tags),
            parts.downloads,
            clock);
    activity = new RunningVersions(clock);
  }

  @Test
  void aPluginIsBehindByWhatCameAfterItsVersion() {
    long first = versions.current(TENANT, TRINO, Document.TAGS);
    parts.classifications.set(column("t", "a"), "PII");
    parts.classifications.set(column("t", "b"), "PII");
    long last = versions.current(TENANT, TRINO, Document.TAGS);
    clock.now = Instant.ofEpochMilli(1_000);

    Versions.Lag lag = versions.lag(TENANT, TRINO, Document.TAGS, first);
    assertThat(lag.versions()).isEqualTo(2);
    assertThat(lag.millis()).as("the first change was committed at 10").isEqualTo(990);
    Versions.Lag none = versions.lag(TENANT, TRINO, Document.TAGS, last);
    assertThat(none.versions()).isZero();
    assertThat(none.millis()).isZero();
    assertThat(none.position()).hasValue(2);
    assertThat(versions.lag(TENANT, TRINO, Document.TAGS, -1).versions()).isPositive();
    assertThat(versions.lag(TENANT, TRINO, Document.TAGS, last + 7).versions())
        .as("a version of a time that is gone")
        .isPositive();
  }

  @Test
  void aChangeElsewhereLetsAVersionContainMore() {
    long version = versions.current(TENANT, TRINO, Document.TAGS);
    parts.classifications.set(new AssetKey("other", "x"), "PII");
    assertThat(versions.lag(TENANT, TRINO, Document.TAGS, version).position()).hasValue(1);
  }

  @Test
  void policiesHaveVersionsToo() {
    long first = versions.current(TENANT, TRINO, Document.POLICIES);
    parts.policies.put(
        CONTEXT,
        new Policy(
            "more",
            Subjects.EVERYONE,
            Target.classifications("SECRET"),
            new Effect.Mask(MaskType.MASK_NULL),
            Subjects.NOBODY));
    assertThat(versions.lag(TENANT, TRINO, Document.POLICIES, first).versions()).isEqualTo(1);
  }

  @Test
  void aPluginIsKnownByWhatItSaid() {
    List<Advance> advances = new ArrayList<>();
    activity.onAdvance(advances::add);
    asked("trino@b", Document.TAGS, -1);
    asked("trino@b", Document.TAGS, 5);
    asked("trino@b", Document.TAGS, 5);
    asked("trino@b", Document.POLICIES, 3);
    clock.now = Instant.ofEpochMilli(9);
    asked("trino@b", Document.TAGS, 7);
    asked("trino@a", Document.TAGS, 7);

    assertThat(activity.of(TENANT, TRINO))
        .extracting(Plugin::instance)
        .containsExactly("trino@a", "trino@b");
    Plugin plugin = activity.of(TENANT, TRINO).get(1);
    assertThat(plugin.runs()).isEqualTo(Map.of(Document.TAGS, 7L, Document.POLICIES, 3L));
    assertThat(plugin.lastSeen()).isEqualTo(9);
    assertThat(plugin.cluster()).isEqualTo("c1");
    assertThat(advances).containsExactly(new Advance(TENANT, TRINO, Document.TAGS, 5));
    assertThat(activity.of(new TenantId("other"), TRINO)).isEmpty();
    assertThat(activity.of(TENANT, "other")).isEmpty();
  }

  @Test
  void plugInsAreNotRememberedWithoutBound() {
    for (int i = 0; i < 1_100; i++) {
      clock.now = clock.now.plus(Duration.ofMillis(1));
      asked("trino@" + i, Document.TAGS, 1);
    }
    assertThat(activity.of(TENANT, TRINO))
        .hasSize(1_000)
        .extracting(Plugin::instance)
        .contains("trino@1099")
        .doesNotContain("trino@0");
  }

  private void asked(String instance, Document document, long version) {
    activity.asked(TENANT, new Plugin(TRINO, instance, "c1", Map.of(), 0), document, version);
  }

  /** A clock whose hands a test moves. */
  private static final class Hands extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
