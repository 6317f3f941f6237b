package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Rules of propagation through the doors of a server, and over a restart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesIT {
  private static final String RULES = "/api/lily/v1/propagation/rules";
  private static final String STANDARD =
      "{'id':'masking','type':'BLOCK','where':{'transformation':{'masking':true}}},"
          + "{'id':'indirect','type':'BLOCK','where':{'transformation':{'type':'INDIRECT'}}}";

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private Path data;
  private Server server;
  private String login;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    data = folder;
    open();
    login = Servers.adminLogin(data);
    send(
        "POST",
        "/api/atlas/v2/types/typedefs",
        "{'classificationDefs':[{'name':'PII','attributeDefs':[{'name':'level','typeName':'string'}]},"
            + "{'name':'CONTAINS_PII'},{'name':'SECRET'}]}");
    send(
        "POST",
        "/api/atlas/v2/entity",
        "{'entity':{'guid':'-1','typeName':'hive_table','attributes':{'qualifiedName':'s.t@c',"
            + "'name':'t','columns':[{'guid':'-2'},{'guid':'-3'}]}},'referredEntities':{"
            + "'-2':{'guid':'-2','typeName':'hive_column','attributes':{'qualifiedName':'s.t.a@c','name':'a','type':'string','table':{'guid':'-1'}}},"
            + "'-3':{'guid':'-3','typeName':'hive_column','attributes':{'qualifiedName':'s.t.b@c','name':'b','type':'string','table':{'guid':'-1'}}}}}");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private void open() {
    server = Servers.start(data);
  }

  @Test
  void rulesAreVersionedUndoneAndOutliveARestart() throws Exception {
    String column = guid("hive_column", "s.t.a@c");
    assertThat(
            send(
                    "POST",
                    "/api/atlas/v2/entity/guid/" + column + "/classifications",
                    "[{'typeName':'PII','attributes':{'level':'high'}}]")
                .statusCode())
        .isEqualTo(204);
    assertThat(classifications("hive_table", "s.t@c")).isEmpty();

    String rules =
        "[%s,{'id':'lift','type':'LIFT','classifications':['PII'],'as':'CONTAINS_PII'}]"
            .formatted(STANDARD);
    JsonNode effect =
        body(send("POST", "/api/lily/v1/propagation/preview", "{'rules':" + rules + "}"))
            .path("effects")
            .path(0);
    assertThat(effect.path("classification").asText()).isEqualTo("CONTAINS_PII");
    assertThat(effect.path("gainedCount").asInt()).isEqualTo(1);

    long version = get(RULES).path("version").asLong();
    JsonNode lifted =
        body(
            send(
                "PUT",
                RULES,
                "{'version':%d,'comment':'tables too','rules':%s}".formatted(version, rules)));
    assertThat(lifted.path("version").asLong()).as(lifted.toString()).isEqualTo(version + 1);
    assertThat(lifted.path("updatedBy").asText()).isEqualTo("admin");
    assertThat(classifications("hive_table", "s.t@c")).containsExactly("CONTAINS_PII");

    assertThat(send("DELETE", "/api/atlas/v2/types/typedef/name/CONTAINS_PII", "").statusCode())
        .isEqualTo(409);
    ObjectNode same = (ObjectNode) get(RULES);
    assertThat(send("PUT", RULES, same.toString()).statusCode()).isEqualTo(200);

    server.close();
    open();
    assertThat(get(RULES).path("rules")).hasSize(3);
    assertThat(classifications("hive_table", "s.t@c")).containsExactly("CONTAINS_PII");

    JsonNode undone = body(send("POST", RULES + "/undo", "{'version':%d}".formatted(version + 1)));
    assertThat(undone.path("version").asLong()).isEqualTo(version + 2);
    assertThat(undone.path("rules")).hasSize(2);
    assertThat(classifications("hive_table", "s.t@c")).isEmpty();
    assertThat(get("/api/atlas/v2/search/basic?query=*").path("approximateCount").asInt())
        .isEqualTo(3);
    assertThat(get(RULES + "/versions").path("versions").findValuesAsText("comment"))
        .containsSequence("undo of %d, back to %d".formatted(version + 1, version), "tables too");
  }

  /** A column that has a value of its own and another one from its table. */
  @Test
  void aPreviewTellsWhichOtherValueWouldCount() throws Exception {
    String table = guid("hive_table", "s.t@c");
    String column = guid("hive_column", "s.t.b@c");
    String lower = "{'id':'down','type':'LOWER','classifications':['LEVELLED'],'as':'LEVELLED'}";
    send(
        "POST",
        "/api/atlas/v2/types/typedefs",
        "{'classificationDefs':[{'name':'LEVELLED','attributeDefs':[{'name':'level','typeName':'string'}]}]}");
    classify(table, "high");
    classify(column, "low");
    long version = get(RULES).path("version").asLong();
    String rules = "[%s,%s]".formatted(STANDARD, lower);
    send("PUT", RULES, "{'version':%d,'rules':%s}".formatted(version, rules));

    String order =
        "{'id':'levels','type':'SEVERITY','classification':'LEVELLED','attribute':'level','order':['low','high']}";
    JsonNode answer =
        body(
            send(
                "POST",
                "/api/lily/v1/propagation/preview",
                "{'rules':[%s,%s,%s]}".formatted(STANDARD, lower, order)));

    JsonNode effect = answer.path("severity").path(0);
    assertThat(effect.path("classification").asText()).isEqualTo("LEVELLED");
    assertThat(effect.path("changedCount").asInt()).isEqualTo(1);
    JsonNode example = effect.path("examples").path(0);
    assertThat(example.path("asset").path("guid").asText()).isEqualTo(column);
    assertThat(example.path("before").findValuesAsText("level")).containsExactly("low", "high");
    assertThat(example.path("after").findValuesAsText("level")).containsExactly("high");
    assertThat(example.path("after").path(0).path("origin").path("qualifiedName").asText())
        .isEqualTo("s.t@c");
    assertThat(answer.path("access").path("assetCount").asInt()).isEqualTo(1);

    for (String asset : List.of(table, column)) {
      send("DELETE", "/api/atlas/v2/entity/guid/" + asset + "/classification/LEVELLED", "");
    }
    send("POST", RULES + "/undo", "{'version':%d}".formatted(version + 1));
  }

  private void classify(String asset, String level) throws Exception {
    HttpResponse<String> answer =
        send(
            "POST",
            "/api/atlas/v2/entity/guid/" + asset + "/classifications",
            "[{'typeName':'LEVELLED','attributes':{'level':'%s'}}]".formatted(level));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  @Test
  void anotherDirectionOfARelationshipTypeCountsForWhatIsThere() throws Exception {
    String table = guid("hive_table", "s.t@c");
    send(
        "POST",
        "/api/atlas/v2/entity/guid/" + table + "/classifications",
        "[{'typeName':'SECRET'}]");
    assertThat(classifications("hive_column", "s.t.b@c")).isEmpty();

    direct("hive_table_columns", "ONE_TO_TWO");
    await(() -> classifications("hive_column", "s.t.b@c").equals(List.of("SECRET")));

    direct("hive_table_columns", "NONE");
    await(() -> classifications("hive_column", "s.t.b@c").isEmpty());
    send("DELETE", "/api/atlas/v2/entity/guid/" + table + "/classification/SECRET", "");
  }

  private void direct(String relationshipType, String propagateTags) throws Exception {
    ObjectNode def =
        (ObjectNode) get("/api/atlas/v2/types/relationshipdef/name/" + relationshipType);
    def.put("propagateTags", propagateTags);
    HttpResponse<String> answer =
        send("PUT", "/api/atlas/v2/types/typedefs", "{'relationshipDefs':[" + def + "]}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void await(Callable<Boolean> reached) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!reached.call()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Test
  void nobodyDeletesTheRulesAsAnAsset() throws Exception {
    long version = get(RULES).path("version").asLong();
    body(
        send(
            "PUT",
            RULES,
            "{'version':%d,'comment':'kept','rules':[%s]}".formatted(version, STANDARD)));
    String guid =
        Awaitility.await()
            .until(
                () ->
                    body(send(
                            "POST",
                            "/api/atlas/v2/search/basic",
                            "{'typeName':'lily_propagation_rules'}"))
                        .at("/entities/0/guid")
                        .asText(),
                found -> !found.isEmpty());
    HttpResponse<String> deleted = send("DELETE", "/api/atlas/v2/entity/guid/" + guid, "");
    assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(400);
    assertThat(deleted.body()).contains("changed by PUT /api/lily/v1/propagation/rules");
    assertThat(get(RULES).path("comment").asText()).isEqualTo("kept");
  }

  @Test
  void whatContradictsLoopsOrIsUnknownIsRefusedWithItsPlace() throws Exception {
    refused(
        "{'id':'a','type':'LIFT','classifications':['PII'],'as':'CONTAINS_PII'},"
            + "{'id':'b','type':'LOWER','classifications':['CONTAINS_PII'],'as':'PII'}",
        "the rules would loop: PII → CONTAINS_PII → PII");
    refused(
        "{'id':'a','type':'SEVERITY','classification':'PII','attribute':'level','order':['low','high']},"
            + "{'id':'b','type':'SEVERITY','classification':'PII','attribute':'level','order':['high','low']}",
        "rules 'a' and 'b' contradict: both order PII");
    refused("{'id':'a','type':'BLOCK'}", "rules[0]: nothing would travel any more");
    refused(
        "{'id':'a','type':'BLOCK','classifications':['PIII']}",
        "rules[0].classifications[0]: there is no classification type 'PIII'");
    refused("{'id':'a','type':'BLOCK','when':{}}", "rules[0].when: 'when' is unknown");
    refused("{'id':'a','type':'BLOCK','where':{'source':{}}}", "nothing would travel any more");
    refused("{'id':'a','type':'BLOCK','where':{'job':'?*'}}", "nothing would travel any more");
    refused(
        "{'id':'a','type':'BLOCK','where':{'target':{'typeName':'*'},'source':{'qualifiedName':'**'}}}",
        "nothing would travel any more");
    refused("{'id':'a','type':'BLOCK','where':{'job':''}}", "rules[0].where.job: leave it out");
    refused(
        "{'id':'a','type':'BLOCK','where':{'relationshipType':'nosuch'}}",
        "there is no relationship type 'nosuch'");
    refused(
        "{'id':'a','type':'LIFT','classifications':['PII'],'as':'CONTAINS_PII','levels':-1}",
        "rules[0].levels: 1 to 10 are expected");
    refused("null", "rules[0]: a JSON object is expected");
    refused("{'id':'a','type':'FOO'}", "type: one of [BLOCK, LIFT, LOWER, SEVERITY");
    refused(
        "{'id':'a','type':'BLOCK','where':{'job':{}}}", "rules[0].where.job: a text is expected");
    assertThat(send("PUT", RULES, "{'rules':[]}").body()).contains("version: the version that you");
    HttpResponse<String> late = send("PUT", RULES, "{'version':77,'rules':[]}");
    assertThat(late.statusCode()).as(late.body()).isEqualTo(409);
    assertThat(late.body()).contains("read them again");
    assertThat(
            send(
                    "POST",
                    "/api/atlas/v2/entity",
                    "{'entity':{'typeName':'lily_propagation_rules','attributes':{'qualifiedName':'propagation-rules','rules':'x','version':1}}}")
                .body())
        .contains("PUT /api/lily/v1/propagation/rules");
  }

  private void refused(String rules, String reason) throws Exception {
    long version = get(RULES).path("version").asLong();
    HttpResponse<String> answer =
        send("PUT", RULES, "{'version':%d,'rules':[%s]}".formatted(version, rules));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(body(answer).toString()).contains(reason);
  }

  private List<String> classifications(String type, String name) throws Exception {
    return get("/api/atlas/v2/entity/uniqueAttribute/type/" + type + "?attr:qualifiedName=" + name)
        .path("entity")
        .path("classifications")
        .findValuesAsText("typeName");
  }

  private String guid(String type, String name) throws Exception {
    return get("/api/atlas/v2/entity/uniqueAttribute/type/" + type + "?attr:qualifiedName=" + name)
        .path("entity")
        .path("guid")
        .asText();
  }

  private JsonNode get(String path) throws Exception {
    return body(send("GET", path, ""));
  }

  private JsonNode body(HttpResponse<String> answer) throws Exception {
    return json.readTree(answer.body());
  }

  /** Sends JSON; single quotes stand for double ones. */
  private HttpResponse<String> send(String method, String path, String text) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.state().url() + path))
            .header("Authorization", login)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(text.replace('\'', '"')))
            .build(),
        BodyHandlers.ofString());
  }
}
