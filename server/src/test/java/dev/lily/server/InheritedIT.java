package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Values that rules hand on, through the doors of a server, and over a restart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InheritedIT {
  private static final String RULES = "/api/lily/v1/propagation/rules";
  private static final String OWNER =
      "{'id':'owner-down','type':'INHERIT','aspect':'owner','over':'HIERARCHY','direction':'DOWN','depth':2,'mode':'FILL_BLANKS'}";
  private static final String INCIDENTS =
      "{'id':'affected-by','type':'INHERIT','aspect':'customAttributes.incident','over':'LINEAGE','depth':5,'mode':'COLLECT'}";

  private Path data;
  private Server server;
  private TestClient client;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    data = folder;
    open();
    created(
        "{'entity':{'guid':'-1','typeName':'hive_table','attributes':{'qualifiedName':'s.t@c',"
            + "'name':'t','columns':[{'guid':'-2'},{'guid':'-3'}]}},'referredEntities':{"
            + "'-2':{'guid':'-2','typeName':'hive_column','attributes':{'qualifiedName':'s.t.a@c','name':'a','type':'string','table':{'guid':'-1'}}},"
            + "'-3':{'guid':'-3','typeName':'hive_column','attributes':{'qualifiedName':'s.t.b@c','name':'b','type':'string','owner':'bob','table':{'guid':'-1'}}}}}");
    created(
        "{'entity':{'typeName':'hive_table','attributes':{'qualifiedName':'s.raw@c','name':'raw'},'customAttributes':{'incident':'INC-7'}}}");
    created(
        "{'entity':{'typeName':'hive_process','attributes':{'qualifiedName':'p@c','name':'p','userName':'u','startTime':1,'endTime':2,'operationType':'QUERY','queryText':'q','queryPlan':'q','queryId':'q',"
            + "'recentQueries':['q'],"
            + "'inputs':[{'typeName':'hive_table','uniqueAttributes':{'qualifiedName':'s.raw@c'}}],"
            + "'outputs':[{'typeName':'hive_table','uniqueAttributes':{'qualifiedName':'s.t@c'}}]}}}");
    created(
        "{'entity':{'typeName':'hive_table','attributes':{'qualifiedName':'s.t@c','name':'t','owner':'ann'}}}");
  }

  private void created(String entity) throws Exception {
    TestClient.Answer answer = client.post("/api/atlas/v2/entity", entity);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
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
  void valuesAreHandedOnUndoneAndOutliveARestart() throws Exception {
    String table = guid("hive_table", "s.t@c");
    String blank = guid("hive_column", "s.t.a@c");
    String owned = guid("hive_column", "s.t.b@c");
    assertThat(inherited(blank, "owner").path("from").asText()).isEqualTo("NONE");

    JsonNode preview =
        client
            .post(
                "/api/lily/v1/propagation/preview?access=false",
                "{'rules':[%s,%s]}".formatted(OWNER, INCIDENTS))
            .json();
    assertThat(preview.path("complete").asBoolean()).as(preview.toString()).isTrue();
    assertThat(preview.path("inherited").findValuesAsText("aspect"))
        .containsExactly("owner", "customAttributes.incident");
    assertThat(preview.path("inherited").findValuesAsText("gainedCount")).containsOnly("1");
    assertThat(preview.at("/inherited/0/examples/0/asset/guid").asText()).isEqualTo(blank);
    assertThat(preview.at("/inherited/0/examples/0/after/asset/guid").asText()).isEqualTo(table);

    long version = get(RULES).path("version").asLong();
    JsonNode put =
        client
            .put(RULES, "{'version':%d,'rules':[%s,%s]}".formatted(version, OWNER, INCIDENTS))
            .json();
    assertThat(put.path("version").asLong()).as(put.toString()).isEqualTo(version + 1);
    check(table, blank, owned);

    server.close();
    open();
    check(table, blank, owned);

    client.post(RULES + "/undo", "{'version':%d}".formatted(version + 1));
    assertThat(inherited(blank, "owner").path("from").asText()).isEqualTo("NONE");
    assertThat(inherited(owned, "owner").path("effectiveValue").asText()).isEqualTo("bob");
    assertThat(get("/api/lily/v1/entity/guid/" + table + "/inherited/targets").path("rules"))
        .isEmpty();
  }

  private void check(String table, String blank, String owned) throws Exception {
    JsonNode filled = inherited(blank, "owner");
    assertThat(filled.path("from").asText()).as(filled.toString()).isEqualTo("INHERITED");
    assertThat(filled.path("effectiveValue").asText()).isEqualTo("ann");
    assertThat(filled.path("rule").asText()).isEqualTo("owner-down");
    assertThat(filled.path("distance").asInt()).isEqualTo(1);
    assertThat(filled.at("/source/guid").asText()).isEqualTo(table);
    assertThat(filled.at("/path/0/relationshipType").asText()).isEqualTo("hive_table_columns");
    JsonNode own = inherited(owned, "owner");
    assertThat(own.path("from").asText()).isEqualTo("OWN");
    assertThat(own.path("effectiveValue").asText()).isEqualTo("bob");
    JsonNode collected = inherited(table, "customAttributes.incident").at("/collected/0");
    assertThat(collected.path("sourceCount").asInt()).as(collected.toString()).isEqualTo(1);
    assertThat(collected.at("/sources/0/value").asText()).isEqualTo("INC-7");
    assertThat(collected.at("/sources/0/distance").asInt()).isEqualTo(1);
    JsonNode targets = get("/api/lily/v1/entity/guid/" + table + "/inherited/targets?aspect=owner");
    assertThat(targets.at("/rules/0/targetCount").asInt()).as(targets.toString()).isEqualTo(1);
    assertThat(targets.at("/rules/0/targets/0/asset/guid").asText()).isEqualTo(blank);
  }

  @Test
  void anAspectThatNothingCanHaveIsRefused() throws Exception {
    String root = "/api/lily/v1/entity/guid/" + guid("hive_table", "s.t@c") + "/inherited";
    for (String path : List.of(root, root + "/targets")) {
      TestClient.Answer unknown = client.get(path + "?aspect=zzz");
      assertThat(unknown.status()).as(unknown.text()).isEqualTo(400);
      assertThat(unknown.message())
          .startsWith("aspect: no entity type has an attribute 'zzz'")
          .contains("rules hand on [");
      assertThat(client.get(path + "?aspect=qualifiedName").status()).isEqualTo(400);
      assertThat(client.get(path + "?aspect=customAttributes.any").status()).isEqualTo(200);
    }
    assertThat(client.get(root + "?aspect=ownr").message()).contains("near are [owner");
  }

  /** A table is end 2 of what a process reads: the tag travels against the relationship. */
  @Test
  void aHopReadsInTheDirectionOfTheClassification() throws Exception {
    String raw = guid("hive_table", "s.raw@c");
    client.post("/api/atlas/v2/types/typedefs", "{'classificationDefs':[{'name':'HOPS'}]}");
    TestClient.Answer tagged =
        client.post(
            "/api/atlas/v2/entity/guid/" + raw + "/classifications", "[{'typeName':'HOPS'}]");
    assertThat(tagged.status()).as(tagged.text()).isEqualTo(204);

    JsonNode reached =
        get("/api/lily/v1/entity/guid/" + raw + "/classification/HOPS/propagation").path("reached");

    for (JsonNode asset : reached) {
      if (asset.path("qualifiedName").asText().equals("s.t@c")) {
        assertThat(asset.path("path").findValuesAsText("from"))
            .as(reached.toString())
            .containsExactly("s.raw@c", "p@c");
        assertThat(asset.path("path").findValuesAsText("to")).containsExactly("p@c", "s.t@c");
      }
    }
    assertThat(reached.findValuesAsText("qualifiedName")).contains("s.t@c");
    client.delete("/api/atlas/v2/entity/guid/" + raw + "/classification/HOPS");
  }

  @Test
  void thePathLeadsFromTheSourceToTheAsset() throws Exception {
    String raw = guid("hive_table", "s.raw@c");
    String process = guid("hive_process", "p@c");
    String table = guid("hive_table", "s.t@c");
    long version = get(RULES).path("version").asLong();
    client.put(
        RULES,
        "{'version':%d,'rules':[%s]}"
            .formatted(version, INCIDENTS.replace("COLLECT", "FILL_BLANKS")));

    JsonNode answer = inherited(table, "customAttributes.incident");
    client.post(RULES + "/undo", "{'version':%d}".formatted(version + 1));

    JsonNode path = answer.path("path");
    assertThat(path).as(answer.toString()).hasSize(2);
    assertThat(path.findPath("relationshipGuid").asText()).isNotEmpty();
    assertThat(List.of(0, 1))
        .extracting(
            hop -> path.at("/%d/from/guid".formatted(hop)).asText(),
            hop -> path.at("/%d/to/guid".formatted(hop)).asText())
        .containsExactly(tuple(raw, process), tuple(process, table));
  }

  @Test
  void whatMakesNoSenseIsRefused() throws Exception {
    long version = get(RULES).path("version").asLong();
    TestClient.Answer answer =
        client.put(
            RULES,
            "{'version':%d,'rules':[%s,%s]}"
                .formatted(
                    version, OWNER, OWNER.replace("owner-down", "owner-up").replace("DOWN", "UP")));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("owner would go both ways over HIERARCHY");
    assertThat(
            client
                .put(RULES, "{'version':0,'rules':[%s]}".formatted(OWNER.replace("2", "99")))
                .text())
        .contains("rules[0].depth: 1 to 50 steps are expected, not 99");
    assertThat(
            client
                .put(RULES, "{'version':0,'rules':[%s]}".formatted(OWNER.replace("DOWN", "LEFT")))
                .text())
        .contains("rules[0].direction")
        .contains("DOWN");
    String none = "00000000-0000-4000-8000-000000000000";
    assertThat(client.get("/api/lily/v1/entity/guid/" + none + "/inherited").status())
        .isEqualTo(404);
    String table = guid("hive_table", "s.t@c");
    assertThat(client.get("/api/lily/v1/entity/guid/" + table + "/inherited?limit=0").text())
        .contains("limit must be from 1 to 1000");
  }

  private JsonNode inherited(String guid, String aspect) throws Exception {
    JsonNode answer = get("/api/lily/v1/entity/guid/" + guid + "/inherited?aspect=" + aspect);
    assertThat(answer.path("aspects")).as(answer.toString()).hasSize(1);
    return answer.path("aspects").get(0);
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
