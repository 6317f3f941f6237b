package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.notifications.log.RecordProducer;
import dev.lily.notifications.log.Topics;
import dev.lily.server.demo.ShopDemo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator finds out what was put aside and why, feeds it in again, or puts it away. */
class DeadLettersIT {
  private static final String LETTERS = "/api/lily/v1/operations/dead-letters";
  private static final String EVENTS = "lily.openlineage.max-batch-events";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ObjectMapper json = new ObjectMapper();
  private Path data;
  private Server server;
  private TestClient admin;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    data = folder;
    startTaking(1);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void startTaking(int events) throws Exception {
    server =
        Servers.start(
            data, Map.of(EVENTS, String.valueOf(events), "lily.tenants.names", "default,other"));
    admin = new TestClient(server, Servers.adminLogin(data));
  }

  private void restartTaking(int events) throws Exception {
    server.close();
    startTaking(events);
  }

  @Test
  void aRefusedEventIsALetterUntilItIsPutAway() throws Exception {
    assertThat(admin.postRaw("/api/v1/lineage", refused("{\"password\":\"hush\"}")).status())
        .isEqualTo(400);

    JsonNode listed = list(admin, "");
    assertThat(listed.path("total").asInt()).isEqualTo(1);
    assertThat(listed.path("open").asInt()).isEqualTo(1);
    assertThat(listed.at("/sources/0").asText()).isEqualTo("openlineage");
    String id = listed.at("/letters/0/id").asText();
    JsonNode letter = ok(admin.get(LETTERS + "/" + id));
    assertThat(letter.path("reason").asText()).isEqualTo("/run/runId: 'x' is no UUID");
    assertThat(letter.path("state").asText()).isEqualTo("WAITING");
    assertThat(letter.path("tenant").asText()).isEqualTo("default");
    assertThat(letter.at("/details/sender").asText()).isEqualTo("admin");
    assertThat(letter.path("payload").asText())
        .contains("\"password\":\"[redacted]\"")
        .doesNotContain("hush");
    assertThat(letter.path("payloadRedacted").asBoolean()).isTrue();

    JsonNode again = ok(admin.post(LETTERS + "/" + id + "/redrive", ""));
    assertThat(again.path("state").asText()).isEqualTo("REFUSED");
    assertThat(again.path("outcome").asText()).isEqualTo("/run/runId: 'x' is no UUID");
    assertThat(again.path("redrives").asInt()).isEqualTo(1);
    assertThat(list(admin, "").path("total").asInt()).as("not kept twice").isEqualTo(1);

    JsonNode away = ok(admin.post(LETTERS + "/" + id + "/discard", ""));
    assertThat(away.path("state").asText()).isEqualTo("DISCARDED");
    assertThat(away.path("changedBy").asText()).isEqualTo("admin");
    assertThat(list(admin, "?state=waiting,refused").path("total").asInt()).isZero();
    assertThat(admin.post(LETTERS + "/" + id + "/redrive", "").message())
        .contains("was discarded by admin", "again=true");
  }

  @Test
  void aLetterIsAppliedOnceItsCauseIsMended() throws Exception {
    assertThat(admin.postRaw("/api/v1/lineage/batch", shop()).status()).isEqualTo(413);
    String id = list(admin, "").at("/letters/0/id").asText();
    assertThat(ok(admin.post(LETTERS + "/" + id + "/redrive", "")).path("state").asText())
        .isEqualTo("REFUSED");

    restartTaking(1_000);
    assertThat(list(admin, "").at("/letters/0/state").asText()).isEqualTo("REFUSED");
    assertThat(server.inside().catalog().outbox().head()).isZero();
    TestClient.Answer unsure = admin.post(LETTERS + "/redrive", "{'expected':2}");
    assertThat(unsure.status()).isEqualTo(409);
    assertThat(unsure.message()).contains("1 dead letters match, not 2");
    JsonNode bulk = ok(admin.post(LETTERS + "/redrive", "{'source':'openlineage','expected':1}"));
    assertThat(bulk.path("applied").asInt()).as(bulk.toString()).isEqualTo(1);
    assertThat(bulk.at("/letters/0/outcome").asText()).contains("events were taken");
    long head = server.inside().catalog().outbox().head();
    assertThat(head).isPositive();

    restartTaking(1_000);
    JsonNode applied = list(admin, "").at("/letters/0");
    assertThat(applied.path("state").asText()).isEqualTo("APPLIED");
    assertThat(applied.path("redrives").asInt()).isEqualTo(2);
    TestClient.Answer twice = admin.post(LETTERS + "/" + id + "/redrive", "");
    assertThat(twice.status()).isEqualTo(409);
    assertThat(twice.message()).contains("was redriven and applied by admin");
    assertThat(admin.post(LETTERS + "/" + id + "/discard", "").status()).isEqualTo(409);
    assertThat(
            ok(admin.post(LETTERS + "/" + id + "/redrive?again=true", "")).path("state").asText())
        .isEqualTo("APPLIED");
  }

  @Test
  void aMessageThatNoConsumerReadsBelongsToWhoeverOperates() throws Exception {
    try (Producer<String, byte[]> producer =
        RecordProducer.create(server.inside().log().connection(), "stranger")) {
      producer
          .send(new ProducerRecord<>(Topics.CHANGES, "x", "{oops".getBytes(StandardCharsets.UTF_8)))
          .get();
    }
    await().atMost(PATIENCE).until(() -> list(admin, "").path("total").asInt() == 3);

    Set<String> consumers = new HashSet<>();
    for (JsonNode letter : list(admin, "?source=lily.changes&reason=NO+CHANGE").path("letters")) {
      consumers.add(letter.at("/details/consumer").asText());
      assertThat(letter.has("tenant")).isFalse();
      JsonNode again = ok(admin.post(LETTERS + "/" + letter.path("id").asText() + "/redrive", ""));
      assertThat(again.path("state").asText()).isEqualTo("REFUSED");
      assertThat(again.path("outcome").asText()).contains("restart");
    }
    assertThat(consumers)
        .containsExactlyInAnyOrder("lily-propagation", "lily-atlas-entities", "lily-activity");
    assertThat(list(olga(), "").path("total").asInt()).isZero();
    JsonNode overview = ok(admin.get("/api/lily/v1/operations"));
    assertThat(overview.at("/consumers/0/deadLettered").asInt()).isEqualTo(1);
    assertThat(overview.at("/lineageIndex/whole").asBoolean()).isFalse();
  }

  @Test
  void tenantsAndReadersSeeNothingOfIt() throws Exception {
    TestClient olga = olga();
    admin.postRaw("/api/v1/lineage", refused("{}"));
    olga.postRaw("/api/v1/lineage", refused("{}"));

    assertThat(list(admin, "").path("total").asInt()).isEqualTo(1);
    JsonNode hers = list(olga, "");
    assertThat(hers.path("total").asInt()).isEqualTo(1);
    assertThat(hers.at("/letters/0/tenant").asText()).isEqualTo("other");
    String mine = LETTERS + "/" + list(admin, "").at("/letters/0/id").asText();
    assertThat(olga.get(mine).status()).isEqualTo(404);
    assertThat(olga.post(mine + "/redrive", "").status()).isEqualTo(404);
    assertThat(olga.post(mine + "/discard", "").status()).isEqualTo(404);
    assertThat(olga.get("/api/lily/v1/operations").message()).contains("in tenant default");

    TestClient rita = user("rita", "{'default':['reader']}");
    assertThat(rita.get(LETTERS).status()).isEqualTo(403);
    assertThat(rita.get(mine).status()).isEqualTo(403);
    assertThat(rita.post(mine + "/redrive", "").status()).isEqualTo(403);
    assertThat(rita.post(LETTERS + "/redrive", "{'expected':1}").status()).isEqualTo(403);
    assertThat(rita.post(mine + "/discard", "").status()).isEqualTo(403);
    assertThat(rita.get("/api/lily/v1/operations").status()).isEqualTo(403);
    TestClient moni = user("moni", "{'default':['monitor']}");
    assertThat(moni.get(LETTERS).status()).isEqualTo(403);
    assertThat(ok(moni.get("/api/lily/v1/operations")).path("queues")).isNotEmpty();
  }

  @Test
  void filtersAreCheckedAndApplied() throws Exception {
    admin.postRaw("/api/v1/lineage", refused("{}"));
    admin.postRaw("/api/v1/lineage", "[");

    assertThat(list(admin, "?limit=1").path("letters")).hasSize(1);
    assertThat(list(admin, "?limit=1&offset=1").at("/letters/0/reason").asText()).contains("runId");
    assertThat(list(admin, "?reason=RUNID").path("total").asInt()).isEqualTo(1);
    assertThat(list(admin, "?source=elsewhere").path("total").asInt()).isZero();
    assertThat(list(admin, "?since=2000-01-01T00:00:00Z").path("total").asInt()).isEqualTo(2);
    assertThat(list(admin, "?until=2000-01-01T00:00:00Z").path("total").asInt()).isZero();
    assertThat(admin.get(LETTERS + "?since=monday").message()).contains("since must be a time");
    assertThat(admin.get(LETTERS + "?state=lost").message()).contains("state 'lost'");
    assertThat(admin.get(LETTERS + "?sourc=x").message()).contains("did you mean source");
    assertThat(admin.get(LETTERS + "/0-99").status()).isEqualTo(404);
    assertThat(admin.post(LETTERS + "/redrive", "{}").message()).contains("expected is missing");
  }

  private TestClient olga() throws Exception {
    return user("olga", "{'default':['reader'],'other':['admin']}").in("other");
  }

  private TestClient user(String name, String roles) throws Exception {
    String body = "{'password':'a long one of " + name + "','roles':" + roles + "}";
    ok(admin.put("/api/lily/v1/users/" + name, body));
    return new TestClient(server, Servers.login(name, "a long one of " + name));
  }

  private JsonNode list(TestClient client, String query) throws Exception {
    return ok(client.get(LETTERS + query));
  }

  private static JsonNode ok(TestClient.Answer answer) throws Exception {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** An event of the shop whose run is none. */
  private String refused(String facet) throws Exception {
    ObjectNode event = (ObjectNode) json.readTree(events().get(0));
    ((ObjectNode) event.path("run")).put("runId", "x").set("facets", json.readTree(facet));
    return json.writeValueAsString(event);
  }

  private static String shop() throws Exception {
    return "[" + String.join(",", events()) + "]";
  }

  private static List<String> events() throws Exception {
    try (var events = ShopDemo.class.getResourceAsStream("openlineage-events.jsonl")) {
      return new String(events.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
