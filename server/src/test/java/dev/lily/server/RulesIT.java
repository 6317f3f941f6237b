package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
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

  private Path data;
  private Server server;
  private TestClient client;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    data = folder;
    open();
    client.post(
        "/api/atlas/v2/types/typedefs",
        "{'classificationDefs':[{'name':'PII','attributeDefs':[{'name':'level','typeName':'string'}]},"
            + "{'name':'CONTAINS_PII'},{'name':'SECRET'}]}");
    client.post(
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

  private void open() throws Exception {
    server = Servers.start(data);
    client = new TestClient(server, Servers.adminLogin(data));
  }

  @Test
  void rulesAreVersionedUndoneAndOutliveARestart() throws Exception {
    String column = guid("hive_column", "s.t.a@c");
    assertThat(
            client
                .post(
                    "/api/atlas/v2/entity/guid/" + column + "/classifications",
                    "[{'typeName':'PII','attributes':{'level':'high'}}]")
                .status())
        .isEqualTo(204);
    assertThat(classifications("hive_table", "s.t@c")).isEmpty();

    String rules =
        "[%s,{'id':'lift','type':'LIFT','classifications':['PII'],'as':'CONTAINS_PII'}]"
            .formatted(STANDARD);
    JsonNode effect =
        client
            .post("/api/lily/v1/propagation/preview", "{'rules':" + rules + "}")
            .json()
            .path("effects")
            .path(0);
    assertThat(effect.path("classification").asText()).isEqualTo("CONTAINS_PII");
    assertThat(effect.path("gainedCount").asInt()).isEqualTo(1);

    long version = get(RULES).path("version").asLong();
    JsonNode lifted =
        client
            .put(
                RULES, "{'version':%d,'comment':'tables too','rules':%s}".formatted(version, rules))
            .json();
    assertThat(lifted.path("version").asLong()).as(lifted.toString()).isEqualTo(version + 1);
    assertThat(lifted.path("updatedBy").asText()).isEqualTo("admin");
    assertThat(classifications("hive_table", "s.t@c")).containsExactly("CONTAINS_PII");

    assertThat(client.delete("/api/atlas/v2/types/typedef/name/CONTAINS_PII").status())
        .isEqualTo(409);
    ObjectNode same = (ObjectNode) get(RULES);
    assertThat(client.put(RULES, same.toString()).status()).isEqualTo(200);

    server.close();
    open();
    assertThat(get(RULES).path("rules")).hasSize(3);
    assertThat(classifications("hive_table", "s.t@c")).containsExactly("CONTAINS_PII");

    JsonNode undone = client.post(RULES + "/undo", "{'version':%d}".formatted(version + 1)).json();
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
    client.post(
        "/api/atlas/v2/types/typedefs",
        "{'classificationDefs':[{'name':'LEVELLED','attributeDefs':[{'name':'level','typeName':'string'}]}]}");
    classify(table, "high");
    classify(column, "low");
    long version = get(RULES).path("version").asLong();
    String rules = "[%s,%s]".formatted(STANDARD, lower);
    client.put(RULES, "{'version':%d,'rules':%s}".formatted(version, rules));

    String order =
        "{'id':'levels','type':'SEVERITY','classification':'LEVELLED','attribute':'level','order':['low','high']}";
    JsonNode answer =
        client
            .post(
                "/api/lily/v1/propagation/preview",
                "{'rules':[%s,%s,%s]}".formatted(STANDARD, lower, order))
            .json();

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
      client.delete("/api/atlas/v2/entity/guid/" + asset + "/classification/LEVELLED");
    }
    client.post(RULES + "/undo", "{'version':%d}".formatted(version + 1));
  }

  private void classify(String asset, String level) throws Exception {
    TestClient.Answer answer =
        client.post(
            "/api/atlas/v2/entity/guid/" + asset + "/classifications",
            "[{'typeName':'LEVELLED','attributes':{'level':'%s'}}]".formatted(level));
    assertThat(answer.status()).as(answer.text()).isEqualTo(204);
  }

  @Test
  void anotherDirectionOfARelationshipTypeCountsForWhatIsThere() throws Exception {
    String table = guid("hive_table", "s.t@c");
    client.post(
        "/api/atlas/v2/entity/guid/" + table + "/classifications", "[{'typeName':'SECRET'}]");
    assertThat(classifications("hive_column", "s.t.b@c")).isEmpty();

    direct("hive_table_columns", "ONE_TO_TWO");
    await(() -> classifications("hive_column", "s.t.b@c").equals(List.of("SECRET")));

    direct("hive_table_columns", "NONE");
    await(() -> classifications("hive_column", "s.t.b@c").isEmpty());
    client.delete("/api/atlas/v2/entity/guid/" + table + "/classification/SECRET");
  }

  private void direct(String relationshipType, String propagateTags) throws Exception {
    ObjectNode def =
        (ObjectNode) get("/api/atlas/v2/types/relationshipdef/name/" + relationshipType);
    def.put("propagateTags", propagateTags);
    TestClient.Answer answer =
        client.put("/api/atlas/v2/types/typedefs", "{'relationshipDefs':[" + def + "]}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static void await(Callable<Boolean> reached) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(reached);
  }

  @Test
  void nobodyDeletesTheRulesAsAnAsset() throws Exception {
    long version = get(RULES).path("version").asLong();
    client
        .put(RULES, "{'version':%d,'comment':'kept','rules':[%s]}".formatted(version, STANDARD))
        .json();
    String guid =
        Awaitility.await()
            .until(
                () ->
                    client
                        .post("/api/atlas/v2/search/basic", "{'typeName':'lily_propagation_rules'}")
                        .json()
                        .at("/entities/0/guid")
                        .asText(),
                found -> !found.isEmpty());
    TestClient.Answer deleted = client.delete("/api/atlas/v2/entity/guid/" + guid);
    assertThat(deleted.status()).as(deleted.text()).isEqualTo(400);
    assertThat(deleted.text()).contains("changed by PUT /api/lily/v1/propagation/rules");
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
    refused(
        "{'id':'a','type':'LIFT','classifications':['PII']}",
        "rules[0].as: the name of a classification type is expected");
    refused(
        "{'id':'a','type':'SEVERITY','classification':'PII','order':['low','high']}",
        "rules[0].attribute: one of [level] is expected, of PII");
    refused(
        "{'id':'a','type':'INHERIT','aspect':'ownr'}",
        "rules[0].aspect: no entity type has an attribute 'ownr'; near are [owner");
    refused(
        "{'id':'a','type':'INHERIT','aspect':'owner'}",
        "depth: 1 to 50 steps are expected, but it is missing");
    refused("null", "rules[0]: a JSON object is expected");
    refused("{'id':'a','type':'FOO'}", "type: one of [BLOCK, LIFT, LOWER, SEVERITY");
    refused(
        "{'id':'a','type':'BLOCK','where':{'job':{}}}", "rules[0].where.job: a text is expected");
    assertThat(client.put(RULES, "{'version':0,'rulez':[]}").text())
        .contains("/rulez is unknown; known are [comment, confirm,");
    assertThat(client.post(RULES + "/undo", "{'version':0,'too':1}").text())
        .contains("/too is unknown");
    assertThat(client.put(RULES, "{'rules':[]}").text()).contains("version: the version that you");
    TestClient.Answer late = client.put(RULES, "{'version':77,'rules':[]}");
    assertThat(late.status()).as(late.text()).isEqualTo(409);
    assertThat(late.text()).contains("read them again");
    assertThat(
            client
                .post(
                    "/api/atlas/v2/entity",
                    "{'entity':{'typeName':'lily_propagation_rules','attributes':{'qualifiedName':'propagation-rules','rules':'x','version':1}}}")
                .text())
        .contains("PUT /api/lily/v1/propagation/rules");
  }

  @Test
  void whatNobodyKnowsInAPreviewIsRefusedWithItsPlace() throws Exception {
    String preview = "/api/lily/v1/propagation/preview";
    String column = guid("hive_column", "s.t.b@c");
    String classify = "{'classify':{'guid':'%s','classification':{%s}}}";

    TestClient.Answer misspelt =
        client.post(preview, classify.formatted(column, "'typeName':'PII','propagte':false"));
    assertThat(misspelt.status()).isEqualTo(400);
    assertThat(misspelt.message()).contains("/classify/classification/propagte is unknown");
    TestClient.Answer unknown =
        client.post(preview, classify.formatted(column, "'typeName':'NOPE'"));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.message()).startsWith("/classify/classification/typeName: there is no");
    assertThat(client.post(preview + "?access=maybe", "{'rules':[]}").message())
        .isEqualTo("access must be true or false, not 'maybe'");
  }

  @Test
  void ofAnAssetThatIsNotThereWhyAndPropagationSayTheSame() throws Exception {
    String nobody = "/api/lily/v1/entity/guid/00000000-0000-4000-8000-000000000000/classification/";
    String column =
        "/api/lily/v1/entity/guid/" + guid("hive_column", "s.t.b@c") + "/classification/";
    for (String path : List.of(nobody + "PII", column + "NOPE")) {
      TestClient.Answer why = client.get(path + "/why");
      TestClient.Answer propagation = client.get(path + "/propagation");
      assertThat(why.status()).isEqualTo(404);
      assertThat(propagation.status()).isEqualTo(404);
      assertThat(propagation.message()).isEqualTo(why.message());
      assertThat(propagation.json().path("code")).isEqualTo(why.json().path("code"));
    }
  }

  private void refused(String rules, String reason) throws Exception {
    long version = get(RULES).path("version").asLong();
    TestClient.Answer answer =
        client.put(RULES, "{'version':%d,'rules':[%s]}".formatted(version, rules));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().toString()).contains(reason);
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
    return client.get(path).json();
  }
}
