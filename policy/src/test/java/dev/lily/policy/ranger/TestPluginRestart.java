package dev.lily.policy.ranger;

import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.TENANT;
import static dev.lily.policy.PolicyParts.TRINO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lily.policy.Effect;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyParts;
import dev.lily.policy.Subjects;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A plug-in that was brought forward by changes and is started again while Lily is away decides
 * from its file, definitions of the last change included, as Lily did.
 */
class TestPluginRestart {
  private final TestTwoDoors doors = new TestTwoDoors();
  private final List<Download> fetched = new CopyOnWriteArrayList<>();
  private final AtomicLong asked = new AtomicLong();

  @TempDir Path folder;

  @AfterEach
  void away() {
    PolicySource.away();
  }

  @ParameterizedTest
  @MethodSource("dev.lily.policy.ranger.TestTwoDoors#seeds")
  void decidesFromItsFile(int seed) {
    Random random = new Random(seed);
    PolicyParts parts = new PolicyParts(folder.resolve("lily"));
    parts.directories.put(TENANT, TestTwoDoors.directory());
    for (int i = 0; i < 6; i++) {
      parts.policies.put(CONTEXT, randomPolicy("policy " + i, random));
      TestTwoDoors.retag(parts, random);
    }
    PolicySource.answer(documents(parts));
    FakePlugin plugin = FakePlugin.fetching("trino", TRINO, folder.resolve("cache"));
    for (int change = 0; change < 4; change++) {
      Policy old = parts.policies.current(TENANT).policies().get(random.nextInt(6));
      parts.policies.put(
          CONTEXT, randomPolicy(old.name(), random).stored(old.id(), old.version(), "", 0));
      awaitNews(parts);
    }
    compare(parts, plugin, random);
    plugin.stop();
    PolicySource.away();
    FakePlugin again = FakePlugin.fetching("trino", TRINO, folder.resolve("cache"));
    assertThat(again.policyVersion())
        .isEqualTo(parts.downloads.policies(TENANT, TRINO, -1, true).version());
    compare(parts, again, random);
    PolicySource.answer(documents(parts));
    parts.policies.put(CONTEXT, randomPolicy("another", random));
    awaitNews(parts);
    compare(parts, again, random);
    again.stop();
    assertThat(fetched.stream().filter(TestPluginRestart::isDelta)).isNotEmpty();
  }

  private PolicySource.Documents documents(PolicyParts parts) {
    return new PolicySource.Documents(
        known -> {
          Download download = parts.downloads.policies(TENANT, TRINO, known, true);
          fetched.add(download);
          asked.set(known);
          return download;
        },
        known -> parts.downloads.roles(TENANT, TRINO, known));
  }

  /** Returns once the plug-in asks what comes after the version of now. */
  private void awaitNews(PolicyParts parts) {
    long version = parts.downloads.policies(TENANT, TRINO, -1, true).version();
    await().until(() -> asked.get() == version);
  }

  /** Ranger leaves the empty filter of an exception out of its file, and filters after a start. */
  private static Policy randomPolicy(String name, Random random) {
    Policy policy = TestTwoDoors.randomPolicy(name, random);
    return policy.effect() instanceof Effect.FilterRows
        ? policy.about(policy.subjects(), Subjects.NOBODY)
        : policy;
  }

  private void compare(PolicyParts parts, FakePlugin plugin, Random random) {
    plugin.tags(parts.downloads.tags(TENANT, TRINO, -1, true));
    doors.compareAll(parts, plugin, random);
  }

  private static boolean isDelta(Download download) {
    return download instanceof Download.Document document && document.delta();
  }
}
