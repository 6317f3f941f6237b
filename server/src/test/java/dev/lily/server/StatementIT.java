package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.server.demo.ShopDemo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A statement on the shop is explained as Trino's questions about it are answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementIT {
  private static final String EXPLAIN = "/api/lily/v1/policies/explain";
  private static final String EMAIL = "file:/data/shop/warehouse/raw/customers#email";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Server server;
  private TestClient admin;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    server = Servers.start(data, Map.of("lily.audit.destination", "both"));
    admin = new TestClient(server, Servers.adminLogin(data));
    admin.post("/api/atlas/v2/types/typedefs", "{'classificationDefs':[{'name':'PII'}]}");
    try (var events = ShopDemo.class.getResourceAsStream("openlineage-events.jsonl")) {
      for (String event :
          new String(events.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        assertThat(admin.postRaw("/api/v1/lineage", event).status()).isEqualTo(201);
      }
    }
    String guid =
        admin
            .get(
                "/api/atlas/v2/entity/uniqueAttribute/type/openlineage_column?attr:qualifiedName="
                    + EMAIL.replace("#", "%23"))
            .json()
            .at("/entity/guid")
            .asText();
    admin.post("/api/atlas/v2/entity/guid/" + guid + "/classifications", "[{'typeName':'PII'}]");
    await()
        .untilAsserted(
            () ->
                assertThat(explain("bob", "SELECT email FROM customer_360").toString())
                    .contains("MASKED"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private JsonNode explain(String user, String sql) throws Exception {
    TestClient.Answer answer =
        admin.postRaw(
            EXPLAIN,
            JSON.writeValueAsString(
                Map.of(
                    "service", "trino", "user", user, "catalog", "shop", "schema", "marts", "sql",
                    sql)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** Rita may not see columns that are PII: the decision about one would tell that it is there. */
  @Test
  void aHiddenColumnIsExplainedAsOneThatIsNotThere() throws Exception {
    String rules = "/api/lily/v1/catalog-access";
    admin.put(
        "/api/lily/v1/users/rita", "{'password':'a-long-password','roles':{'default':['reader']}}");
    String hides =
        "{'version':0,'rules':[{'id':'pii','subjects':{'users':['rita']},'effect':'DENY',"
            + "'actions':['READ_METADATA'],'on':{'types':['openlineage_column'],'classifications':['PII']}}]}";
    assertThat(admin.put(rules, hides).status()).isEqualTo(200);
    TestClient rita = new TestClient(server, Servers.login("rita", "a-long-password"));
    String asked =
        "{'service':'trino','user':'bob','sql':'SELECT %s FROM shop.marts.customer_360'}";

    String hidden = rita.post(EXPLAIN, asked.formatted("email")).text();
    String missing = rita.post(EXPLAIN, asked.formatted("xmail")).text();

    assertThat(hidden).contains("\"verdict\":\"UNCERTAIN\"", "customer_360.email");
    assertThat(hidden).doesNotContain("PII", "MASKED");
    assertThat(hidden).isEqualTo(missing.replace("xmail", "email"));
    assertThat(rita.post(EXPLAIN, asked.formatted("customer_id")).text()).contains("CLEAR");
    assertThat(admin.post(EXPLAIN, asked.formatted("email")).text()).contains("MASKED");
  }

  @Test
  void columnsAreMaskedAsTrinoIsToldToMaskThem() throws Exception {
    JsonNode answer =
        explain(
            "bob", "SELECT c.*, o.customer_email FROM customer_360 c, staging.orders_enriched o");

    assertThat(answer.at("/unclear")).isEmpty();
    JsonNode view = answer.at("/views/0");
    assertThat(view.path("verdict").asText()).as(answer.toString()).isEqualTo("ALLOWED");
    List<String> names = new ArrayList<>();
    Map<String, String> masks = new HashMap<>();
    List<String> asked = new ArrayList<>();
    for (JsonNode access : view.path("accesses")) {
      String[] table = access.path("resource").asText().split("\\.", -1);
      for (JsonNode column : access.path("columns")) {
        String name = access.path("resource").asText() + "." + column.path("name").asText();
        names.add(name);
        if (column.path("sight").asText().equals("MASKED")) {
          masks.put(name, column.at("/mask/expression").asText());
        }
        asked.add(
            """
            {"column":{"catalogName":"%s","schemaName":"%s","tableName":"%s",
            "columnName":"%s","columnType":"varchar"}}\
            """
                .formatted(table[0], table[1], table[2], column.path("name").asText()));
      }
    }
    assertThat(names).hasSizeGreaterThan(3);
    Map<String, String> told = new HashMap<>();
    admin
        .postRaw(
            "/v1/data/trino/batchColumnMasks",
            """
            {"input":{"context":{"identity":{"user":"bob","groups":[]}},
            "action":{"operation":"GetColumnMask","filterResources":[%s]}}}\
            """
                .formatted(String.join(",", asked)))
        .json()
        .path("result")
        .forEach(
            mask ->
                told.put(
                    names.get(mask.path("index").asInt()),
                    mask.at("/viewExpression/expression").asText()));
    assertThat(masks)
        .isEqualTo(told)
        .containsKeys(
            "shop.marts.customer_360.email", "shop.staging.orders_enriched.customer_email");
  }

  @Test
  void aRowFilterIsExplainedAsTrinoIsToldToFilter() throws Exception {
    TestClient.Answer policy =
        admin.post(
            "/api/lily/v1/policies",
            "{'name':'Rolf sees few','subjects':{'users':['rolf']},'effect':{'kind':'filter-rows','expression':'country = \\u0027DE\\u0027'},"
                + "'target':{'resources':[{'elements':{'catalog':['shop'],'schema':['marts'],'table':['customer_360']}}]}}");
    assertThat(policy.status()).as(policy.text()).isEqualTo(201);

    JsonNode filter =
        explain("rolf", "SELECT country FROM customer_360").at("/views/0/accesses/1/rowFilter");
    assertThat(filter.path("condition").asText()).as(filter.toString()).isEqualTo("country = 'DE'");
    assertThat(filter.at("/policies/0/name").asText()).isEqualTo("Rolf sees few");
    assertThat(
            admin
                .postRaw(
                    "/v1/data/trino/rowFilters",
                    """
                    {"input":{"context":{"identity":{"user":"rolf","groups":[]}},
                    "action":{"operation":"GetRowFilters","resource":{"table":
                    {"catalogName":"shop","schemaName":"marts","tableName":"customer_360"}}}}}\
                    """)
                .json()
                .at("/result/0/expression"))
        .isEqualTo(filter.path("condition"));
    assertThat(
            explain("bob", "SELECT country FROM customer_360")
                .at("/views/0/accesses/1")
                .has("rowFilter"))
        .isFalse();
  }

  @Test
  void aChangeOfPoliciesIsTriedOnAStatement() throws Exception {
    String question =
        "{'service':'trino','user':'%s','sql':'SELECT email FROM shop.marts.customer_360',%s}";
    String mask =
        "{'name':'tried','mode':'%s','subjects':{'users':['mona']},'target':{'classifications':['PII']},"
            + "'effect':{'kind':'mask','type':'MASK_NULL'},'priority':1}";
    String trial = "'policy':" + mask.formatted("ENFORCE");
    JsonNode tried = admin.post(EXPLAIN, question.formatted("mona", trial)).json();
    String column = "/accesses/1/columns/0";
    assertThat(tried.at("/views/0" + column + "/mask/type").asText())
        .as(tried.toString())
        .isEqualTo("MASK_HASH");
    assertThat(tried.at("/views/0/proposed" + column + "/mask/type").asText())
        .isEqualTo("MASK_NULL");
    assertThat(tried.path("warnings").isArray()).isTrue();
    assertThat(
            admin
                .post(EXPLAIN, question.formatted("bob", trial))
                .json()
                .at("/views/0")
                .has("proposed"))
        .isFalse();
    long hashing = tried.at("/views/0" + column + "/policies/0/id").asLong();
    JsonNode without = admin.post(EXPLAIN, question.formatted("bob", "'remove':" + hashing)).json();
    assertThat(without.at("/views/0/proposed" + column + "/sight").asText())
        .as(without.toString())
        .isEqualTo("CLEAR");
    assertThat(
            admin
                .post(EXPLAIN, question.formatted("bob", trial + ",'remove':" + hashing))
                .message())
        .contains("policy or remove");

    TestClient.Answer watched = admin.post("/api/lily/v1/policies", mask.formatted("MONITOR"));
    assertThat(watched.status()).as(watched.text()).isEqualTo(201);
    JsonNode view = explain("mona", "SELECT email FROM customer_360").at("/views/0");
    assertThat(view.at(column + "/mask/type").asText()).isEqualTo("MASK_HASH");
    assertThat(view.at("/monitored" + column + "/mask/type").asText())
        .as(view.toString())
        .isEqualTo("MASK_NULL");
    assertThat(view.has("proposed")).isFalse();
  }

  @Test
  void aMaskIsExplainedByItsPolicyAndThePathOfItsClassification() throws Exception {
    JsonNode column =
        explain("bob", "SELECT email FROM customer_360").at("/views/0/accesses/1/columns/0");

    assertThat(column.path("sight").asText()).as(column.toString()).isEqualTo("MASKED");
    assertThat(column.at("/policies/0/name").asText()).isEqualTo("Personal data is hashed");
    assertThat(column.at("/policies/0/version").asLong()).isPositive();
    assertThat(column.at("/classifications/0/typeName").asText()).isEqualTo("PII");
    assertThat(column.at("/classifications/0/path/0").asText()).isEqualTo(EMAIL);
    assertThat(column.at("/classifications/0/path")).hasSizeGreaterThan(1);
    assertThat(
            admin
                .get("/api/lily/v1/entity/guid/" + column.path("guid").asText() + "/access")
                .status())
        .isEqualTo(200);
  }

  @Test
  void aDenyRefusesTheStatementAndAFilterIsTold() throws Exception {
    TestClient.Answer made =
        admin.post(
            "/api/lily/v1/policies",
            "{'name':'No writing for mallory','subjects':{'users':['mallory']},"
                + "'target':{'resources':[{'service':'*','elements':{'catalog':['shop'],'schema':['marts'],"
                + "'table':['customer_360']}}]},'effect':{'kind':'deny','accesses':['insert','delete']}}");
    assertThat(made.status()).as(made.text()).isBetween(200, 201);

    JsonNode view =
        explain("mallory", "INSERT INTO customer_360 SELECT * FROM customer_360").at("/views/0");
    assertThat(view.path("verdict").asText()).as(view.toString()).isEqualTo("REFUSED");
    assertThat(view.path("refusedBy").toString()).contains("No writing for mallory");
    assertThat(explain("mallory", "SELECT * FROM customer_360").at("/views/0/verdict").asText())
        .isEqualTo("ALLOWED");
    assertThat(explain("bob", "DELETE FROM customer_360").at("/views/0/verdict").asText())
        .isEqualTo("ALLOWED");

    JsonNode everybody =
        admin
            .post(
                EXPLAIN,
                "{'service':'trino','sql':'DELETE FROM shop.marts.customer_360 WHERE email IS"
                    + " NULL'}")
            .json();
    assertThat(everybody.path("principalCount").asInt()).isEqualTo(everybody.path("views").size());
    assertThat(everybody.path("views").toString()).contains("EVERYONE_ELSE", "mallory", "REFUSED");
  }

  @Test
  void whatIsNotKnownIsSaidAndWhatIsWrongIsRefused() throws Exception {
    JsonNode answer = explain("bob", "SELECT * FROM nobody_knows");
    assertThat(answer.at("/views/0/verdict").asText()).isEqualTo("UNCERTAIN");
    assertThat(answer.at("/unclear/0/what").asText()).isEqualTo("nobody_knows.*");

    refused("{'service':'trino','sql':'SELECT 1 FROM'}", 400, "line 1");
    refused("{'service':'nope','sql':'SELECT 1'}", 404, "nope");
    refused("{'service':'trino','sql':'SELECT 1 FROM t'}", 400, "catalog");
    refused("{'sql':'SELECT 1'}", 400, "service");
    refused("{'service':'trino'}", 400, "sql");
    refused("{'service':'trino','sql':'SELECT 1','what':1}", 400, "what");
    await()
        .untilAsserted(
            () ->
                assertThat(admin.get("/api/lily/v1/audit/decisions?source=explain").text())
                    .contains("nobody_knows"));
  }

  private void refused(String body, int status, String message) throws Exception {
    TestClient.Answer answer = admin.post(EXPLAIN, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.message()).contains(message);
  }
}
