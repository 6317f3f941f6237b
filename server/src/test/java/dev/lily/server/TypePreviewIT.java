package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Another propagateTags of a relationship type: looked at before, confirmed, effective at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypePreviewIT {
  private static final String PREVIEW = "/api/lily/v1/propagation/preview";
  private static final String TYPEDEFS = "/api/atlas/v2/types/typedefs";
  private static final String COLUMNS = "hive_table_columns";
  private static final int TABLES = 101;
  private static final int WIDTH = 100;

  private Server server;
  private TestClient client;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    server = Servers.start(data);
    client = new TestClient(server, Servers.adminLogin(data));
    String end = "{'type':'hive_table','name':'%s','cardinality':'SET'}";
    ok(
        client.post(
            TYPEDEFS,
            "{'classificationDefs':[{'name':'SECRET'}],'relationshipDefs':[{'name':'beside',"
                + "'relationshipCategory':'ASSOCIATION','propagateTags':'NONE','endDef1':%s,'endDef2':%s}]}"
                    .formatted(end.formatted("besides"), end.formatted("besideOf"))));
    for (int table = 0; table < TABLES; table++) {
      ok(client.post("/api/atlas/v2/entity", table(table)));
    }
    for (int table = 0; table < 3; table++) {
      ok(
          client.post(
              "/api/atlas/v2/relationship",
              "{'typeName':'beside','end1':%s,'end2':%s}"
                  .formatted(reference(table), reference(table + 1))));
    }
    ok(
        client.post(
            "/api/atlas/v2/entity/guid/" + guid(0) + "/classifications",
            "[{'typeName':'SECRET'}]"));
  }

  private static String table(int number) {
    String name = "s.t" + number;
    String columns =
        IntStream.range(0, WIDTH)
            .mapToObj(
                i ->
                    "'-%d':{'guid':'-%d','typeName':'hive_column','attributes':{'qualifiedName':'%s.c%d@c','name':'c%d','type':'string','table':{'guid':'-1'}}}"
                        .formatted(i + 2, i + 2, name, i, i))
            .collect(Collectors.joining(","));
    return "{'entity':{'guid':'-1','typeName':'hive_table','attributes':{'qualifiedName':'%s@c','name':'t'}},'referredEntities':{%s}}"
        .formatted(name, columns);
  }

  private static String reference(int table) {
    return "{'typeName':'hive_table','uniqueAttributes':{'qualifiedName':'s.t%d@c'}}"
        .formatted(table);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void manyRelationshipsWantToBeConfirmedAndFollowAtOnce() throws Exception {
    String types = types(COLUMNS, "ONE_TO_TWO");
    JsonNode preview = ok(client.post(PREVIEW + "?limit=10", "{'types':" + types + "}"));

    assertThat(preview.path("proposal").asText()).isEqualTo("types");
    assertThat(preview.path("complete").asBoolean()).isTrue();
    assertThat(preview.path("relationshipCount").asInt()).isEqualTo(TABLES * WIDTH);
    assertThat(preview.at("/effects/0/gainedCount").asInt()).isEqualTo(WIDTH);
    assertThat(preview.at("/effects/0/gained")).hasSize(10);
    assertThat(preview.path("access").isObject()).isTrue();
    assertThat(carried("hive_column", "s.t0.c7@c")).isEmpty();

    TestClient.Answer refused = client.put(TYPEDEFS, types);
    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.message())
        .contains("[hive_table_columns] would turn 10100 relationships and change 100 assets")
        .contains("confirm=10100");
    assertThat(client.put(TYPEDEFS + "?confirm=10099", types).status()).isEqualTo(409);

    TestClient.Answer done = client.put(TYPEDEFS + "?confirm=10100", types);
    ok(done);
    assertThat(done.headers().firstValue("X-Lily-Position")).isPresent();
    assertThat(done.headers().firstValue("X-Lily-Index-Behind")).isEmpty();
    assertThat(carried("hive_column", "s.t0.c7@c")).containsExactly("SECRET");
    assertThat(ok(client.get("/api/lily/v1/propagation/status")).has("typesBeingFollowed"))
        .isFalse();

    JsonNode back = ok(client.post(PREVIEW, "{'types':" + types(COLUMNS, "NONE") + "}"));
    assertThat(back.at("/effects/0/lostCount").asInt()).isEqualTo(WIDTH);
    assertThat(back.at("/effects/0/heldBack/0/reason").asText()).isEqualTo("propagateTags NONE");
    ok(client.put(TYPEDEFS + "?confirm=10100", types(COLUMNS, "NONE")));
    assertThat(carried("hive_column", "s.t0.c7@c")).isEmpty();
  }

  /** Nothing travels along these now: the index does not even know them. */
  @Test
  void fewRelationshipsNeedNoConfirmation() throws Exception {
    String types = types("beside", "ONE_TO_TWO");
    JsonNode preview = ok(client.post(PREVIEW, "{'types':" + types + "}"));
    assertThat(preview.path("relationshipCount").asInt()).isEqualTo(3);
    assertThat(preview.at("/effects/0/gained").findValuesAsText("qualifiedName"))
        .containsExactlyInAnyOrder("s.t1@c", "s.t2@c", "s.t3@c");

    ok(client.put(TYPEDEFS, types));
    assertThat(carried("hive_table", "s.t3@c")).containsExactly("SECRET");
    ok(client.put(TYPEDEFS, types("beside", "NONE")));
    assertThat(carried("hive_table", "s.t3@c")).isEmpty();
  }

  @Test
  void whatTheChangeWouldBeRefusedForIsRefused() throws Exception {
    for (String body :
        List.of(
            "{'types':{}}",
            "{'types':" + types("beside", "NONE") + "}",
            "{'types':{'classificationDefs':[{'name':'SECRET','description':'x'}]}}")) {
      TestClient.Answer same = client.post(PREVIEW, body);
      assertThat(same.status()).as(same.text()).isEqualTo(400);
      assertThat(same.message()).contains("no relationship type would have another propagateTags");
    }
    String unknown = types("beside", "BOTH").replace("\"beside\"", "\"besid\"");
    TestClient.Answer refused = client.post(PREVIEW, "{'types':" + unknown + "}");
    assertThat(refused.status()).as(refused.text()).isIn(400, 404);
    assertThat(refused.message()).contains("besid");
    assertThat(client.put(TYPEDEFS + "?confirm=x", types("beside", "BOTH")).message())
        .contains("confirm must be a whole number");
  }

  private String types(String relationshipType, String propagateTags) throws Exception {
    ObjectNode def =
        (ObjectNode) ok(client.get("/api/atlas/v2/types/relationshipdef/name/" + relationshipType));
    def.put("propagateTags", propagateTags);
    return "{\"relationshipDefs\":[" + def + "]}";
  }

  private List<String> carried(String type, String name) throws Exception {
    return entity(type, name).path("classifications").findValuesAsText("typeName");
  }

  private String guid(int table) throws Exception {
    return entity("hive_table", "s.t" + table + "@c").path("guid").asText();
  }

  private JsonNode entity(String type, String name) throws Exception {
    return ok(client.get(
            "/api/atlas/v2/entity/uniqueAttribute/type/" + type + "?attr:qualifiedName=" + name))
        .path("entity");
  }

  private static JsonNode ok(TestClient.Answer answer) throws Exception {
    assertThat(answer.status()).as(answer.text()).isIn(200, 204);
    return answer.text().isEmpty() ? MissingNode.getInstance() : answer.json();
  }
}
