package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.type.TypesDefCodec;
import dev.lily.notifications.openlineage.OpenLineageNames;
import dev.lily.server.demo.ShopDemo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.atlas.model.tasks.AtlasTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A steward tags a column and follows how the tag is written to what was made from it. */
class TasksIT {
  private static final String TASKS = "/api/atlas/admin/tasks";
  private static final String STATUS = "/api/lily/v1/propagation/status";
  private static final RequestContext CONTEXT =
      new RequestContext(
          TenantId.DEFAULT, new Principal("stella", Set.of(), Set.of()), Clock.systemUTC(), "it");

  private final ObjectMapper json = new ObjectMapper();
  private Server server;
  private TestClient client;
  private Guid email;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    server = Servers.start(data);
    client = new TestClient(server, Servers.adminLogin(data));
    server
        .inside()
        .catalog()
        .types()
        .create(
            CONTEXT,
            TypesDefCodec.decode(
                "{\"classificationDefs\":[{\"name\":\"PII\"}]}".getBytes(StandardCharsets.UTF_8)));
    try (var events = ShopDemo.class.getResourceAsStream("openlineage-events.jsonl")) {
      for (String event :
          new String(events.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        assertThat(client.postRaw("/api/v1/lineage", event).status()).isEqualTo(201);
      }
    }
    email = column("raw/customers#email");
  }

  private Guid column(String name) {
    return server
        .inside()
        .catalog()
        .find(CONTEXT, new AssetKey(OpenLineageNames.COLUMN, "file:/data/shop/warehouse/" + name))
        .orElseThrow()
        .guid();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aTagIsATaskUntilItIsWritten() throws Exception {
    String tags = "/api/atlas/v2/entity/guid/" + email + "/classification";
    assertThat(client.post(tags + "s", "[{'typeName':'PII'}]").status()).isEqualTo(204);
    JsonNode task = finished("CLASSIFICATION_PROPAGATION_ADD");
    assertThat(client.delete(tags + "/PII").status()).isEqualTo(204);
    finished("CLASSIFICATION_PROPAGATION_DELETE");

    assertThat(task.path("total").asInt()).isEqualTo(4);
    assertThat(task.path("done").asInt()).isEqualTo(4);
    assertThat(task.path("refused").asInt()).isZero();
    assertThat(task.path("parameters").path("entityGuid").asText()).isEqualTo(email.toString());
    assertThat(task.path("parameters").path("classificationName").asText()).isEqualTo("PII");
    AtlasTask known = json.readValue(task.toString(), AtlasTask.class);
    assertThat(known.getStatus()).isEqualTo(AtlasTask.Status.COMPLETE);
    assertThat(known.getAttemptCount()).isEqualTo(1);
    assertThat(known.getStartTime()).isBetween(known.getCreatedTime(), known.getEndTime());

    String guid = task.path("guid").asText();
    assertThat(tasks("?guids=" + guid + "," + email)).hasSize(1);
    assertThat(tasks("")).hasSize(2);
    TestClient.Answer one = client.get(TASKS + "?limit=1");
    assertThat(one.json()).hasSize(1);
    assertThat(one.json().at("/0/type").asText()).isEqualTo("CLASSIFICATION_PROPAGATION_DELETE");
    assertThat(one.headers().firstValue("X-Lily-Total")).contains("2");
    assertThat(one.headers().firstValue("X-Lily-Shown")).contains("1");
    assertThat(one.headers().firstValue("X-Lily-Truncated")).contains("true");
    TestClient.Answer next = client.get(TASKS + "?limit=1&offset=1");
    assertThat(next.json().at("/0/guid").asText()).isEqualTo(task.path("guid").asText());
    assertThat(next.headers().firstValue("X-Lily-Truncated")).contains("false");
    assertThat(client.get(TASKS + "?limit=0").text()).contains("limit must be from 1 to 1000");
    assertThat(client.get(TASKS + "?offset=-1").text()).contains("offset must be 0 or more");
    assertThat(client.delete(TASKS).status()).isEqualTo(204);
    assertThat(client.delete(TASKS + "?guids=" + guid).status()).isEqualTo(204);
    assertThat(tasks("")).hasSize(1);
    TestClient.Answer refused = client.get(TASKS + "?guids=x");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("errorCode", "guids: 'x' is no guid");

    JsonNode status = status();
    assertThat(status.path("written").asLong()).isEqualTo(8);
    assertThat(status.path("waiting").asLong()).isZero();
    assertThat(status.path("position").asLong()).isEqualTo(status.path("head").asLong());
    assertThat(status.has("eta") || status.has("waitingSince")).isFalse();
    assertThat(client.get(STATUS + "?minPosition=x").status()).isEqualTo(400);
  }

  /** What one call does to several columns is one task, and each asset counts once in it. */
  @Test
  void aCallThatTagsManyColumnsIsOneTask() throws Exception {
    Guid phone = column("raw/customers#phone");
    Set<String> foreseen = foreseen("'guids':['%s','%s']".formatted(email, phone));
    assertThat(foreseen).hasSize(8).containsAll(foreseen("'guid':'" + email + "'"));
    assertThat(foreseen).containsAll(foreseen("'guid':'" + phone + "'"));
    String body =
        "{'classification':{'typeName':'PII'},'entityGuids':['%s','%s']}".formatted(email, phone);
    TestClient.Answer tagged = client.post("/api/atlas/v2/entity/bulk/classification", body);
    assertThat(tagged.status()).as(tagged.text()).isEqualTo(204);

    JsonNode task = finished("CLASSIFICATION_PROPAGATION_ADD");

    assertThat(tasks("")).hasSize(1);
    assertThat(task.path("total").asInt()).isEqualTo(6);
    assertThat(task.path("done").asInt()).isEqualTo(6);
    assertThat(task.at("/parameters/entityCount").asInt()).isEqualTo(2);
    assertThat(task.at("/parameters/entityGuids").toString())
        .contains(email.toString(), phone.toString());
    assertThat(task.at("/parameters/entityGuid")).isEqualTo(task.at("/parameters/entityGuids/0"));
  }

  /** Who would gain the tag. */
  private Set<String> foreseen(String targets) throws Exception {
    TestClient.Answer answer =
        client.post(
            "/api/lily/v1/propagation/preview",
            "{'classify':{%s,'classification':{'typeName':'PII'}}}".formatted(targets));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return Set.copyOf(answer.json().at("/effects/0/gained").findValuesAsText("guid"));
  }

  /** The task is there when the position is: nobody takes the silence before it for the end. */
  private JsonNode finished(String type) {
    String position = "?minPosition=" + server.inside().catalog().outbox().head();
    assertThat(ofType(type, position)).isNotEmpty();
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ofType(type, "").get(0), task -> task.has("endTime"));
  }

  private List<JsonNode> ofType(String type, String query) {
    return tasks(query).stream().filter(task -> task.path("type").asText().equals(type)).toList();
  }

  private List<JsonNode> tasks(String query) {
    try {
      TestClient.Answer answer = client.get(TASKS + query);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      return List.of(json.readValue(answer.text(), JsonNode[].class));
    } catch (Exception fault) {
      throw new AssertionError(fault);
    }
  }

  private JsonNode status() throws Exception {
    return client.get(STATUS).json();
  }
}
