package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.server.TestClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Ranger plug-in, a TagSync and an operator ask over HTTP. */
class RangerDoorIT {
  private static final String DOWNLOAD = "/service/plugins/policies/download/trino";
  private static final String TAGS = "/service/tags/download/trino";
  private static final String PLUGIN = "&pluginId=trino@vm-trino&clusterName=lily-1";

  @TempDir Path data;
  private Server server;
  private TestClient admin;

  @BeforeEach
  void start() throws Exception {
    server = Servers.start(data);
    admin = new TestClient(server, Servers.adminLogin(data));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPluginIsSentWhatChangedAndIsSeen() throws Exception {
    Answer all = admin.get(DOWNLOAD + "?lastKnownVersion=-1&supportsPolicyDeltas=true" + PLUGIN);
    long version = all.json().path("policyVersion").asLong();
    mask("mail", "EMAIL");
    Answer delta =
        admin.get(
            "/service/plugins/secure/policies/download/trino?supportsPolicyDeltas=true&lastKnownVersion="
                + version
                + PLUGIN);
    assertThat(delta.json().path("policyDeltas")).hasSize(1);
    assertThat(admin.get(DOWNLOAD + "?lastKnownVersion=" + (version + 1) + PLUGIN).status())
        .isEqualTo(304);
    long tags =
        admin.get(TAGS + "?lastKnownVersion=-1" + PLUGIN).json().path("tagVersion").asLong();
    assertThat(plugin().path("state").asText()).as("it has no tags yet").isEqualTo("BEHIND");
    admin.get(TAGS + "?lastKnownVersion=" + tags + PLUGIN);

    JsonNode plugin = admin.get("/api/lily/v1/plugins?service=trino").json().at("/plugins/0");
    assertThat(plugin.path("pluginId").asText()).isEqualTo("trino@vm-trino");
    assertThat(plugin.path("host").asText()).isEqualTo("vm");
    assertThat(plugin.path("state").asText()).isEqualTo("UP_TO_DATE");
    assertThat(plugin.at("/documents/policies/running").asLong()).isEqualTo(version + 1);
    assertThat(
            admin
                .get("/api/lily/v1/plugins/downloads")
                .json()
                .path("downloads")
                .findValuesAsText("answer"))
        .containsExactly("EVERYTHING", "CHANGES", "EVERYTHING");
    assertThat(admin.get("/api/lily/v1/plugins?state=lost").status()).isEqualTo(400);

    server.close();
    server = Servers.start(data);
    admin = new TestClient(server, Servers.adminLogin(data));
    assertThat(admin.get("/api/lily/v1/plugins").json().path("total").asInt()).isEqualTo(1);
    JsonNode kept = plugin();
    assertThat(kept.at("/documents/policies/running").asLong()).isEqualTo(version + 1);
    JsonNode door = admin.get("/api/lily/v1/enforcement").json().at("/services/0/doors/0");
    assertThat(door.path("instance").asText()).isEqualTo("trino@vm-trino");
    assertThat(door.at("/policies/runs").asLong()).isEqualTo(version + 1);
    assertThat(door.path("state")).isEqualTo(kept.path("state"));
    assertThat(admin.get("/metrics").text())
        .contains("instance=\"trino@vm-trino\",state=\"up_to_date\"");
    assertThat(admin.get(DOWNLOAD + "?lastKnownVersion=" + (version + 1)).status()).isEqualTo(304);
  }

  @Test
  void downloadsAreInTheAudit() throws Exception {
    String audit = "/api/lily/v1/audit/downloads";
    Answer all = admin.get(DOWNLOAD + "?lastKnownVersion=-1" + PLUGIN);
    long version = all.json().path("policyVersion").asLong();
    String again = DOWNLOAD + "?supportsPolicyDeltas=true&lastKnownVersion=" + version + PLUGIN;
    assertThat(admin.get(again).status()).isEqualTo(304);
    assertThat(admin.get(again).status()).isEqualTo(304);
    mask("mail", "EMAIL");
    Answer delta = admin.get(again);
    admin.get(TAGS);

    JsonNode kept =
        await().until(() -> admin.get(audit).json(), found -> found.path("count").asInt() == 3);
    JsonNode tags = kept.at("/downloads/0");
    assertThat(tags.path("document").asText()).isEqualTo("tags");
    assertThat(tags.has("pluginId")).as("a person's curl").isFalse();
    JsonNode changes = kept.at("/downloads/1");
    assertThat(changes.path("answer").asText()).as(changes.toString()).isEqualTo("CHANGES");
    assertThat(changes.path("pluginId").asText()).isEqualTo("trino@vm-trino");
    assertThat(changes.path("cluster").asText()).isEqualTo("lily-1");
    assertThat(changes.path("askedBy").asText()).isEqualTo("admin");
    assertThat(changes.path("from").asLong()).isEqualTo(version);
    assertThat(changes.path("to").asLong()).isEqualTo(version + 1);
    assertThat(changes.path("bytes").asInt()).isEqualTo(delta.text().length());
    assertThat(changes.path("nothingNew").asInt()).isEqualTo(2);
    JsonNode everything = kept.at("/downloads/2");
    assertThat(everything.path("answer").asText()).isEqualTo("EVERYTHING");
    assertThat(everything.path("bytes").asInt()).isEqualTo(all.text().length());

    assertThat(admin.get(audit + "?document=tags").json().path("count").asInt()).isOne();
    assertThat(admin.get(audit + "?document=letters").message()).contains("policies, tags");
    assertThat(admin.get(audit + "?pluginId=trino@vm-trino").json().path("count").asInt())
        .isEqualTo(2);
    assertThat(admin.get("/api/lily/v1/audit/decisions").json().path("count").asInt()).isZero();
    assertThat(admin.get("/api/lily/v1/enforcement").json().at("/services/0/doors"))
        .as("who does not name itself is no engine")
        .hasSize(1);
  }

  @Test
  void aPluginThatWaitsForNewsSaysWhatItRuns() throws Exception {
    long version = admin.get(DOWNLOAD).json().path("policyVersion").asLong();
    FutureTask<Answer> waiting =
        new FutureTask<>(
            () -> admin.get(DOWNLOAD + "?waitMillis=25000&lastKnownVersion=" + version + PLUGIN));
    new Thread(waiting, "plug-in").start();
    await()
        .untilAsserted(
            () ->
                assertThat(admin.get("/api/lily/v1/plugins").json().findValuesAsText("pluginId"))
                    .contains("trino@vm-trino"));
    JsonNode plugin = plugin();
    assertThat(plugin.at("/documents/policies/running").asLong()).isEqualTo(version);
    assertThat(plugin.path("silentMillis").asLong()).isZero();
    assertThat(waiting.isDone()).isFalse();
    mask("mail", "EMAIL");
    assertThat(waiting.get().json().path("policyVersion").asLong()).isEqualTo(version + 1);
  }

  @Test
  void whatIsNotThereIsToldAsRangerAdminDoes() throws Exception {
    assertThat(admin.get("/service/gds/download/trino").status()).isEqualTo(304);
    assertThat(admin.get("/service/gds/secure/download/trino?lastKnownGdsVersion=-1").status())
        .isEqualTo(304);
    for (String path :
        new String[] {"plugins/policies/download", "tags/download", "roles/secure/download"}) {
      Answer missing = admin.get("/service/" + path + "/nobody");
      assertThat(missing.status()).isEqualTo(404);
      assertThat(missing.text())
          .isEqualTo("\"RANGER_ERROR_SERVICE_NOT_FOUND: ServiceName=nobody\"");
    }
    assertThat(new TestClient(server, "Basic eDp5").get(DOWNLOAD).status()).isEqualTo(401);
  }

  @Test
  void aForeignTagSyncTagsAndForgets() throws Exception {
    Answer taken =
        admin.put(
            "/service/tags/importservicetags/",
            "{'op':'add_or_update','serviceName':'trino','tags':{'1':{'type':'PII'}},"
                + "'serviceResources':[{'id':7,'resourceElements':{'catalog':{'values':['lake']},"
                + "'schema':{'values':['s']},'table':{'values':['t']},'column':{'values':['mail']}}}],"
                + "'resourceToTagIds':{'7':[1]}}");
    assertThat(taken.status()).as(taken.text()).isEqualTo(204);
    assertThat(masked()).contains("sha256");
    JsonNode listed = admin.get("/api/lily/v1/services/trino/tags").json();
    assertThat(listed.at("/sources/0/source").asText()).isEqualTo("admin");
    assertThat(listed.at("/resources/0/elements/column").asText()).isEqualTo("mail");
    assertThat(listed.at("/sources/0/account").asText()).isEqualTo("admin");
    String nothing = "{'op':'replace','serviceName':'trino'}";
    for (String role : new String[] {"steward", "engine"}) {
      admin.put(
          "/api/lily/v1/users/" + role,
          "{'password':'a-long-password','roles':{'default':['" + role + "']}}");
      TestClient other = new TestClient(server, Servers.login(role, "a-long-password"));
      assertThat(other.put("/service/tags/importservicetags?source=admin", nothing).status())
          .as(role)
          .isEqualTo(403);
      assertThat(other.delete("/api/lily/v1/services/trino/tags/admin").status())
          .as(role)
          .isEqualTo(403);
      assertThat(other.put("/service/tags/importservicetags", nothing).status())
          .as(role)
          .isEqualTo(role.equals("engine") ? 204 : 403);
    }
    assertThat(masked()).contains("sha256");

    assertThat(admin.delete("/api/lily/v1/services/trino/tags/admin").status()).isEqualTo(204);
    assertThat(masked()).isEmpty();
    assertThat(admin.put("/service/tags/importservicetags", "{'serviceName':'no'}").status())
        .isEqualTo(404);
  }

  @Test
  void policiesGoOutAndComeBack() throws Exception {
    mask("mail", "EMAIL");
    String exported = admin.get("/api/lily/v1/policies/export?format=ranger").text();
    String path = "/api/lily/v1/policies/import";
    JsonNode again = admin.post(path + "?dryRun=true", exported).json();
    assertThat(again.path("refused")).isEmpty();
    assertThat(again.path("unchanged").toString()).contains("mail");
    assertThat(again.path("created")).as(again.toString()).isEmpty();
    assertThat(again.path("updated")).as(again.toString()).isEmpty();
    assertThat(again.path("edited")).as(again.toString()).isEmpty();
    JsonNode edited = admin.post(path + "?dryRun=true", exported.replace("EMAIL", "PHONE")).json();
    assertThat(edited.at("/edited/0/name").asText()).as(edited.toString()).isEqualTo("mail");

    long id = admin.get("/api/lily/v1/policies?query=mail").json().at("/policies/0/id").asLong();
    assertThat(admin.delete("/api/lily/v1/policies/" + id).status()).isEqualTo(204);
    assertThat(admin.post(path + "?dryRun=true", exported).json().path("created").toString())
        .contains("mail");
    assertThat(admin.get("/api/lily/v1/policies/" + id).status()).isEqualTo(404);
    Answer imported = admin.post(path, exported);
    assertThat(imported.status()).as(imported.text()).isEqualTo(200);
    assertThat(admin.get("/api/lily/v1/policies?query=mail").json().path("total").asInt())
        .isEqualTo(1);
    assertThat(admin.post(path, "{}").status()).isEqualTo(400);
    assertThat(admin.get("/api/lily/v1/policies/export?format=xml").status()).isEqualTo(400);
  }

  @Test
  void aServiceOfAnUnknownTypeIsRefusedWithTheKnown() throws Exception {
    Answer refused =
        admin.put("/api/lily/v1/services/x", "{'name':'x','type':'oracle','rules':[]}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.message()).contains("presto").contains("schema-registry");
    assertThat(
            admin
                .put("/api/lily/v1/services/lake", "{'name':'lake','type':'hdfs','rules':[]}")
                .status())
        .isEqualTo(200);
    assertThat(
            admin
                .get("/service/plugins/policies/download/lake")
                .json()
                .at("/serviceDef/name")
                .asText())
        .isEqualTo("hdfs");
  }

  /** As the list tells of the one that names itself. */
  private JsonNode plugin() throws IOException, InterruptedException {
    for (JsonNode one : admin.get("/api/lily/v1/plugins").json().path("plugins")) {
      if (one.path("pluginId").asText().equals("trino@vm-trino")) {
        return one;
      }
    }
    throw new AssertionError("trino@vm-trino has not asked");
  }

  private void mask(String name, String tag) throws IOException, InterruptedException {
    Answer answer =
        admin.post(
            "/api/lily/v1/policies",
            ("{'name':'%s','subjects':{'everyone':true},'target':{'classifications':['%s']},"
                    + "'effect':{'kind':'mask','type':'MASK_NULL'}}")
                .formatted(name, tag));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private String masked() throws IOException, InterruptedException {
    return admin
        .post(
            "/v1/data/trino/columnMask",
            "{'input':{'context':{'identity':{'user':'bob','groups':[]}},'action':{'operation':"
                + "'GetColumnMask','resource':{'column':{'catalogName':'lake','schemaName':'s',"
                + "'tableName':'t','columnName':'mail','columnType':'varchar'}}}}}")
        .json()
        .at("/result/expression")
        .asText();
  }
}
