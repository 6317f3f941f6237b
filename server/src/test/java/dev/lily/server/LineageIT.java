package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.search.SearchQuery;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.type.TypesDefCodec;
import dev.lily.notifications.log.Topics;
import dev.lily.notifications.openlineage.OpenLineageNames;
import dev.lily.server.demo.ShopDemo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Lineage in, a column tagged, everything downstream decided, through the doors of one server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LineageIT {
  private static final String WAREHOUSE = "file:/data/shop/warehouse/";
  private static final RequestContext CONTEXT =
      new RequestContext(
          TenantId.DEFAULT, new Principal("stella", Set.of(), Set.of()), Clock.systemUTC(), "it");

  private Server server;
  private GraphCatalog catalog;
  private TestClient client;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    server = Servers.start(data);
    catalog = server.inside().catalog();
    client = new TestClient(server, Servers.adminLogin(data));
    catalog
        .types()
        .create(
            CONTEXT,
            TypesDefCodec.decode(
                "{\"classificationDefs\":[{\"name\":\"PII\"},{\"name\":\"PHONE\"}]}"
                    .getBytes(StandardCharsets.UTF_8)));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** How much lineage there is. */
  private record Drawn(int datasets, int columns, int jobs, int tableEdges, int columnEdges) {
    Drawn minus(Drawn before) {
      return new Drawn(
          datasets - before.datasets,
          columns - before.columns,
          jobs - before.jobs,
          tableEdges - before.tableEdges,
          columnEdges - before.columnEdges);
    }
  }

  @Test
  void theEventsOfARealSparkGiveItsLineage() throws Exception {
    List<String> events = new ArrayList<>();
    try (Stream<Path> files = Files.list(shared("openlineage-spark"))) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".json")) {
          events.add(Files.readString(file));
        }
      }
    }
    assertThat(events).hasSize(60);
    Drawn before = drawn();
    sendAll(events);

    assertThat(drawn().minus(before)).isEqualTo(new Drawn(7, 30, 6, 13, 22));
    assertNothingChangesBy(() -> sendAll(events));
  }

  @Test
  void theMarquezSeedGivesItsLineage() throws Exception {
    Path seed =
        shared("05-marquez/MarquezProject+marquez/docker").resolve("metadata.template.json");
    String events =
        Files.readString(seed)
            .replace("{{RUN_START_TIME}}", "2026-11-22T10:00:00Z")
            .replaceAll("\\{\\{RUN_END_TIME_AFTER_(\\d+)_MINUTES}}", "2026-11-22T10:0$1:00Z")
            .replace("10:010:00", "10:10:00");
    Drawn before = drawn();

    assertThat(client.postRaw("/api/v1/lineage/batch", events).status()).isEqualTo(204);

    assertThat(drawn().minus(before)).isEqualTo(new Drawn(14, 93, 12, 26, 39));
    assertNothingChangesBy(() -> client.postRaw("/api/v1/lineage/batch", events));
  }

  @Test
  void aBadEventIsRefusedAndKept() throws Exception {
    String bad =
        """
        {"eventTime":"2026-01-01T00:00:00Z","eventType":"COMPLETE","producer":"https://x.y/z",
        "run":{"runId":"not a uuid"},"job":{"namespace":"n","name":"j"}}""";
    long head = catalog.outbox().head();

    TestClient.Answer refused = client.postRaw("/api/v1/lineage", bad);

    assertThat(refused.status()).isBetween(400, 499);
    assertThat(refused.text()).contains("/run/runId").contains("not a uuid");
    ConsumerRecord<byte[], byte[]> kept =
        LoggedEvents.records(server.inside().log().connection(), Topics.DEAD_LETTERS).stream()
            .filter(record -> text(record.value()).equals(bad))
            .findFirst()
            .orElseThrow();
    assertThat(text(kept.headers().lastHeader("reason").value())).contains("/run/runId");
    assertThat(catalog.outbox().head()).isEqualTo(head);
  }

  @Test
  void aTagOnTheShopReachesEveryDoor() throws Exception {
    sendAll(demoEvents());
    assertNothingChangesBy(() -> sendAll(demoEvents()));
    Guid phone = column("raw/customers#phone").guid();
    tag("PHONE", phone);
    await(() -> carriers("PHONE").size() == 3);
    assertThat(carriers("PHONE"))
        .containsExactlyInAnyOrder(
            "raw/customers#phone", "staging/customers#phone", "marts/customer_360#phone");
    assertThat(masks()).isEmpty();
    JsonNode tags = tags("?lastKnownVersion=-1");
    String news =
        "/service/tags/download/trino?supportsTagDeltas=true&waitMillis=30000&lastKnownVersion="
            + tags.path("tagVersion").asLong();
    FutureTask<TestClient.Answer> poll = new FutureTask<>(() -> client.get(news));
    new Thread(poll, "long poll").start();

    Guid email = column("raw/customers#email").guid();
    tag("PII", email);

    TestClient.Answer told = poll.get(20, TimeUnit.SECONDS);
    assertThat(told.status()).isEqualTo(200);
    assertThat(told.json().path("isDelta").asBoolean()).isTrue();
    assertThat(told.text()).contains("PII").contains("domain");
    Set<String> expected =
        Set.of(
            "raw/customers#email",
            "staging/customers#email",
            "staging/orders_enriched#customer_email",
            "marts/customer_360#email",
            "marts/email_domains#domain");
    await(() -> carriers("PII").size() == expected.size());
    assertThat(carriers("PII")).isEqualTo(new TreeSet<>(expected));
    assertThat(masks()).isEqualTo(new TreeSet<>(expected));
    assertNotified(email);
  }

  /** Atlas's consumers learn of the asset, the tag, and the tag where it was propagated to. */
  private void assertNotified(Guid email) {
    Guid propagated = column("marts/customer_360#email").guid();
    await(
        () ->
            notified("ENTITY_CREATE", email)
                && notified("CLASSIFICATION_ADD", email)
                && notified("CLASSIFICATION_ADD", propagated));
  }

  private boolean notified(String operation, Guid asset) {
    return LoggedEvents.records(server.inside().log().connection(), Topics.ATLAS_ENTITIES).stream()
        .map(record -> text(record.value()))
        .anyMatch(
            message -> message.contains("\"" + operation + "\"") && message.contains("" + asset));
  }

  /** The columns that Trino would mask for bob. */
  private Set<String> masks() throws Exception {
    List<String> asked =
        List.of(
            "raw/customers#email",
            "raw/customers#phone",
            "staging/customers#email",
            "staging/orders_enriched#customer_email",
            "marts/customer_360#email",
            "marts/customer_360#contactable",
            "marts/email_domains#domain",
            "marts/customers_anonymized#email_hash",
            "marts/revenue_by_country#buyers");
    List<String> resources =
        asked.stream()
            .map(name -> name.split("[/#]", -1))
            .map(
                parts ->
                    """
                    {"column":{"catalogName":"shop","schemaName":"%s","tableName":"%s",
                    "columnName":"%s","columnType":"varchar"}}"""
                        .formatted(parts[0], parts[1], parts[2]))
            .toList();
    String question =
        """
        {"input":{"context":{"identity":{"user":"bob","groups":["analysts"]},
        "softwareStack":{"trinoVersion":"476"}},
        "action":{"operation":"GetColumnMask","filterResources":[%s]}}}"""
            .formatted(String.join(",", resources));
    TestClient.Answer answer = client.postRaw("/v1/data/trino/batchColumnMasks", question);
    assertThat(answer.status()).isEqualTo(200);
    Set<String> masked = new TreeSet<>();
    answer.json().path("result").forEach(mask -> masked.add(asked.get(mask.path("index").asInt())));
    return masked;
  }

  private JsonNode tags(String query) throws Exception {
    TestClient.Answer answer = client.get("/service/tags/download/trino" + query);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  private Set<String> carriers(String name) {
    Set<String> carriers = new TreeSet<>();
    for (AssetRef asset :
        server.inside().propagation().index().classified(TenantId.DEFAULT, name)) {
      carriers.add(asset.key().qualifiedName().replace(WAREHOUSE, ""));
    }
    return carriers;
  }

  private void tag(String name, Guid asset) {
    catalog.classify(
        CONTEXT,
        List.of(
            new ClassificationUpdate(
                asset,
                ClassificationUpdate.Operation.ADD,
                List.of(new Classification(name, asset)))));
  }

  private Asset column(String name) {
    return catalog
        .find(CONTEXT, new AssetKey(OpenLineageNames.COLUMN, WAREHOUSE + name))
        .orElseThrow();
  }

  private interface Sending {
    Object run() throws Exception;
  }

  private void assertNothingChangesBy(Sending sending) throws Exception {
    await(() -> server.inside().propagation().waiting() == 0);
    long head = catalog.outbox().head();
    sending.run();
    assertThat(changesAfter(head)).isEmpty();
  }

  private List<String> changesAfter(long position) {
    await(() -> catalog.outbox().acknowledged() == catalog.outbox().head());
    return LoggedEvents.read(server.inside().log().connection(), Topics.CHANGES)
        .byId()
        .values()
        .stream()
        .filter(event -> event.position() > position)
        .map(event -> event.asset().ref() + " " + event.attributes() + event.relationships())
        .toList();
  }

  private Drawn drawn() {
    List<Asset> jobs = assets(OpenLineageNames.JOB);
    List<Asset> columns = assets(OpenLineageNames.COLUMN);
    int tableEdges = 0;
    for (Asset job : jobs) {
      tableEdges += edges(job).size();
    }
    int columnEdges = 0;
    for (Asset column : columns) {
      columnEdges +=
          edges(column).stream()
              .filter(edge -> edge.typeName().equals(OpenLineageNames.COLUMN_LINEAGE))
              .filter(edge -> edge.end2().guid().equals(column.guid()))
              .toList()
              .size();
    }
    return new Drawn(
        assets(OpenLineageNames.DATASET).size(),
        columns.size(),
        jobs.size(),
        tableEdges,
        columnEdges);
  }

  private List<Relationship> edges(Asset asset) {
    return catalog.relationships(CONTEXT, asset.guid()).stream()
        .filter(edge -> edge.status() == AssetStatus.ACTIVE)
        .toList();
  }

  private List<Asset> assets(String type) {
    SearchQuery query =
        new SearchQuery(
            Set.of(type),
            Set.of(),
            "",
            Optional.empty(),
            Optional.empty(),
            true,
            Optional.empty(),
            0,
            10_000);
    return catalog
        .search()
        .search(TenantId.DEFAULT, query, server.inside().propagation().index())
        .assets();
  }

  private Object sendAll(List<String> events) throws Exception {
    for (String event : events) {
      assertThat(client.postRaw("/api/v1/lineage", event).status()).isEqualTo(201);
    }
    return events;
  }

  private static List<String> demoEvents() throws IOException {
    try (var resource = ShopDemo.class.getResourceAsStream("openlineage-events.jsonl")) {
      return text(resource.readAllBytes()).lines().filter(line -> !line.isBlank()).toList();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static Path shared(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("shared/data"))) {
      folder = folder.getParent();
    }
    Assumptions.assumeTrue(folder != null, "no shared/data above the working folder");
    return folder.resolve("shared/data").resolve(name);
  }
}
