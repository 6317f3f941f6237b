package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.RandomRules;
import dev.lily.graph.rule.RuleAsset;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.RuleSetCodec;
import dev.lily.graph.rule.TypeKin;
import dev.lily.graph.store.GraphCatalog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many random graphs in one catalog, changed at the same time: whenever it rests, the index that
 * followed the log, one beside it that came later, one that is made of the graph, brute force, and
 * what is written in the graph are the same.
 *
 * <p>{@code -Dlily.agreement.graphs} says how many graphs (1,000), {@code -Dlily.agreement.seed}
 * which, {@code -Dlily.agreement.changes} how many changes each gets (24), {@code
 * -Dlily.agreement.every} after how many it rests (6). {@code -Dlily.agreement.graph} repeats one
 * alone.
 */
class AgreementIT {
  /** Changes at a time: they share commits. */
  private static final int WRITERS = 48;

  /** Graphs with the same rules. */
  private static final int GRAPHS_OF_TENANT = 50;

  /** Some periods of validity are over at any time after it. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2028-01-01T00:00:00Z"), ZoneOffset.UTC);

  private static final long SEED = Long.getLong("lily.agreement.seed", 1);
  private static final int CHANGES = Integer.getInteger("lily.agreement.changes", 24);
  private static final int EVERY = Integer.getInteger("lily.agreement.every", 6);

  private final Map<Integer, RandomGraph> graphs = new TreeMap<>();

  @Test
  void whatFollowsIsTheSameHoweverItIsFound(@TempDir Path data) throws Exception {
    List<Integer> numbers = numbers();
    String tenants =
        String.join(",", numbers.stream().map(AgreementIT::tenant).distinct().toList());
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try (Server server = Servers.start(data, Map.of("lily.tenants.names", "default," + tenants))) {
      GraphCatalog catalog = server.inside().catalog();
      catalog.types().create(context("default"), RandomLink.types());
      TypeKin kin = TypeKin.of(catalog.types().types());
      for (int number : numbers) {
        graphs.put(number, new RandomGraph(catalog, context(tenant(number)), SEED, number));
      }
      graphs.values().forEach(graph -> graph.memory().types(kin));
      eachGraph(writers, RandomGraph::begin);
      check(server, Map.of(), 0);
      try (IndexBeside beside = new IndexBeside(server, "beside")) {
        for (int done = 0; done < CHANGES; done += EVERY) {
          changeRules(catalog, done);
          eachGraph(writers, RandomGraph::change, EVERY);
          check(server, Map.of("an index beside it", beside.index()), done + EVERY);
        }
      }
    } finally {
      writers.shutdownNow();
    }
  }

  private static List<Integer> numbers() {
    Integer only = Integer.getInteger("lily.agreement.graph");
    return only == null
        ? IntStream.range(0, Integer.getInteger("lily.agreement.graphs", 1_000)).boxed().toList()
        : List.of(only);
  }

  private static String tenant(int number) {
    return "t" + number / GRAPHS_OF_TENANT;
  }

  private static RequestContext context(String tenant) {
    return new RequestContext(
        new TenantId(tenant), new Principal("stella", Set.of(), Set.of()), CLOCK, "it");
  }

  private interface Step {
    void take(RandomGraph graph);
  }

  private void eachGraph(ExecutorService writers, Step step) throws InterruptedException {
    eachGraph(writers, step, 1);
  }

  private void eachGraph(ExecutorService writers, Step step, int times)
      throws InterruptedException {
    List<Callable<Integer>> works = new ArrayList<>();
    graphs.forEach(
        (number, graph) ->
            works.add(
                () -> {
                  for (int i = 0; i < times; i++) {
                    step.take(graph);
                  }
                  return number;
                }));
    List<Integer> numbers = List.copyOf(graphs.keySet());
    List<Future<Integer>> done = writers.invokeAll(works);
    for (int i = 0; i < done.size(); i++) {
      try {
        assertThat(done.get(i).get()).isEqualTo(numbers.get(i));
      } catch (ExecutionException fault) {
        throw new AssertionError(replay(numbers.get(i), "refused", List.of()), fault);
      }
    }
  }

  /** Every tenant has rules of its own, and now and then others. */
  private void changeRules(GraphCatalog catalog, int done) {
    Map<TenantId, List<RandomGraph>> byTenant = new LinkedHashMap<>();
    graphs
        .values()
        .forEach(
            graph ->
                byTenant
                    .computeIfAbsent(graph.memory().tenant(), any -> new ArrayList<>())
                    .add(graph));
    byTenant.forEach(
        (tenant, all) -> {
          Random random = new Random(SEED * 31 + tenant.value().hashCode() * 1_009L + done);
          if (random.nextInt(3) > 0) {
            RuleSet rules = RandomRules.of(random);
            put(catalog, tenant.value(), rules);
            all.forEach(graph -> graph.memory().rules(rules));
          }
        });
  }

  private static void put(GraphCatalog catalog, String tenant, RuleSet rules) {
    Map<String, Object> attributes =
        Map.of(
            "qualifiedName",
            RuleAsset.KEY.qualifiedName(),
            RuleAsset.VERSION,
            rules.version(),
            RuleAsset.RULES,
            RuleSetCodec.encode(rules));
    AssetInput input = new AssetInput("-1", RuleAsset.KEY.typeName(), attributes, Map.of());
    catalog.apply(context(tenant), new AssetBatch(List.of(input), false));
  }

  private void check(Server server, Map<String, ClassificationIndex> beside, int changes)
      throws InterruptedException {
    rest(server);
    Map<String, ClassificationIndex> followed = new LinkedHashMap<>();
    followed.put("the index of the server", server.inside().propagation().index());
    long head = server.inside().catalog().outbox().head();
    for (ClassificationIndex index : beside.values()) {
      assertThat(index.awaitPosition(head, Duration.ofSeconds(60))).isTrue();
    }
    followed.putAll(beside);
    RestCheck check = new RestCheck(server.inside().catalog(), followed);
    graphs.forEach(
        (number, graph) -> {
          List<String> differences = check.differences(graph.memory());
          assertThat(differences)
              .withFailMessage(() -> replay(number, "after " + changes + " changes", differences))
              .isEmpty();
        });
    assertThat(check.unknown(graphs.values().stream().map(RandomGraph::memory).toList())).isEmpty();
  }

  /** Until all is followed, and all that follows is written. */
  private static void rest(Server server) {
    long head = server.inside().catalog().outbox().head();
    Propagation propagation = server.inside().propagation();
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> propagation.keeper().position() >= head && propagation.waiting() == 0);
  }

  private String replay(int number, String when, List<String> differences) {
    return "graph %d, %s: %s%n%s%nits story:%n%s"
        .formatted(
            number,
            when,
            "alone with -Dlily.agreement.seed=%d -Dlily.agreement.graph=%d -Dlily.agreement.every=1"
                .formatted(SEED, number),
            String.join("\n", differences),
            String.join("\n", graphs.get(number).memory().story()));
  }
}
