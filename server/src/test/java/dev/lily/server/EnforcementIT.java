package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.server.TestClient.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Decisions are kept, engines are watched, and the canary sings. */
class EnforcementIT {
  private static final String AUDIT = "/api/lily/v1/audit/decisions";
  private static final String ENFORCEMENT = "/api/lily/v1/enforcement";
  private static final String TAGS =
      "/service/tags/download/trino?pluginId=trino@one&lastKnownVersion=";
  private static final String POLICIES =
      "/service/plugins/policies/download/trino?pluginId=trino@one&lastKnownVersion=";
  private static final Pattern METRIC = Pattern.compile("lily_[a-z_]+");

  @TempDir Path data;
  private Server server;
  private TestClient admin;
  private String email;

  @BeforeEach
  void start() throws Exception {
    server =
        Servers.start(
            data,
            Map.of(
                "lily.enforcement.canary", "true",
                "lily.enforcement.canary-interval", "1s",
                "lily.audit.destination", "both"));
    admin = new TestClient(server, Servers.adminLogin(data));
    admin.post("/api/atlas/v2/types/typedefs", "{'classificationDefs':[{'name':'PII'}]}");
    Answer made =
        admin.post(
            "/api/atlas/v2/entity",
            "{'entity':{'typeName':'trino_column','attributes':{'qualifiedName':'lake.s.t.email@lily',"
                + "'name':'email','data_type':'varchar','ordinal_position':1,'column_default':'','comment':'',"
                + "'is_nullable':true,'table':{'guid':'-9'}},'classifications':[{'typeName':'PII'}]},"
                + "'referredEntities':{'-9':{'guid':'-9','typeName':'trino_table','attributes':{'qualifiedName':'lake.s.t@lily','name':'t'}}}}");
    assertThat(made.status()).as(made.text()).isEqualTo(200);
    email =
        admin
            .get(
                "/api/atlas/v2/entity/uniqueAttribute/type/trino_column/header?attr:qualifiedName=lake.s.t.email@lily")
            .json()
            .path("guid")
            .asText();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String mask(String user) throws Exception {
    return admin
        .post(
            "/v1/data/trino/batchColumnMasks",
            ("{'input':{'context':{'identity':{'user':'%s','groups':['analysts']}},'action':{'operation':'GetColumnMask',"
                    + "'filterResources':[{'column':{'catalogName':'lake','schemaName':'s','tableName':'t','columnName':'id','columnType':'bigint'}},"
                    + "{'column':{'catalogName':'lake','schemaName':'s','tableName':'t','columnName':'email','columnType':'varchar'}}]}}}")
                .formatted(user))
        .text();
  }

  @Test
  void decisionsAreKeptWithTheirReasons() throws Exception {
    await().untilAsserted(() -> assertThat(mask("bob")).contains("sha256"));
    JsonNode masked =
        until(AUDIT + "?principal=bob&resource=lake.s.t.email&decision=MASKED", "/decisions/0");
    assertThat(masked.path("source").asText()).as(masked.toString()).isEqualTo("opa");
    assertThat(masked.path("resource").asText()).isEqualTo("lake.s.t");
    assertThat(masked.path("columns").toString()).isEqualTo("[\"email\"]");
    assertThat(masked.path("tags").toString()).isEqualTo("[\"PII\"]");
    long policy = masked.at("/policies/0/id").asLong();
    assertThat(policy).isPositive();
    assertThat(admin.get(AUDIT + "?policy=" + policy).json().path("count").asInt()).isPositive();
    assertThat(admin.get(AUDIT + "?principal=analysts&limit=1").json().path("count").asInt())
        .isOne();
    assertThat(admin.get(AUDIT + "?since=2100-01-01T00:00:00Z").json().path("count").asInt())
        .isZero();
    assertThat(admin.get(AUDIT + "?until=2000-01-01T00:00:00Z").json().path("count").asInt())
        .isZero();
    String time = masked.path("time").asText();
    assertThat(
            admin
                .get(AUDIT + "?service=trino&since=" + time + "&until=" + time)
                .json()
                .path("count")
                .asInt())
        .isPositive();
    assertThat(admin.get(AUDIT + "?service=other").json().path("count").asInt()).isZero();
    for (String odd : List.of("since=yesterday", "until=now", "decision=FOO", "source=xyz")) {
      assertThat(admin.get(AUDIT + '?' + odd).status()).as(odd).isEqualTo(400);
    }
    assertThat(admin.get(AUDIT + "?decision=FOO").message())
        .contains("decision: one of [ALLOWED,", "'FOO'");

    admin.get("/api/lily/v1/entity/guid/" + email + "/access?user=bob");
    JsonNode explained = until(AUDIT + "?source=explain", "/decisions/0");
    assertThat(explained.path("askedBy").asText()).isEqualTo("admin");
    assertThat(explained.path("user").asText()).isEqualTo("bob");

    String record =
        ("{'repo':'trino','reqUser':'ann','evtTime':'2026-11-22"
                + " 10:00:00.123','access':'select','action':'select',"
                + "'resource':'lake/s/t/email','resType':'column','result':0,'policy':%d,'policy_version':1,'id':'e1','reqData':'select"
                + " email from t','tags':['{\\u0022type\\u0022:\\u0022PII\\u0022}']}")
            .formatted(policy * 1000);
    assertThat(
            admin
                .post("/api/lily/v1/audit/ranger", record + "\n" + record)
                .json()
                .path("accepted")
                .asInt())
        .isEqualTo(2);
    assertThat(admin.post("/api/lily/v1/audit/ranger", "[" + record + "]").status()).isEqualTo(200);
    JsonNode reported = until(AUDIT + "?principal=ann&source=plug-in", "/decisions/2");
    assertThat(reported.path("decision").asText()).as(reported.toString()).isEqualTo("DENIED");
    assertThat(reported.at("/policies/0/id").asLong()).isEqualTo(policy);
    assertThat(reported.has("sql")).isFalse();
    Answer wrong =
        admin.post("/api/lily/v1/audit/ranger", "[" + record.replace("trino", "nowhere") + "]");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.message()).contains("/0/repo");
    assertThat(admin.get("/metrics").text()).contains("lily_audit_dropped 0.0");

    assertThat(
            admin
                .put(
                    "/api/lily/v1/users/reader",
                    "{'password':'long enough to read','roles':{'default':['reader']}}")
                .status())
        .isLessThan(300);
    TestClient reader = new TestClient(server, Servers.login("reader", "long enough to read"));
    assertThat(reader.get(AUDIT).status()).isEqualTo(403);
    assertThat(reader.post("/api/lily/v1/audit/ranger", "[]").status()).isEqualTo(403);
  }

  @Test
  void enginesAreSeenAsTheyAsk() throws Exception {
    JsonNode before = service();
    assertThat(before.path("state").asText()).as(before.toString()).isEqualTo("NEVER_SEEN");

    mask("bob");
    long tags = admin.get(TAGS + -1).json().path("tagVersion").asLong();
    long policies = admin.get(POLICIES + -1).json().path("policyVersion").asLong();
    assertThat(door("RANGER").path("state").asText()).isEqualTo("BEHIND");
    assertThat(door("RANGER").at("/tags/runs").asLong()).isEqualTo(-1);
    assertThat(door("OPA").path("state").asText()).isEqualTo("UP_TO_DATE");
    JsonNode resource =
        admin.get("/api/lily/v1/entity/guid/" + email + "/resources").json().at("/resources/0");
    assertThat(resource.at("/enforcement/0/enforced").asBoolean()).as(resource.toString()).isTrue();
    assertThat(resource.at("/enforcement/1/enforced").asBoolean()).isFalse();

    admin.get(POLICIES + policies);
    admin.get(TAGS + tags);
    await()
        .untilAsserted(
            () -> {
              JsonNode asked = admin.get("/api/lily/v1/entity/guid/" + email + "/resources").json();
              JsonNode plugin = asked.at("/resources/0/enforcement/1");
              assertThat(plugin.path("enforced").asBoolean()).as(asked.toString()).isTrue();
              assertThat(plugin.path("instance").asText()).isEqualTo("trino@one");
              assertThat(plugin.path("position").asLong()).isPositive();
            });
  }

  @Test
  void theCanarySaysHowLongAChangeTakes() throws Exception {
    await()
        .untilAsserted(
            () -> {
              admin.get(TAGS + service().path("tagVersion").asLong());
              JsonNode canary = service().path("canary");
              assertThat(canary.findValuesAsText("door")).contains("OPA", "RANGER");
              assertThat(canary.findValuesAsText("failed")).containsOnly("false");
              assertThat(admin.get("/metrics").text())
                  .contains("lily_enforcement_seconds_count{service=\"trino\",door=\"plug-in\",}")
                  .contains(
                      "lily_canary_seconds{tenant=\"default\",service=\"trino\",door=\"plug-in\"");
            });
    JsonNode found =
        admin.post("/api/atlas/v2/search/basic", "{'query':'lily_canary','limit':100}").json();
    assertThat(found.has("approximateCount")).as(found.toString()).isTrue();
    assertThat(found.path("entities")).isEmpty();
  }

  @Test
  void alertsAndDashboardNameMetricsThatThereAre() throws Exception {
    String metrics = admin.get("/metrics").text();
    String alerts = Files.readString(Path.of("../docker/prometheus/alerts.yml"));
    String panels = Files.readString(Path.of("../docker/grafana/dashboards/lily.json"));
    assertThat(new Yaml().<Map<String, Object>>load(alerts)).containsKey("groups");
    for (String text : List.of(alerts, panels)) {
      Matcher named = METRIC.matcher(text);
      while (named.find()) {
        String family = named.group().replaceAll("_(bucket|count|sum)$", "");
        assertThat(metrics).contains("# TYPE " + family + " ");
      }
    }
  }

  private JsonNode service() throws Exception {
    return admin.get(ENFORCEMENT).json().at("/services/0");
  }

  private JsonNode door(String name) throws Exception {
    for (JsonNode door : service().path("doors")) {
      if (door.path("door").asText().equals(name)) {
        return door;
      }
    }
    throw new AssertionError(name + " is not in " + service());
  }

  private JsonNode until(String path, String pointer) {
    return await().until(() -> admin.get(path).json().at(pointer), node -> !node.isMissingNode());
  }
}
