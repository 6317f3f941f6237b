package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.server.TestClient.Answer;
import dev.lily.server.http.Method;
import dev.lily.server.http.Route;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A steward writes policies over HTTP; Trino's next question is answered accordingly. */
class PolicyIT {
  private static final String NOBODY = "7f0c17e2-0000-8000-8000-000000000000";
  private static final String POLICIES = "/api/lily/v1/policies";
  private static final String TEMPLATES = "/api/lily/v1/policy-templates";
  private static final String PRINCIPALS = "/api/lily/v1/principals";

  @TempDir Path data;
  private Server server;
  private TestClient admin;

  @BeforeEach
  void start() throws Exception {
    server = Servers.start(data);
    admin = new TestClient(server, Servers.adminLogin(data));
    admin.post(
        "/api/atlas/v2/types/typedefs",
        "{'classificationDefs':[{'name':'PERSONAL'},{'name':'PII','superTypes':['PERSONAL'],"
            + "'attributeDefs':[{'name':'level','typeName':'int'}]}]}");
    created("a", 1);
    created("b", 9);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void created(String column, int level) throws Exception {
    Answer answer =
        admin.post(
            "/api/atlas/v2/entity",
            ("{'entity':{'typeName':'trino_column','attributes':{'qualifiedName':'lake.s.t.%1$s@lily',"
                    + "'name':'%1$s','data_type':'varchar','ordinal_position':1,'column_default':'','comment':'',"
                    + "'is_nullable':true,'table':{'guid':'-9'}},'classifications':[{'typeName':'PII','attributes':{'level':%2$d}}]},"
                    + "'referredEntities':{'-9':{'guid':'-9','typeName':'trino_table','attributes':{'qualifiedName':'lake.s.t@lily','name':'t'}}}}")
                .formatted(column, level));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private String masked(String user, String column) throws Exception {
    Answer answer =
        admin.post(
            "/v1/data/trino/columnMask",
            ("{'input':{'context':{'identity':{'user':'%s','groups':[]}},'action':{'operation':'GetColumnMask',"
                    + "'resource':{'column':{'catalogName':'lake','schemaName':'s','tableName':'t','columnName':'%s','columnType':'varchar'}}}}}")
                .formatted(user, column));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().at("/result/expression").asText();
  }

  @Test
  void aPolicyIsWrittenComparedAndBroughtBack() throws Exception {
    long standard =
        admin.get(POLICIES + "?classification=PII").json().at("/policies/0/id").asLong();
    await().untilAsserted(() -> assertThat(masked("bob", "b")).contains("sha256"));

    JsonNode before = admin.get(POLICIES + '/' + standard).json();
    String narrowed =
        before
            .toString()
            .replace(
                "\"where\":[]",
                "\"where\":[{\"attribute\":\"level\",\"operator\":\">=\",\"values\":[\"5\"]}]");
    Answer changed = admin.put(POLICIES + '/' + standard, narrowed);
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.json().path("warnings")).isEmpty();
    assertThat(masked("bob", "a")).isEmpty();
    assertThat(masked("bob", "b")).contains("sha256");

    Answer late = admin.put(POLICIES + '/' + standard, narrowed);
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.message())
        .contains("version: policy " + standard + " is at version 2 now, not 1");

    JsonNode diff = admin.get(POLICIES + '/' + standard + "/diff").json();
    assertThat(diff.path("changes").findValuesAsText("field")).containsExactly("target.where");
    assertThat(diff.path("updatedBy").asText()).isEqualTo("admin");

    Answer back = admin.post(POLICIES + '/' + standard + "/restore", "{'to':1,'version':2}");
    assertThat(back.json().path("version").asLong()).as(back.text()).isEqualTo(3);
    assertThat(masked("bob", "a")).contains("sha256");

    assertThat(admin.delete(POLICIES + '/' + standard + "?version=3").status()).isEqualTo(204);
    assertThat(masked("bob", "a")).isEmpty();
    assertThat(admin.get(POLICIES + '/' + standard).status()).isEqualTo(404);
    JsonNode versions = admin.get(POLICIES + '/' + standard + "/versions").json().path("versions");
    assertThat(versions).hasSize(4);
    assertThat(versions.at("/2/removed").isMissingNode()).isTrue();
    assertThat(versions.at("/3/removed").asBoolean()).isTrue();
    assertThat(versions.at("/3/version").asLong()).isEqualTo(4);
    assertThat(versions.at("/3/updatedBy").asText()).isEqualTo("admin");
    String restore = POLICIES + '/' + standard + "/restore";
    assertThat(admin.post(restore, "{'to':3,'version':3}").status()).isEqualTo(409);
    Answer revived = admin.post(restore, "{'to':3,'version':4}");
    assertThat(revived.status()).as(revived.text()).isEqualTo(200);
    assertThat(revived.json().path("id").asLong()).isEqualTo(standard);
    assertThat(revived.json().path("version").asLong()).isEqualTo(5);
    assertThat(masked("bob", "a")).contains("sha256");
    assertThat(admin.delete(POLICIES + '/' + standard + "?version=5").status()).isEqualTo(204);

    server.close();
    server = Servers.start(data);
    admin = new TestClient(server, Servers.adminLogin(data));
    assertThat(masked("bob", "a")).isEmpty();
  }

  @Test
  void aMonitoredPolicyIsWatchedAndThenPutInForce() throws Exception {
    Answer made =
        admin.post(
            POLICIES,
            "{'name':'Nobody sees b','subjects':{'everyone':true},'mode':'MONITOR','priority':1,"
                + "'target':{'classifications':['PII'],'where':[{'attribute':'level','operator':'>=','values':['5']}]},"
                + "'effect':{'kind':'mask','type':'MASK_NULL'}}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String policy = POLICIES + '/' + made.json().path("id").asLong();

    await()
        .untilAsserted(
            () -> {
              assertThat(masked("bob", "b")).contains("sha256");
              JsonNode seen = admin.get(policy + "/observations").json();
              assertThat(seen.path("total").asLong()).as(seen.toString()).isPositive();
              assertThat(seen.at("/observations/0/resource").asText()).isEqualTo("lake.s.t.b");
              assertThat(seen.at("/observations/0/outcome").asText()).isEqualTo("MASKED");
              assertThat(seen.path("distinct").asInt()).isEqualTo(1);
            });
    String guid =
        admin
            .get(
                "/api/atlas/v2/entity/uniqueAttribute/type/trino_column/header?attr:qualifiedName=lake.s.t.b@lily")
            .json()
            .path("guid")
            .asText();
    JsonNode view =
        admin.get("/api/lily/v1/entity/guid/" + guid + "/access?user=bob").json().at("/views/0");
    assertThat(view.at("/mask/expression").asText()).as(view.toString()).contains("sha256");
    assertThat(view.at("/monitored/mask/expression").asText()).isEqualTo("cast(NULL as varchar)");
    JsonNode simulated =
        admin.post(POLICIES + "/simulate", "{'policy':" + admin.get(policy).text() + "}").json();
    assertThat(simulated.path("principals")).as(simulated.toString()).isEmpty();
    assertThat(simulated.at("/monitored/resources").asInt()).isPositive();

    String enforced = admin.get(policy).text().replace("MONITOR", "ENFORCE");
    assertThat(admin.put(policy, enforced).status()).isEqualTo(200);
    assertThat(masked("bob", "b")).isEqualTo("cast(NULL as varchar)");
    assertThat(admin.get(policy + "/versions").json().path("versions").findValuesAsText("mode"))
        .containsExactly("MONITOR", "ENFORCE");
    assertThat(admin.get(policy + "/observations").json().path("version").asLong()).isOne();
  }

  @Test
  void policiesNameUsersByTheirAttributes() throws Exception {
    Answer policy =
        admin.post(
            POLICIES,
            "{'name':'Levels','subjects':{'everyone':true},'target':{'classifications':['PII']},"
                + "'effect':{'kind':'mask','type':'MASK_NULL'},'priority':1,'labels':['gdpr'],"
                + "'exceptions':{'attributes':{'department':['legal']}}}");
    assertThat(policy.status()).as(policy.text()).isEqualTo(201);
    assertThat(masked("bob", "a")).isEqualTo("cast(NULL as varchar)");

    Answer moved = admin.put(PRINCIPALS + "/users/bob", "{'attributes':{'department':'Legal'}}");
    assertThat(moved.status()).as(moved.text()).isEqualTo(200);
    assertThat(masked("bob", "a")).isEmpty();
    assertThat(masked("ann", "a")).isEqualTo("cast(NULL as varchar)");
    assertThat(admin.get(POLICIES + "?label=gdpr").json().path("total").asInt()).isEqualTo(1);

    admin.put(PRINCIPALS + "/groups/crew", "{'attributes':{'department':'legal'}}");
    admin.put(PRINCIPALS + "/users/ann", "{'groups':['crew']}");
    assertThat(masked("ann", "a")).isEmpty();
    assertThat(admin.delete(PRINCIPALS + "/users/ann").status()).isEqualTo(200);
    assertThat(masked("ann", "a")).isEqualTo("cast(NULL as varchar)");
    assertThat(admin.delete(PRINCIPALS + "/users/ann").status()).isEqualTo(404);
  }

  @Test
  void nobodyIsLockedOutByTheWay() throws Exception {
    admin.put(PRINCIPALS + "/users/olga", "{'attributes':{'department':'legal'}}");
    Answer closed =
        admin.post(
            POLICIES,
            "{'name':'closed','subjects':{'everyone':true},'exceptions':{'users':['olga']},'effect':{'kind':'deny'},"
                + "'target':{'resources':[{'elements':{'catalog':['lake'],'schema':['hr']}}]}}");
    assertThat(closed.status()).as(closed.text()).isEqualTo(201);
    Answer last = admin.delete(PRINCIPALS + "/users/olga");
    assertThat(last.status()).as(last.text()).isEqualTo(409);
    assertThat(last.message()).contains("'closed'", "lake.hr.*.* in trino", "force=true");
    long version = admin.get(PRINCIPALS).json().path("version").asLong();
    Answer wiped = admin.put(PRINCIPALS, "{}");
    assertThat(wiped.status()).isEqualTo(400);
    assertThat(wiped.message()).contains("version: the version that you read is expected");
    Answer stale = admin.put(PRINCIPALS, "{'version':" + (version + 1) + "}");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.message()).contains("read them again");
    Answer all = admin.put(PRINCIPALS, "{'version':" + version + "}");
    assertThat(all.status()).isEqualTo(409);
    assertThat(all.message()).contains("'closed'");
    Answer groups =
        admin.put(
            PRINCIPALS,
            "{'version':%d,'users':{'olga':{}},'groups':{'berlin':{'attributes':{'country':'DE'}},'rome':{'country':'IT'}}}"
                .formatted(version));
    assertThat(groups.status()).as(groups.text()).isEqualTo(200);
    assertThat(groups.json().at("/groups/berlin/country").asText()).isEqualTo("DE");
    assertThat(groups.json().at("/groups/rome/country").asText()).isEqualTo("IT");
    assertThat(admin.put(PRINCIPALS + "/roles/a", "{'roles':['a']}").message())
        .contains("roles: 'a' contains itself");
    assertThat(admin.put(PRINCIPALS + "/roles/a", "{'roles':['b']}").status()).isEqualTo(200);
    assertThat(admin.put(PRINCIPALS + "/roles/b", "{'roles':['a']}").status()).isEqualTo(400);
    assertThat(admin.delete(PRINCIPALS + "/users/olga?force=true").status()).isEqualTo(200);

    masked("bob", "a");
    Answer used = admin.delete("/api/lily/v1/services/trino");
    assertThat(used.status()).as(used.text()).isEqualTo(409);
    assertThat(used.message()).contains("service 'trino' is used by [OPA at ", "force=true");
    assertThat(admin.delete("/api/lily/v1/services/trino?force=true").status()).isEqualTo(204);
  }

  @Test
  void templatesAreFilledInAndLockingOutIsConfirmed() throws Exception {
    assertThat(admin.get(TEMPLATES).json().path("templates").findValuesAsText("name"))
        .contains("mask-classification", "classification");
    Answer shown =
        admin.post(TEMPLATES + "/mask-classification?dryRun=true", "{'classification':'PII'}");
    assertThat(shown.json().at("/effect/type").asText()).isEqualTo("MASK_HASH");
    Answer closed = admin.post(TEMPLATES + "/deny-classification", "{'classification':'PII'}");
    assertThat(closed.status()).isEqualTo(409);
    assertThat(closed.message()).contains("nobody could read what is classified PII in trino");
    Answer ghost =
        admin.post(
            POLICIES,
            "{'name':'all but a ghost','subjects':{'everyone':true},'effect':{'kind':'deny'},"
                + "'target':{'resources':[{'elements':{'catalog':['*']}}]},'exceptions':{'users':['ghost']}}");
    assertThat(ghost.status()).as(ghost.text()).isEqualTo(409);
    assertThat(ghost.message()).contains("directory");
    assertThat(
            admin
                .post(TEMPLATES + "/deny-classification?force=true", "{'classification':'PII'}")
                .status())
        .isEqualTo(201);
    assertThat(
            admin
                .post(
                    TEMPLATES + "/allow-reading",
                    "{'resource':'lake.s','groups':['analysts','dpo']}")
                .json()
                .at("/subjects/groups"))
        .hasSize(2);
  }

  @Test
  void whatNoEngineWouldApplyIsRefusedAtEveryDoor() throws Exception {
    String deny =
        "{'name':'closed','subjects':{'everyone':true},'exceptions':{'groups':['dpo']},'effect':{'kind':'deny','accesses':['%s']},"
            + "'target':{'resources':[{'service':'%s','elements':%s}]}}";
    String table = deny.formatted("select", "trino", "{'table':['t']}");
    for (String path : List.of(POLICIES, POLICIES + "?dryRun=true", POLICIES + "?force=true")) {
      Answer refused = admin.post(path, table);
      assertThat(refused.status()).as(path).isEqualTo(400);
      assertThat(refused.message())
          .contains("target.resources[0].elements", "[catalog, schema] are missing");
    }
    refused(
        deny.formatted("read", "trino", "{'catalog':['lake']}"), "'read' is no access of trino");
    String column = "{'resource':'lake.s.t.a','condition':'a = 1'}";
    for (String query : List.of("", "?dryRun=true")) {
      Answer rows = admin.post(TEMPLATES + "/filter-rows" + query, column);
      assertThat(rows.status()).as(rows.text()).isEqualTo(400);
      assertThat(rows.message()).contains("target.resources[0].elements", "'column'");
    }
    String other = deny.formatted("select", "*", "{'database':['d'],'table':['t']}");
    Answer tried = admin.post(POLICIES + "?dryRun=true", other);
    assertThat(tried.status()).as(tried.text()).isEqualTo(200);
    assertThat(tried.json().path("warnings").toString()).contains("no service here", "hive");
    Answer locked =
        admin.post(
            POLICIES + "?dryRun=true",
            "{'name':'closed','subjects':{'everyone':true},'effect':{'kind':'deny'},'target':{'resources':[{'elements':{'catalog':['lake']}}]}}");
    assertThat(locked.status()).isEqualTo(409);
    JsonNode all = admin.get(POLICIES).json();
    assertThat(all.path("total").asInt()).isEqualTo(3);
    assertThat(all.path("warnings")).isEmpty();

    admin.put("/api/lily/v1/services/lake", "{'name':'lake','type':'hive','rules':[]}");
    assertThat(
            admin
                .post(
                    POLICIES + "?force=true",
                    deny.formatted("select", "lake", "{'database':['d']}"))
                .status())
        .isEqualTo(201);
    admin.delete("/api/lily/v1/services/lake?force=true");
    JsonNode left = admin.get(POLICIES).json();
    assertThat(left.path("total").asInt()).isEqualTo(4);
    assertThat(left.at("/warnings/0/warning").asText()).contains("there is no service 'lake'");
  }

  @Test
  void whatIsWrongIsNamed() throws Exception {
    String policy =
        "{'name':'p','subjects':{'everyone':true},'target':{'classifications':['PII']},'effect':{'kind':'mask','type':'MASK'}%s}";
    refused(policy.formatted(",'exeptions':{}"), "unknown field /exeptions", "exceptions");
    refused(policy.replace("'MASK'", "'MUSK'").formatted(""), "MASK_HASH");
    refused(policy.replace("'mask'", "'musk'").formatted(""), "/effect", "musk");
    refused(policy.replace("'PII'", "").formatted(""), "needs classifications or resources");
    refused(
        "{'name':'p','subjects':{'everyone':true},'target':{'classifications':['PII'],'where':[{'attribute':'levle','operator':'=','values':['1']}]},'effect':{'kind':'mask','type':'MASK'}}",
        "target.where",
        "levle",
        "level");
    refused(
        policy.replace("'subjects'", "'subject'").formatted(""),
        "/subject",
        "did you mean subjects?");
    refused("{", "not JSON");
    refused(policy.replace("'name':'p',", "").formatted(""), "at /name of the body");
    refused(policy.formatted(",'priority':7"), "at /priority of the body: 0 or 1", "7");
    refused(policy.replace(",'type':'MASK'", "").formatted(""), "at /effect/type of the body");
    refused(
        policy.replace("'MASK'", "'CUSTOM'").formatted(""), "at /effect/expression of the body");
    refused(
        policy.replace("'mask','type':'MASK'", "'filter-rows'").formatted(""),
        "at /effect/expression of the body");
    refused(policy.replace("'classifications':['PII']", "").formatted(""), "at /target of the");
    Answer number = admin.post(TEMPLATES + "/mask-classification", "{'classification':5}");
    assertThat(number.status()).isEqualTo(400);
    assertThat(number.message()).contains("at /classification of the body: a text", "not 5");
    Answer custom =
        admin.post(TEMPLATES + "/mask-classification", "{'classification':'PII','mask':'CUSTOM'}");
    assertThat(custom.message()).contains("mask: one of [MASK,", "'CUSTOM'").doesNotContain("but");
    for (Route route : server.routes()) {
      if (route.method() == Method.GET && isStrict(route.path())) {
        String path = route.path().replaceAll("\\{guid}", NOBODY).replaceAll("\\{\\w+}", "1");
        Answer odd = admin.get(path + "?limitt=3");
        assertThat(odd.status()).as(path).isEqualTo(400);
        assertThat(odd.message()).as(path).contains("unknown query parameter 'limitt'");
      }
    }
    assertThat(admin.post(POLICIES + "?froce=true", policy.formatted("")).message())
        .contains("did you mean force?");
    assertThat(admin.get(POLICIES + "/77").status()).isEqualTo(404);
    assertThat(admin.get(POLICIES + "/x").message()).contains("id: a whole number");

    admin.put(
        "/api/lily/v1/users/rita", "{'password':'rita-rita-rita','roles':{'default':['reader']}}");
    TestClient reader = new TestClient(server, Servers.login("rita", "rita-rita-rita"));
    assertThat(reader.get(POLICIES).status()).isEqualTo(200);
    assertThat(reader.post(POLICIES, policy.formatted("")).status()).isEqualTo(403);
    assertThat(reader.put(PRINCIPALS + "/users/rita", "{}").status()).isEqualTo(403);
  }

  /** Whoever asks whether the server lives may send what they like. */
  private static boolean isStrict(String path) {
    return path.startsWith("/api/lily/v1/") && !path.startsWith("/api/lily/v1/health/");
  }

  private void refused(String policy, String... words) throws Exception {
    Answer answer = admin.post(POLICIES, policy);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.message()).contains(words);
  }

  @Test
  void aReportSaysWhoSeesWhatAndWhy() throws Exception {
    admin.put(PRINCIPALS + "/users/olga", "{'groups':['privacy_officers']}");
    String access = "/api/lily/v1/entity/guid/" + guid("lake.s.t.a@lily") + "/access";
    await()
        .untilAsserted(
            () ->
                assertThat(admin.get(access).json().path("views"))
                    .extracting(view -> view.path("sight").asText())
                    .containsExactly("MASKED", "CLEAR", "CLEAR"));
    JsonNode report = admin.get(access).json();
    assertThat(report.path("principalCount").asInt()).isEqualTo(3);
    assertThat(report.at("/views/0/kind").asText()).isEqualTo("EVERYONE_ELSE");
    assertThat(report.at("/views/0/mask/type").asText()).isEqualTo("MASK_HASH");
    assertThat(report.at("/views/0/policies/0/name").asText()).isEqualTo("Personal data is hashed");
    assertThat(report.at("/views/0/classifications/0/path/0").asText())
        .isEqualTo("lake.s.t.a@lily");
    assertThat(report.at("/views/1/name").asText()).isEqualTo("privacy_officers");
    assertThat(report.at("/views/1/everyoneElse/reason").asText())
        .contains("because of PII", "'Personal data is hashed'");
    assertThat(report.at("/views/0").has("everyoneElse")).isFalse();

    assertThat(admin.get(access + "?user=olga").json().at("/views/0/sight").asText())
        .isEqualTo("CLEAR");
    assertThat(admin.get(access + "?user=bob").json().at("/views/0/sight").asText())
        .isEqualTo("MASKED");
    assertThat(
            admin
                .get(access + "?user=bob&group=privacy_officers")
                .json()
                .at("/views/0/sight")
                .asText())
        .isEqualTo("CLEAR");
    assertThat(admin.get(access + "?format=csv").text().lines())
        .hasSize(4)
        .element(1)
        .asString()
        .startsWith("lake.s.t.a@lily,trino,lake.s.t.a,EVERYONE_ELSE,,MASKED,");
    assertThat(admin.get(access + "?format=xml").message()).contains("json or csv");

    String table = "/api/lily/v1/entity/guid/" + guid("trino_table", "lake.s.t@lily") + "/access";
    JsonNode bob = admin.get(table + "?user=bob").json().at("/views/0");
    assertThat(bob.path("sight").asText()).as(bob.toString()).isEqualTo("CLEAR");
    assertThat(bob.path("summary").asText()).matches("CLEAR, \\d of \\d columns MASKED");
    assertThat(bob.at("/columns/other").findValuesAsText("name")).contains("a");
    assertThat(admin.get(table + "?user=bob&format=csv").text()).contains("a MASKED");
    assertThat(admin.get(table).text()).doesNotContain("lily_any");
  }

  @Test
  void aProposalIsTriedOnEverybody() throws Exception {
    String simulate = POLICIES + "/simulate";
    admin.put(PRINCIPALS + "/users/olga", "{'attributes':{'department':'legal'}}");
    await().untilAsserted(() -> assertThat(masked("bob", "b")).contains("sha256"));
    String policy =
        "{'policy':{'name':'Levels','subjects':{'everyone':true},'target':{'classifications':['PII'],"
            + "'where':[{'attribute':'level','operator':'>','values':['5']}]},"
            + "'effect':{'kind':'deny'},'exceptions':{'attributes':{'department':['legal']}}}}";
    JsonNode answer = admin.post(simulate, policy).json();
    assertThat(answer.path("assets").asInt()).as(answer.toString()).isEqualTo(2);
    assertThat(answer.at("/principals").findValuesAsText("kind"))
        .containsExactly("EVERYONE_ELSE", "GROUP", "ROLE");
    assertThat(answer.at("/principals/0/shifts/0/before").asText()).isEqualTo("MASKED");
    assertThat(answer.at("/principals/0/shifts/0/after").asText()).isEqualTo("DENIED");
    assertThat(answer.at("/principals/0/shifts/0/examples/0/resource").asText())
        .isEqualTo("lake.s.t.b");
    assertThat(answer.at("/principals/1/losesClear").asInt()).isEqualTo(1);
    assertThat(masked("bob", "b")).contains("sha256");

    assertThat(
            admin
                .post(
                    simulate,
                    policy.replace("PII", "PERSONAL").replaceAll("\\{'attribute'.*?\\}", ""))
                .json()
                .path("assets")
                .asInt())
        .isEqualTo(2);
    JsonNode removed = admin.post(simulate, "{'remove':3}").json();
    assertThat(removed.at("/principals/0/gainsClear").asInt()).isEqualTo(2);

    JsonNode rows =
        admin
            .post(
                simulate,
                "{'policy':{'name':'rows','subjects':{'everyone':true},'target':{'resources':["
                    + "{'elements':{'catalog':['lake'],'schema':['s'],'table':['t']}}]},"
                    + "'effect':{'kind':'filter-rows','expression':'a = 1'}}}")
            .json();
    assertThat(rows.at("/principals/0/shifts/0/after").asText())
        .as(rows.toString())
        .isEqualTo("ROWS_FILTERED");
    assertThat(admin.post(simulate, "{}").message()).contains("exactly one");
  }

  private String guid(String column) throws Exception {
    return guid("trino_column", column);
  }

  private String guid(String type, String name) throws Exception {
    return admin
        .get("/api/atlas/v2/entity/uniqueAttribute/type/" + type + "?attr:qualifiedName=" + name)
        .json()
        .at("/entity/guid")
        .asText();
  }

  @Test
  void anAssetKnowsWhatItIsInEachEngine() throws Exception {
    Answer service =
        admin.put(
            "/api/lily/v1/services/trino-eu",
            "{'name':'trino-eu','type':'trino','rules':[{'assetType':'trino_column',"
                + "'qualifiedName':'{source}.{schema}.{table}.{column}@{instance}','fixed':{'catalog':'eu','source':'lake','instance':'lily'}}]}");
    assertThat(service.status()).as(service.text()).isEqualTo(200);
    assertThat(service.json().path("id").asLong()).isEqualTo(2);
    String guid = guid("lake.s.t.a@lily");
    JsonNode resources =
        admin.get("/api/lily/v1/entity/guid/" + guid + "/resources").json().path("resources");
    assertThat(resources.findValuesAsText("service"))
        .containsExactlyInAnyOrder("trino", "trino-eu");
    assertThat(resources.findValuesAsText("resource"))
        .containsExactlyInAnyOrder("lake.s.t.a", "eu.s.t.a");
    assertThat(resources.at("/0/tags").toString()).isEqualTo("[\"PERSONAL\",\"PII\"]");

    long named =
        admin
            .post(
                "/api/lily/v1/policies",
                "{'name':'eu','subjects':{'everyone':true},'effect':{'kind':'mask','type':'MASK_NULL'},"
                    + "'target':{'resources':[{'service':'trino-eu','elements':{'catalog':['eu'],"
                    + "'schema':['s'],'table':['t'],'column':['a']}}]}}")
            .json()
            .path("id")
            .asLong();
    Answer kept = admin.delete("/api/lily/v1/services/trino-eu");
    assertThat(kept.status()).isEqualTo(409);
    assertThat(kept.message()).contains("named by 1 policies, such as [eu]", "force=true");
    assertThat(admin.delete("/api/lily/v1/services/trino-eu?force=true").status()).isEqualTo(204);
    assertThat(admin.delete("/api/lily/v1/policies/" + named).status()).isEqualTo(204);
    assertThat(admin.get("/api/lily/v1/services/trino-eu").status()).isEqualTo(404);
    Answer back =
        admin.put("/api/lily/v1/services/hive", "{'name':'hive','type':'hive','rules':[]}");
    assertThat(back.json().path("id").asLong()).isEqualTo(3);
    Answer wrong =
        admin.put(
            "/api/lily/v1/services/x",
            "{'name':'x','type':'trino','rules':[{'assetType':'t','qualifiedName':'{table}'}]}");
    assertThat(wrong.message())
        .contains("at /rules/0/qualifiedName of the body: ", "names the elements [table]");
    Answer twice = admin.put("/api/lily/v1/services/Trino", "{'name':'Trino','type':'trino'}");
    assertThat(twice.status()).isEqualTo(400);
    assertThat(twice.message()).contains("there is a service 'trino'");
    Answer early =
        admin.put(
            "/api/lily/v1/services/hive",
            "{'name':'hive','type':'hive','rules':[{'assetType':'no_type','qualifiedName':'{database}@x'}]}");
    assertThat(early.json().path("warnings").toString()).contains("no type 'no_type' yet");
  }
}
