package dev.lily.graph.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever happens in whatever order, the incremental answer is the one of a full computation. */
class TestPropagationProperty {
  private static final int GRAPHS = 350;
  private static final int CHANGES = 60;

  @Test
  void oneChangeAtATimeEqualsAFullComputation() {
    for (int seed = 0; seed < GRAPHS; seed++) {
      check(seed, 1, new ClassificationIndex());
    }
  }

  @Test
  void aBatchEqualsItsChangesOneByOne() {
    for (int seed = GRAPHS; seed < 2 * GRAPHS; seed++) {
      check(seed, 7, new ClassificationIndex());
    }
  }

  @Test
  void searchesThatGiveUpSoonLoseNothing() {
    for (int seed = 2 * GRAPHS; seed < 3 * GRAPHS; seed++) {
      check(seed, 2, new ClassificationIndex(seed % 5));
    }
  }

  @Test
  void rulesThatComeAndGoCountLikeRulesThatWereAlwaysThere() {
    for (int seed = 3 * GRAPHS; seed < 4 * GRAPHS; seed++) {
      check(new RandomChanges(seed, true), seed, 1 + seed % 3, new ClassificationIndex(seed % 7));
    }
  }

  private static void check(long seed, int largestBatch, ClassificationIndex index) {
    check(new RandomChanges(seed), seed, largestBatch, index);
  }

  private static void check(
      RandomChanges changes, long seed, int largestBatch, ClassificationIndex index) {
    Random batches = new Random(seed);
    Oracle oracle = new Oracle();
    Set<Guid> told = new HashSet<>();
    index.onChange(change -> told.addAll(change.assets()));
    Map<String, Set<Guid>> materialised = new HashMap<>();
    Map<Guid, List<Classification>> before = oracle.effective(changes.universe());
    for (int step = 0; step < CHANGES; step++) {
      List<Op> batch = new ArrayList<>();
      for (int i = batches.nextInt(largestBatch); i >= 0; i--) {
        List<Op> together = changes.next();
        oracle.apply(together);
        batch.addAll(together);
      }
      told.clear();
      materialise(index.apply(batch), materialised);
      Map<Guid, List<Classification>> expected = oracle.effective(changes.universe());
      String at = "seed " + seed + ", step " + step + ", " + batch;
      for (Guid guid : changes.universe()) {
        List<Classification> actual = index.of(TenantId.DEFAULT, guid);
        assertThat(actual).as(at).isEqualTo(expected.get(guid));
        assertThat(actual.stream().filter(each -> each.holdsAt(RandomPeriods.NOW)))
            .as(at)
            .containsExactlyElementsOf(
                expected.get(guid).stream().filter(RandomPeriods::holdsNow).toList());
      }
      assertThat(index.classified(TenantId.DEFAULT))
          .as(at)
          .containsExactlyInAnyOrderElementsOf(classified(expected, index));
      assertThat(materialised).as(at).isEqualTo(propagated(expected));
      assertThat(told).as(at).containsAll(changed(before, expected));
      before = expected;
    }
  }

  /** The classified assets whose key is known. */
  private static List<AssetRef> classified(
      Map<Guid, List<Classification>> effective, ClassificationIndex index) {
    return effective.keySet().stream()
        .filter(guid -> !effective.get(guid).isEmpty())
        .flatMap(guid -> index.lineage().find(TenantId.DEFAULT, guid).stream())
        .toList();
  }

  /** What somebody would hold who only listens to deltas. */
  private static void materialise(Delta delta, Map<String, Set<Guid>> materialised) {
    for (Delta.Spreading spreading : delta.spreads()) {
      String key = key(spreading.classification());
      Set<Guid> members = materialised.computeIfAbsent(key, unknown -> new HashSet<>());
      assertThat(spreading.added()).noneMatch(members::contains);
      assertThat(members).containsAll(spreading.removed()).containsAll(spreading.updated());
      members.addAll(spreading.added());
      spreading.removed().forEach(members::remove);
      if (members.isEmpty()) {
        materialised.remove(key);
      }
    }
  }

  private static Map<String, Set<Guid>> propagated(Map<Guid, List<Classification>> effective) {
    Map<String, Set<Guid>> propagated = new HashMap<>();
    effective.forEach(
        (guid, list) ->
            list.stream()
                .filter(each -> !each.isOwnOf(guid))
                .forEach(
                    each ->
                        propagated
                            .computeIfAbsent(key(each), unknown -> new HashSet<>())
                            .add(guid)));
    return propagated;
  }

  private static String key(Classification classification) {
    return classification.typeName() + " from " + classification.origin();
  }

  private static Set<Guid> changed(
      Map<Guid, List<Classification>> before, Map<Guid, List<Classification>> after) {
    Set<Guid> changed = new HashSet<>(after.keySet());
    changed.removeIf(guid -> after.get(guid).equals(before.get(guid)));
    return changed;
  }
}
