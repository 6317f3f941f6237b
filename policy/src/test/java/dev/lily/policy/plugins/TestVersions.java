package dev.lily.policy.plugins;

import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.TENANT;
import static dev.lily.policy.PolicyParts.TRINO;
import static dev.lily.policy.PolicyParts.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.AssetKey;
import dev.lily.policy.Effect;
import dev.lily.policy.MaskType;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyParts;
import dev.lily.policy.Subjects;
import dev.lily.policy.Target;
import dev.lily.policy.plugins.PluginQuestion.Kind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestVersions {
  @TempDir Path folder;
  private final Hands clock = new Hands();
  private PolicyParts parts;
  private Versions versions;

  @BeforeEach
  void follow() {
    parts = new PolicyParts(folder);
    versions = new Versions(parts.downloads::version, parts.tags::lastVisible, clock);
    versions.follow(parts.policies, parts.directories, parts.services, parts.tags);
  }

  @Test
  void aPluginIsBehindByWhatCameAfterItsVersion() {
    long first = newest(Kind.TAGS);
    parts.classifications.set(column("t", "a"), "PII");
    parts.classifications.set(column("t", "b"), "PII");
    long last = newest(Kind.TAGS);
    clock.now = Instant.ofEpochMilli(1_000);

    Versions.Lag lag = versions.lag(TENANT, TRINO, Kind.TAGS, first);
    assertThat(lag.versions()).isEqualTo(2);
    assertThat(lag.millis(1_000, 0)).as("the first change was committed at 10").isEqualTo(990);
    Versions.Lag none = versions.lag(TENANT, TRINO, Kind.TAGS, last);
    assertThat(none.versions()).isZero();
    assertThat(none.millis(1_000, 0)).isZero();
    assertThat(none.position()).hasValue(2);
    assertThat(versions.lag(TENANT, TRINO, Kind.TAGS, -1).versions()).isPositive();
    assertThat(versions.lag(TENANT, TRINO, Kind.TAGS, last + 7).versions())
        .as("a version of a time that is gone")
        .isPositive();
  }

  @Test
  void aChangeElsewhereLetsAVersionContainMore() {
    long version = newest(Kind.TAGS);
    parts.classifications.set(new AssetKey("other", "x"), "PII");
    assertThat(versions.lag(TENANT, TRINO, Kind.TAGS, version).position()).hasValue(1);
  }

  @Test
  void policiesHaveVersionsToo() {
    long first = newest(Kind.POLICIES);
    parts.policies.put(
        CONTEXT,
        new Policy(
            "more",
            Subjects.EVERYONE,
            Target.classifications("SECRET"),
            new Effect.Mask(MaskType.MASK_NULL),
            Subjects.NOBODY));
    assertThat(versions.lag(TENANT, TRINO, Kind.POLICIES, first).versions()).isEqualTo(1);
  }

  @Test
  void whatIsNotKnownIsNotClaimed() {
    long last = newest(Kind.TAGS);
    assertThat(versions.newest(TENANT, "nowhere", Kind.TAGS)).isEmpty();
    Versions.Lag before = versions.lag(TENANT, TRINO, Kind.TAGS, last - 1);
    assertThat(before.since()).as("of before the start").isEmpty();
    assertThat(before.millis(1_000, 400)).isEqualTo(600);
    assertThat(versions.lag(TENANT, TRINO, Kind.TAGS, last).millis(1_000, 400)).isZero();
  }

  private long newest(Kind kind) {
    return versions.newest(TENANT, TRINO, kind).orElseThrow();
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
