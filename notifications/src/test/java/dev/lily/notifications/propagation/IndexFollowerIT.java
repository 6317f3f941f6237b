package dev.lily.notifications.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Inherited;
import dev.lily.graph.lineage.Op;
import dev.lily.graph.rule.InheritRule;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.notifications.log.ConsumedEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However the log is delivered, the index ends as one that is built from the graph. */
final class IndexFollowerIT {
  private static final int CATALOGS = 4;
  private static final int CHANGES = 120;
  private static final int DELIVERIES = 20;

  private static final RuleSet OWNERS =
      new RuleSet(
          1,
          List.of(
              new InheritRule(
                  "owners",
                  "",
                  false,
                  "owner",
                  InheritRule.Over.HIERARCHY,
                  InheritRule.Direction.DOWN,
                  1,
                  InheritRule.Mode.FILL_BLANKS,
                  null,
                  null)));

  @TempDir private Path folder;

  @Test
  void endsAsTheGraphHoweverTheLogIsDelivered() {
    for (long seed = 1; seed <= CATALOGS; seed++) {
      Random random = new Random(seed);
      try (RandomCatalog catalog = new RandomCatalog(folder.resolve("seed" + seed), random)) {
        for (int i = 0; i < CHANGES; i++) {
          catalog.change();
        }
        Map<String, Object> expected = state(fresh(catalog.catalog()), catalog.assets());
        for (int delivery = 0; delivery < DELIVERIES; delivery++) {
          ClassificationIndex index = new ClassificationIndex();
          IndexFollower follower =
              new IndexFollower(
                  index,
                  catalog.catalog().types(),
                  new StoredAspects(catalog.catalog(), Clock.systemUTC()),
                  delta -> {});
          deliver(catalog.partitions(), follower, random);
          assertThat(state(index, catalog.assets()))
              .as("seed %d, delivery %d", seed, delivery)
              .isEqualTo(expected);
          assertThat(index.position()).isEqualTo(catalog.catalog().outbox().head());
        }
      }
    }
  }

  @Test
  void eventsThatTheGraphHadDoNotLeadBack() {
    try (RandomCatalog catalog = new RandomCatalog(folder, new Random(11))) {
      for (int i = 0; i < CHANGES; i++) {
        catalog.change();
      }
      ClassificationIndex index = fresh(catalog.catalog());
      List<String> changes = new ArrayList<>();
      index.onChange(change -> changes.add(change.toString()));
      IndexFollower follower =
          new IndexFollower(
              index,
              catalog.catalog().types(),
              new StoredAspects(catalog.catalog(), Clock.systemUTC()),
              delta -> changes.add(delta.toString()));
      long head = catalog.catalog().outbox().head();
      follower.startAfter(head, head);

      catalog.partitions().forEach(follower::handle);

      assertThat(changes).isEmpty();
    }
  }

  /** Batch by batch, each partition in its order, with steps back to what was delivered before. */
  private static void deliver(
      List<List<ConsumedEvent>> partitions, IndexFollower follower, Random random) {
    int[] next = new int[partitions.size()];
    boolean repeats = random.nextBoolean();
    while (true) {
      List<ConsumedEvent> batch = new ArrayList<>();
      boolean over = true;
      for (int i = 0; i < next.length; i++) {
        List<ConsumedEvent> log = partitions.get(i);
        if (repeats && random.nextInt(6) == 0) {
          next[i] = Math.max(0, next[i] - random.nextInt(10));
        }
        int end = Math.min(log.size(), next[i] + random.nextInt(12));
        batch.addAll(log.subList(next[i], end));
        next[i] = end;
        over &= end == log.size();
      }
      follower.handle(batch);
      if (over) {
        return;
      }
    }
  }

  private static ClassificationIndex fresh(GraphCatalog catalog) {
    ClassificationIndex index = new ClassificationIndex();
    new IndexBootstrap(index).load(catalog.scan(), catalog.outbox().head());
    return index;
  }

  private static Map<String, Object> state(ClassificationIndex index, List<Guid> assets) {
    Map<String, Object> state = new TreeMap<>();
    index.apply(List.of(new Op.PutRules(new Op.At(TenantId.DEFAULT, index.position(), 0), OWNERS)));
    for (Guid asset : assets) {
      state.put(
          asset.toString(),
          index.inherited(TenantId.DEFAULT, asset, Optional.empty(), 100).aspects().stream()
              .flatMap(aspect -> aspect.chosen(aspect.own()).stream())
              .map(Inherited.ByRule::sources)
              .toList());
    }
    state.put("edges", index.lineage().edgeCount());
    for (AssetRef asset : index.classified(TenantId.DEFAULT)) {
      List<String> carried =
          index.of(TenantId.DEFAULT, asset.guid()).stream()
              .map(Object::toString)
              .sorted(Comparator.naturalOrder())
              .toList();
      state.put(asset.toString(), carried);
    }
    return state;
  }
}
