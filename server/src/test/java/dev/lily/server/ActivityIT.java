package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.server.TestClient.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.atlas.model.audit.EntityAuditEventV2;
import org.apache.atlas.model.audit.EntityAuditEventV2.EntityAuditActionV2;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** People look up who changed what: a steward did, and a reader sees what a reader may see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActivityIT {
  private static final String ENTITY = "/api/atlas/v2/entity";

  private final ObjectMapper json = new ObjectMapper();
  private Server server;
  private TestClient admin;
  private TestClient sam;
  private TestClient bob;
  private String source;
  private String mart;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    server = Servers.start(data, Map.of("lily.tenants.names", "default,other"));
    admin = new TestClient(server, Servers.adminLogin(data));
    sam = user("sam", "{'default':['steward']}");
    bob = user("bob", "{'default':['reader']}");
    user("elsa", "{'other':['admin']}");
    ok(
        admin.post(
            "/api/atlas/v2/types/typedefs",
            "{'classificationDefs':[{'name':'PII'},{'name':'SECRET'},{'name':'INTERNAL'}]}"));
    source = table("s.source@c", "as it was made");
    mart = table("s.mart@c", "a mart");
    ok(
        admin.post(
            ENTITY,
            ("{'entity':{'typeName':'hive_process','attributes':{'qualifiedName':'job@c','name':'job','userName':'u','startTime':1,'endTime':2,"
                + "'operationType':'QUERY','queryText':'q','queryPlan':'q','queryId':'q','recentQueries':['q'],"
                + "'inputs':[{'typeName':'hive_table','uniqueAttributes':{'qualifiedName':'s.source@c'}}],"
                + "'outputs':[{'typeName':'hive_table','uniqueAttributes':{'qualifiedName':'s.mart@c'}}]}}}")));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private TestClient user(String name, String roles) throws Exception {
    ok(
        admin.put(
            "/api/lily/v1/users/" + name,
            "{'password':'a-long-password','roles':%s}".formatted(roles)));
    return new TestClient(server, Servers.login(name, "a-long-password"));
  }

  private String table(String name, String description) throws Exception {
    return described(admin, name, description);
  }

  private String described(TestClient who, String name, String description) throws Exception {
    ok(
        who.post(
            ENTITY,
            "{'entity':{'typeName':'hive_table','attributes':{'qualifiedName':'%s','name':'%s','description':'%s'}}}"
                .formatted(name, name, description)));
    return ok(admin.get(
            ENTITY
                + "/uniqueAttribute/type/hive_table/header?attr:qualifiedName="
                + URLEncoder.encode(name, StandardCharsets.UTF_8)))
        .json()
        .path("guid")
        .asText();
  }

  private static Answer ok(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    return answer;
  }

  private static String activity(String guid) {
    return "/api/lily/v1/entity/guid/" + guid + "/activity";
  }

  /** The history, once it has so many entries. */
  private List<JsonNode> history(TestClient who, String path, int size) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              List<JsonNode> all = new ArrayList<>();
              ok(who.get(path)).json().path("activities").forEach(all::add);
              return all;
            },
            all -> all.size() >= size);
  }

  private static void tag(TestClient who, String guid, String name) throws Exception {
    ok(who.post(ENTITY + "/guid/" + guid + "/classifications", "[{'typeName':'" + name + "'}]"));
  }

  @Test
  void aChangeIsToldWithWhoWhenAndFromWhatToWhat() throws Exception {
    String table = table("s.told@c", "before");
    described(sam, "s.told@c", "after");
    ok(sam.post(ENTITY + "/guid/" + table + "/labels", "['fresh']"));
    tag(sam, table, "PII");
    ok(sam.delete(ENTITY + "/guid/" + table + "/classification/PII"));

    List<JsonNode> history = history(bob, activity(table), 5);

    assertThat(history).hasSize(5);
    assertThat(history.get(0).at("/classifications/0/operation").asText()).isEqualTo("REMOVED");
    assertThat(history.get(1).at("/classifications/0/typeName").asText()).isEqualTo("PII");
    assertThat(history.get(1).at("/classifications/0/propagated").asBoolean()).isFalse();
    assertThat(history.get(2).at("/attributes/0/name").asText()).isEqualTo("labels");
    assertThat(history.get(2).at("/attributes/0/after/0").asText()).isEqualTo("fresh");
    JsonNode described = history.get(3);
    assertThat(described.path("actor").asText()).isEqualTo("sam");
    assertThat(described.path("time").asText()).startsWith("20").endsWith("Z");
    assertThat(described.at("/attributes/0/name").asText()).isEqualTo("description");
    assertThat(described.at("/attributes/0/before").asText()).isEqualTo("before");
    assertThat(described.at("/attributes/0/after").asText()).isEqualTo("after");
    assertThat(history.get(4).path("kind").asText()).isEqualTo("CREATED");
    assertThat(history.get(4).path("actor").asText()).isEqualTo("admin");

    assertThat(history(bob, activity(table) + "?kind=attributes", 2)).hasSize(2);
    assertThat(history(bob, activity(table) + "?actor=admin", 1)).hasSize(1);
    JsonNode first = ok(bob.get(activity(table) + "?limit=3")).json();
    JsonNode rest =
        ok(bob.get(activity(table) + "?limit=3&cursor=" + first.path("next").asText())).json();
    assertThat(first.path("activities")).hasSize(3);
    assertThat(rest.path("activities")).hasSize(2);
    assertThat(rest.has("next")).isFalse();
    assertThat(rest.at("/activities/0/id")).isEqualTo(history.get(3).path("id"));
  }

  @Test
  void whatComesFromElsewhereIsToldWithItsOrigin() throws Exception {
    assertThat(
            history(bob, activity(mart) + "?kind=relationships", 1)
                .get(0)
                .at("/relationships/0/other/qualifiedName")
                .asText())
        .isEqualTo("job@c");
    tag(sam, source, "PII");
    JsonNode arrived = history(bob, activity(mart) + "?kind=propagated", 1).get(0);
    assertThat(arrived.at("/classifications/0/operation").asText()).isEqualTo("ADDED");
    assertThat(arrived.at("/classifications/0/origin/guid").asText()).isEqualTo(source);
    assertThat(arrived.path("propagated").asBoolean()).isTrue();
  }

  @Test
  void whatIsHiddenTodayIsHiddenInWhatWas() throws Exception {
    String redacted = table("s.redacted@c", "private words");
    described(sam, "s.redacted@c", "other words");
    tag(admin, redacted, "INTERNAL");
    String hidden = table("s.hidden@c", "nobody knows");
    tag(admin, hidden, "SECRET");
    history(admin, activity(redacted), 3);
    history(admin, activity(hidden), 2);
    ok(
        admin.put(
            "/api/lily/v1/catalog-access",
            "{'version':0,'rules':["
                + "{'id':'admins','subjects':{'roles':['admin']},'effect':'ALLOW','actions':['READ_METADATA','READ_DETAILS'],'on':{'classifications':['SECRET','INTERNAL']}},"
                + "{'id':'secrets','subjects':{'everyone':true},'effect':'DENY','actions':['READ_METADATA'],'on':{'classifications':['SECRET']}},"
                + "{'id':'details','subjects':{'everyone':true},'effect':'REDACT','on':{'classifications':['INTERNAL']}}]}"));

    assertThat(bob.get(activity(hidden)).status()).isEqualTo(404);
    assertThat(bob.get(ENTITY + "/" + hidden + "/audit").status()).isEqualTo(404);
    assertThat(ok(bob.get(activity(redacted))).text()).doesNotContain("words");
    assertThat(ok(bob.get(ENTITY + "/" + redacted + "/audit")).text()).doesNotContain("words");
    assertThat(ok(bob.get(activity(redacted))).json().path("activities")).hasSize(2);
    assertThat(ok(admin.get(activity(redacted))).text()).contains("private words", "other words");
  }

  @Test
  void anotherTenantDoesNotSeeIt() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.state().url() + activity(source)))
            .header("Authorization", Servers.login("elsa", "a-long-password"))
            .header("X-Lily-Tenant", "other")
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void aPurgedAssetTakesItsHistoryAlong() throws Exception {
    String table = table("s.gone@c", "before");
    described(sam, "s.gone@c", "after");
    ok(admin.delete(ENTITY + "/guid/" + table));
    assertThat(history(bob, activity(table), 3).get(0).path("kind").asText()).isEqualTo("DELETED");
    ok(admin.delete(ENTITY + "/guid/" + table + "?deleteType=HARD"));
    assertThat(bob.get(activity(table)).status()).isEqualTo(404);
  }

  @Test
  void atlasClientsReadTheSameAsAudit() throws Exception {
    String table = table("s.audited@c", "before");
    described(sam, "s.audited@c", "after");
    tag(sam, table, "PII");
    history(bob, activity(table), 3);
    String audit = ENTITY + "/" + table + "/audit";

    EntityAuditEventV2[] events =
        json.readValue(ok(bob.get(audit)).text(), EntityAuditEventV2[].class);

    assertThat(events)
        .extracting(EntityAuditEventV2::getAction)
        .containsExactly(
            EntityAuditActionV2.CLASSIFICATION_ADD,
            EntityAuditActionV2.ENTITY_UPDATE,
            EntityAuditActionV2.ENTITY_CREATE);
    assertThat(events[1].getUser()).isEqualTo("sam");
    assertThat(events[1].getDetails()).startsWith("Updated: {").contains("after");
    assertThat(events[1].getEntityId()).isEqualTo(table);
    EntityAuditEventV2[] page =
        json.readValue(
            ok(bob.get(audit + "?count=1&startKey=" + events[1].getEventKey())).text(),
            EntityAuditEventV2[].class);
    assertThat(page).hasSize(1);
    assertThat(page[0].getEventKey()).isEqualTo(events[1].getEventKey());
    assertThat(ok(bob.get(audit + "?auditAction=ENTITY_CREATE")).json()).hasSize(1);
    assertThat(ok(bob.get(audit + "?sortBy=user&sortOrder=desc")).json().at("/0/user").asText())
        .isEqualTo("sam");
    assertThat(bob.get(audit + "?startKey=x").message()).contains("startKey 'x'");
    assertThat(bob.get(audit + "?auditAction=x").message()).contains("auditAction 'x'");
  }

  @Test
  void whatCannotBeAskedIsRefused() throws Exception {
    assertThat(bob.get(activity(source) + "?limit=0").message()).contains("limit", "1 to 1000");
    assertThat(bob.get(activity(source) + "?cursor=x").message()).contains("cursor 'x'");
    assertThat(bob.get(activity(source) + "?kind=x").message()).contains("kind 'x'", "attributes");
    assertThat(bob.get(activity("x")).status()).isEqualTo(400);
  }
}
