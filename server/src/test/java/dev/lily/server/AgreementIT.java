package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.ClassificationUpdate.Operation;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.RelationshipInput;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.rule.DerivationRule;
import dev.lily.graph.rule.PropagationRule;
import dev.lily.graph.rule.RuleAsset;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.RuleSetCodec;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.store.GraphScan;
import dev.lily.graph.type.TypesDefCodec;
import dev.lily.notifications.log.ChangeLogConsumer;
import dev.lily.notifications.log.ConsumerSettings;
import dev.lily.notifications.log.Topics;
import dev.lily.notifications.openlineage.OpenLineageNames;
import dev.lily.notifications.propagation.IndexBootstrap;
import dev.lily.notifications.propagation.IndexFollower;
import dev.lily.notifications.propagation.StoredAspects;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes, each with an index of its own from the same log, whenever they began: at rest
 * they agree, with each other and with what is written in the graph.
 */
class AgreementIT {
  private static final RequestContext CONTEXT =
      new RequestContext(
          TenantId.DEFAULT, new Principal("stella", Set.of(), Set.of()), Clock.systemUTC(), "it");
  private static final List<String> TAGS = List.of("PII", "SECRET");

  private final Random random = new Random(11);
  private final List<Guid> columns = new ArrayList<>();

  @Test
  void indexesOfTheSameLogAgreeAndSoDoesTheGraph(@TempDir Path data) throws Exception {
    try (Server server = Servers.start(data)) {
      GraphCatalog catalog = server.inside().catalog();
      String types =
          "{\"classificationDefs\":[{\"name\":\"PII\"},{\"name\":\"SECRET\"},{\"name\":\"LIFTED\"}]}";
      catalog.types().create(CONTEXT, TypesDefCodec.decode(types.getBytes(StandardCharsets.UTF_8)));
      try (Follower early = new Follower(server, "early")) {
        change(catalog, 150);
        try (Follower late = new Follower(server, "late")) {
          change(catalog, 150);
          List<ClassificationIndex> indexes =
              List.of(server.inside().propagation().index(), early.index, late.index);
          long head = catalog.outbox().head();
          for (ClassificationIndex index : indexes) {
            assertThat(index.awaitPosition(head, Duration.ofSeconds(20))).isTrue();
          }
          for (Guid column : columns) {
            Set<String> carried = carried(indexes.get(0), column);
            assertThat(carried(early.index, column)).isEqualTo(carried);
            assertThat(carried(late.index, column)).isEqualTo(carried);
          }
          awaitMaterialised(catalog, propagated(indexes.get(0)));
        }
      }
    }
  }

  /** An index beside the server's, as another process would have it. */
  private static final class Follower implements AutoCloseable {
    private final ClassificationIndex index = new ClassificationIndex();
    private final ChangeLogConsumer consumer;

    Follower(Server server, String name) {
      GraphCatalog catalog = server.inside().catalog();
      IndexFollower follower =
          new IndexFollower(
              index, catalog.types(), new StoredAspects(catalog, Clock.systemUTC()), delta -> {});
      consumer =
          new ChangeLogConsumer(
              server.inside().log().connection(),
              Topics.CHANGES,
              new ConsumerSettings(name, Optional.empty()),
              follower,
              server.inside().log().deadLetters());
      Map<Integer, Long> offsets = consumer.endOffsets();
      long position = catalog.outbox().head();
      new IndexBootstrap(index).load(catalog.scan(), position);
      follower.startAfter(position, position);
      consumer.startAt(offsets, position);
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  private void change(GraphCatalog catalog, int times) {
    for (int i = 0; i < times; i++) {
      switch (random.nextInt(8)) {
        case 0 -> createTable(catalog, "t" + columns.size() + "_" + i);
        case 1, 2, 3 -> connect(catalog);
        case 4 -> putRules(catalog, i);
        case 5 -> delete(catalog);
        default -> tag(catalog);
      }
    }
  }

  private void createTable(GraphCatalog catalog, String name) {
    List<AssetInput> inputs = new ArrayList<>();
    inputs.add(
        new AssetInput(
            "-1", OpenLineageNames.DATASET, Map.of("qualifiedName", name, "name", name), Map.of()));
    for (int i = 2; i < 5; i++) {
      inputs.add(
          new AssetInput(
              "-" + i,
              OpenLineageNames.COLUMN,
              Map.of("qualifiedName", name + "#c" + i, "name", "c" + i),
              Map.of("dataset", Map.of("guid", "-1"))));
    }
    columns.addAll(
        catalog.apply(CONTEXT, new AssetBatch(inputs, false)).guidAssignments().values());
  }

  private void connect(GraphCatalog catalog) {
    List<AssetKey> two = new ArrayList<>();
    for (int i = 0; i < 2 && !columns.isEmpty(); i++) {
      catalog
          .find(CONTEXT, any())
          .map(asset -> asset.ref().key())
          .filter(key -> key.typeName().equals(OpenLineageNames.COLUMN) && !two.contains(key))
          .ifPresent(two::add);
    }
    if (two.size() == 2) {
      RelationshipInput edge =
          new RelationshipInput(OpenLineageNames.COLUMN_LINEAGE, two.get(0), two.get(1), Map.of());
      boolean add = random.nextInt(5) > 0;
      catalog.apply(
          CONTEXT,
          new AssetBatch(
              List.of(),
              add ? List.of(edge) : List.of(),
              add ? List.of() : List.of(edge),
              List.of(),
              Map.of(),
              false));
    }
  }

  private void tag(GraphCatalog catalog) {
    if (columns.isEmpty()) {
      return;
    }
    Guid column = any();
    String name = TAGS.get(random.nextInt(TAGS.size()));
    boolean has =
        catalog.find(CONTEXT, column).orElseThrow().classifications().stream()
            .anyMatch(one -> one.typeName().equals(name));
    Classification tag = new Classification(name, column);
    Operation operation = has ? Operation.REMOVE : Operation.ADD;
    catalog.classify(CONTEXT, List.of(new ClassificationUpdate(column, operation, List.of(tag))));
  }

  private void putRules(GraphCatalog catalog, int version) {
    List<PropagationRule> rules = new ArrayList<>(RuleSet.STANDARD.rules());
    if (random.nextBoolean()) {
      List<String> of = List.of(TAGS.get(random.nextInt(TAGS.size())));
      rules.add(new DerivationRule.Lift("lift", "", false, of, "LIFTED", 1, null));
    }
    Map<String, Object> attributes =
        Map.of(
            "qualifiedName",
            RuleAsset.KEY.qualifiedName(),
            RuleAsset.VERSION,
            version,
            RuleAsset.RULES,
            RuleSetCodec.encode(new RuleSet(version, rules)));
    AssetInput input = new AssetInput("-1", RuleAsset.KEY.typeName(), attributes, Map.of());
    catalog.apply(CONTEXT, new AssetBatch(List.of(input), false));
  }

  private void delete(GraphCatalog catalog) {
    if (columns.size() > 10) {
      Guid column = any();
      DeleteMode mode = random.nextBoolean() ? DeleteMode.SOFT : DeleteMode.HARD;
      catalog
          .delete(CONTEXT, List.of(column), mode)
          .deleted()
          .forEach(deleted -> columns.remove(deleted.guid()));
    }
  }

  private Guid any() {
    return columns.get(random.nextInt(columns.size()));
  }

  private static void awaitMaterialised(GraphCatalog catalog, Map<Guid, Set<String>> propagated)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!written(catalog).equals(propagated) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(written(catalog)).isEqualTo(propagated);
  }

  private static Set<String> carried(ClassificationIndex index, Guid asset) {
    Set<String> carried = new TreeSet<>();
    index
        .of(TenantId.DEFAULT, asset)
        .forEach(one -> carried.add(one.typeName() + '@' + one.origin()));
    return carried;
  }

  private static Map<Guid, Set<String>> written(GraphCatalog catalog) {
    Map<Guid, Set<String>> written = new HashMap<>();
    catalog
        .scan()
        .read(
            type -> false,
            new GraphScan.Taker() {
              @Override
              public void asset(GraphScan.Scanned asset) {
                if (!asset.propagated().isEmpty()) {
                  written.put(asset.ref().guid(), new HashSet<>(asset.propagated()));
                }
              }

              @Override
              public void link(TenantId tenant, GraphScan.Link link) {}
            });
    return written;
  }

  private static Map<Guid, Set<String>> propagated(ClassificationIndex index) {
    Map<Guid, Set<String>> propagated = new HashMap<>();
    index
        .classified(TenantId.DEFAULT)
        .forEach(
            asset -> {
              Set<String> reaching = carried(index, asset.guid());
              reaching.removeIf(text -> text.endsWith("@" + asset.guid()));
              if (!reaching.isEmpty()) {
                propagated.put(asset.guid(), reaching);
              }
            });
    return propagated;
  }
}
