package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.graph.gremlin.GremlinClient;
import dev.lily.policy.access.Action;
import dev.lily.server.TestClient.Answer;
import dev.lily.server.http.Access;
import dev.lily.server.http.Method;
import dev.lily.server.http.Route;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules hide a table in the middle of a lineage, and a column of a visible table, from everybody
 * but the privacy officers and admins; and keep the details of another table from them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogAccessIT {
  private static final String RULES = "/api/lily/v1/catalog-access";
  private static final String ENTITY = "/api/atlas/v2/entity";
  private static final String BY_NAME = ENTITY + "/uniqueAttribute/type/";

  /** In the names of what is hidden, and nowhere else. */
  private static final String MARK = "xq7";

  private static final String OFFICERS =
      "{'id':'officers','subjects':{'groups':['privacy'],'roles':['admin']},'effect':'ALLOW',"
          + "'actions':['READ_METADATA','READ_DETAILS','CLASSIFY'],'on':{'classifications':['SECRET','INTERNAL']}}";
  private static final String SECRETS =
      "{'id':'secrets','subjects':{'everyone':true},'effect':'DENY','actions':['READ_METADATA'],"
          + "'on':{'classifications':['SECRET'],'ownOnly':true}}";
  private static final String DETAILS =
      "{'id':'details','subjects':{'everyone':true},'effect':'REDACT','on':{'classifications':['INTERNAL']}}";
  private static final String FIXED =
      "{'id':'fixed','subjects':{'users':['sam']},'effect':'DENY','actions':['CLASSIFY','WRITE_METADATA','DELETE_METADATA'],"
          + "'on':{'qualifiedNames':['s.open@c']}}";

  private static final String EDGES =
      "{'id':'edges','subjects':{'users':['bob']},'effect':'DENY','actions':['READ_LINEAGE'],"
          + "'on':{'qualifiedNames':['/copy@c']}}";

  /** What callers with the role reader may ask for. */
  private static final Set<Action> READER =
      EnumSet.of(Action.READ_METADATA, Action.READ_TYPES, Action.READ_POLICY);

  /** What is asked about types is not about assets. */
  private static final String TYPES = "/api/atlas/v2/types/";

  /** Writes there answer with what the caller sent. */
  private static final String OWN = "/api/atlas/v2/search/saved";

  /** GET routes that have nothing to tell here: what they are about is not there. */
  private static final Set<String> NOTHING =
      Set.of(
          "/api/atlas/v2/search/saved/execute/guid/{guid}",
          "/api/atlas/v2/search/saved/execute/{name}",
          "/api/atlas/v2/search/saved/{name}",
          "/api/lily/v1/operations",
          "/api/lily/v1/policies/{id}/diff",
          "/api/lily/v1/services/{name}/postgres/plan",
          "/api/lily/v1/services/{name}/postgres/status",
          "/metrics",
          "/ui/{file}");

  private static final Pattern UNKNOWN = Pattern.compile("unknown query parameter '([^']+)'");

  private Server server;
  private TestClient admin;
  private TestClient bob;
  private TestClient olga;
  private TestClient sam;
  private String open;
  private String mart;
  private String inner;
  private String hidden;
  private String column;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    server = Servers.start(data, Map.of("lily.gremlin.enabled", "true", "lily.gremlin.port", "0"));
    admin = new TestClient(server, Servers.adminLogin(data));
    bob = user("bob", "reader", "analysts");
    olga = user("olga", "reader", "privacy");
    sam = user("sam", "steward", "stewards");
    ok(
        admin.post(
            "/api/atlas/v2/types/typedefs",
            "{'classificationDefs':[{'name':'SECRET'},{'name':'INTERNAL'},{'name':'TRACED'}]}"));
    table("s.open@c", "open");
    table("s.xq7secret@c", "xq7secret");
    table("s.mart@c", "mart");
    table("s.inner@c", "inner");
    column("s.open.a@c", "a");
    column("s.open.xq7column@c", "xq7column");
    process("p1@c", "s.open@c", "s.xq7secret@c");
    process("p2@c", "s.xq7secret@c", "s.mart@c");
    process("p3@c", "s.open@c", "s.inner@c");
    open = guid("hive_table", "s.open@c");
    mart = guid("hive_table", "s.mart@c");
    inner = guid("hive_table", "s.inner@c");
    hidden = guid("hive_table", "s.xq7secret@c");
    column = guid("hive_column", "s.open.xq7column@c");
    classify(admin, hidden, "SECRET", true);
    classify(admin, column, "SECRET", false);
    classify(admin, inner, "INTERNAL", false);
    Answer stored = ok(admin.put(RULES, rules(0, FIXED, OFFICERS, SECRETS, DETAILS, EDGES)));
    assertThat(stored.json().path("version").asInt()).isEqualTo(1);
    assertThat(stored.json().path("warnings").isArray()).isTrue();
    assertThat(stored.json().path("warnings")).isEmpty();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static String rules(long version, String... rules) {
    return "{'version':%d,'rules':[%s]}".formatted(version, String.join(",", rules));
  }

  private TestClient user(String name, String role, String group) throws Exception {
    ok(
        admin.put(
            "/api/lily/v1/users/" + name,
            "{'password':'a-long-password','groups':['%s'],'roles':{'default':['%s']}}"
                .formatted(group, role)));
    return new TestClient(server, Servers.login(name, "a-long-password"));
  }

  private void table(String qualifiedName, String name) throws Exception {
    created(
        "{'typeName':'hive_table','attributes':{'qualifiedName':'%s','name':'%s','description':'words about it','comment':'more words'},'customAttributes':{'sample':'a b c'}}"
            .formatted(qualifiedName, name));
  }

  private void column(String qualifiedName, String name) throws Exception {
    created(
        "{'typeName':'hive_column','attributes':{'qualifiedName':'%s','name':'%s','type':'string','table':{'typeName':'hive_table','uniqueAttributes':{'qualifiedName':'s.open@c'}}}}"
            .formatted(qualifiedName, name));
  }

  private void process(String name, String from, String to) throws Exception {
    created(
        ("{'typeName':'hive_process','attributes':{'qualifiedName':'%s','name':'%s','userName':'u','startTime':1,'endTime':2,"
                + "'operationType':'QUERY','queryText':'q','queryPlan':'q','queryId':'q','recentQueries':['q'],"
                + "'inputs':[{'typeName':'hive_table','uniqueAttributes':{'qualifiedName':'%s'}}],"
                + "'outputs':[{'typeName':'hive_table','uniqueAttributes':{'qualifiedName':'%s'}}]}}")
            .formatted(name, name, from, to));
  }

  private void created(String entity) throws Exception {
    ok(admin.post(ENTITY, "{'entity':" + entity + "}"));
  }

  private static Answer ok(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    return answer;
  }

  private String guid(String type, String name) throws Exception {
    return ok(admin.get(BY_NAME + type + "/header?attr:qualifiedName=" + encoded(name)))
        .json()
        .path("guid")
        .asText();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Answer classify(TestClient who, String guid, String name, boolean propagate)
      throws Exception {
    return who.post(
        ENTITY + "/guid/" + guid + "/classifications",
        "[{'typeName':'%s','propagate':%s}]".formatted(name, propagate));
  }

  @Test
  void whatIsHiddenIsNotThere() throws Exception {
    assertThat(bob.get(ENTITY + "/guid/" + hidden).status()).isEqualTo(404);
    assertThat(bob.get(ENTITY + "/guid/" + column).status()).isEqualTo(404);
    assertThat(olga.get(ENTITY + "/guid/" + hidden).status()).isEqualTo(200);
    JsonNode table = ok(bob.get(ENTITY + "/guid/" + open)).json();
    assertThat(table.at("/entity/relationshipAttributes/columns")).hasSize(1);
    assertThat(table.path("referredEntities")).hasSize(1);
    assertThat(ok(olga.get(ENTITY + "/guid/" + open)).json().path("referredEntities")).hasSize(2);
  }

  @Test
  void searchesCountWhatIsSeen() throws Exception {
    String tables = "/api/atlas/v2/search/basic?typeName=hive_table&limit=2";
    assertThat(ok(bob.get(tables)).json().path("approximateCount").asInt()).isEqualTo(3);
    assertThat(ok(olga.get(tables)).json().path("approximateCount").asInt()).isEqualTo(4);
    String classified = "/api/atlas/v2/search/basic?classification=SECRET";
    JsonNode found = ok(bob.get(classified)).json();
    assertThat(found.path("entities").findValuesAsText("displayText"))
        .containsExactly("p2@c", "mart");
    String words = "/api/atlas/v2/search/quick?query=words&typeName=hive_table";
    assertThat(ok(bob.get(words)).json().at("/searchResults/approximateCount").asInt())
        .as("the words that are withheld do not find the inner table")
        .isEqualTo(2);
    assertThat(ok(olga.get(words)).json().at("/searchResults/approximateCount").asInt())
        .isEqualTo(4);
  }

  @Test
  void lineageEndsBeforeWhatIsHidden() throws Exception {
    JsonNode counts = ok(bob.get("/api/lily/v1/lineage/counts?root=" + open)).json();
    assertThat(counts.at("/downstream/total/datasets").asInt()).isEqualTo(1);
    counts = ok(olga.get("/api/lily/v1/lineage/counts?root=" + open)).json();
    assertThat(counts.at("/downstream/total/datasets").asInt()).isEqualTo(3);
    String path = "/api/lily/v1/lineage/path?from=" + open + "&to=" + mart;
    assertThat(ok(bob.get(path)).json().path("found").asBoolean()).isFalse();
    assertThat(ok(olga.get(path)).json().path("found").asBoolean()).isTrue();
    JsonNode atlas = ok(bob.get("/api/atlas/v2/lineage/" + open + "?depth=5")).json();
    assertThat(atlas.path("relations")).hasSize(3);
    assertThat(bob.get("/api/lily/v1/lineage/scene?root=" + hidden).status()).isEqualTo(404);
  }

  @Test
  void whyTellsNoStepWhereLineageIsWithheld() throws Exception {
    for (String name : List.of("/raw@c", "/copy@c")) {
      created(
          "{'typeName':'hdfs_path','attributes':{'qualifiedName':'%s','name':'%s','path':'%s'}}"
              .formatted(name, name, name));
    }
    created(
        ("{'typeName':'Process','attributes':{'qualifiedName':'copying@c','name':'copying',"
            + "'inputs':[{'typeName':'hdfs_path','uniqueAttributes':{'qualifiedName':'/raw@c'}}],"
            + "'outputs':[{'typeName':'hdfs_path','uniqueAttributes':{'qualifiedName':'/copy@c'}}]}}"));
    String raw = guid("hdfs_path", "/raw@c");
    String copy = guid("hdfs_path", "/copy@c");
    Answer tagged = ok(classify(admin, raw, "TRACED", true));
    String position = "minPosition=" + tagged.headers().firstValue("X-Lily-Position").orElseThrow();
    String lily = "/api/lily/v1/entity/guid/";
    String why = lily + copy + "/classification/TRACED/why?" + position;
    String where = lily + raw + "/classification/TRACED/propagation?" + position;
    assertThat(ok(olga.get(why)).json().at("/origins/0/path/1/processes/0").isMissingNode())
        .isFalse();

    JsonNode path = ok(bob.get(why)).json().at("/origins/0/path");

    assertThat(path).hasSize(2);
    assertThat(path.get(0).has("relationshipGuid")).isTrue();
    assertThat(path.get(1).toString())
        .isEqualTo("{\"number\":2,\"from\":{\"hidden\":true},\"to\":{\"hidden\":true}}");
    JsonNode reached = ok(bob.get(where)).json().path("reached");
    assertThat(reached.findValuesAsText("qualifiedName")).contains("/copy@c");
    assertThat(reached.get(0).path("path").findValuesAsText("to"))
        .containsExactly("copying@c", "hidden");
  }

  @Test
  void detailsAreWithheldAndNotWrittenOver() throws Exception {
    JsonNode entity = ok(bob.get(ENTITY + "/guid/" + inner)).json().path("entity");
    assertThat(entity.at("/attributes/name").asText()).isEqualTo("inner");
    assertThat(entity.toString()).doesNotContain("words");
    assertThat(entity.toString()).doesNotContain("a b c");
    assertThat(ok(olga.get(ENTITY + "/guid/" + inner)).text()).contains("words about it", "a b c");
    Answer refused =
        sam.post(
            ENTITY,
            "{'entity':{'typeName':'hive_table','attributes':{'qualifiedName':'s.inner@c','name':'inner'}}}");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.message()).contains("s.inner@c", "withheld");
  }

  @Test
  void writesAreRefusedByNameOnlyWhereTheAssetIsSeen() throws Exception {
    Answer refused = classify(sam, open, "INTERNAL", false);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("errorCode").asText()).isEqualTo("ATLAS-403-00-001");
    assertThat(refused.message())
        .isEqualTo("sam is not authorized to perform CLASSIFY on hive_table 's.open@c'");
    assertThat(classify(sam, hidden, "INTERNAL", false).status()).isEqualTo(404);
    assertThat(sam.delete(ENTITY + "/guid/" + hidden).status()).isEqualTo(404);
    String nobody = "7f0c17e2-0000-8000-8000-000000000000";
    for (String call : List.of("/guid/", "/bulk?guid=")) {
      assertThat(sam.delete(ENTITY + call + hidden).text().replace(hidden, nobody))
          .isEqualTo(sam.delete(ENTITY + call + nobody).text());
    }
    String update = "{'entity':{'typeName':'hive_table','guid':'%s','attributes':{'name':'x'}}}";
    assertThat(sam.post(ENTITY, update.formatted(hidden)).text().replace(hidden, nobody))
        .isEqualTo(sam.post(ENTITY, update.formatted(nobody)).text());
    assertThat(sam.delete(ENTITY + "/guid/" + open).status()).isEqualTo(403);
    Answer referring =
        sam.post(
            ENTITY,
            "{'entity':{'typeName':'hive_column','attributes':{'qualifiedName':'s.new.b@c','name':'b','type':'string','table':{'guid':'"
                + hidden
                + "'}}}}");
    assertThat(referring.status()).as(referring.text()).isEqualTo(404);
    assertThat(classify(olga, hidden, "INTERNAL", false).status())
        .as("allowed beyond the role")
        .isEqualTo(204);
  }

  @Test
  void gremlinWalksWhatIsSeen() throws Exception {
    assertThat(names("sam")).contains("s.open@c", "s.open.a@c").noneMatch(n -> n.contains(MARK));
    assertThat(names("sam")).as("redacted").doesNotContain("s.inner@c");
  }

  private List<String> names(String user) throws Exception {
    try (GremlinClient client =
        GremlinClient.of(
            "127.0.0.1", server.state().gremlinPort(), user, "a-long-password", Optional.empty())) {
      return client.query("g.V().values('qualifiedName')").stream().map(String::valueOf).toList();
    }
  }

  @Test
  void aDecisionIsExplained() throws Exception {
    String of = "/api/lily/v1/entity/guid/%s/catalog-access?user=bob".formatted(hidden);
    JsonNode why = ok(admin.get(of)).json();
    assertThat(why.path("allowed").asBoolean()).isFalse();
    assertThat(why.path("rule").asText()).isEqualTo("secrets");
    assertThat(why.path("version").asInt()).isEqualTo(1);
    assertThat(why.at("/classifications/0/typeName").asText()).isEqualTo("SECRET");
    assertThat(why.at("/classifications/0/origin").asText()).isEqualTo("s.xq7secret@c");
    assertThat(bob.get(of).status()).isEqualTo(404);
    String own = "/api/lily/v1/entity/guid/" + open + "/catalog-access";
    assertThat(ok(bob.get(own)).json().path("by").asText()).isEqualTo("ROLES");
    assertThat(bob.get(own + "?user=olga").status()).isEqualTo(403);
    assertThat(admin.get(own + "?action=OPERATE").status()).isEqualTo(400);
  }

  @Test
  void rulesAreTriedCheckedAndNotChangedBlindly() throws Exception {
    Answer tried = ok(admin.put(RULES + "?dryRun=true", rules(1)));
    JsonNode person = person(tried.json(), "bob");
    assertThat(person.at("/now/hidden").asInt()).isEqualTo(2);
    assertThat(person.at("/now/redacted").asInt()).isEqualTo(1);
    assertThat(person.at("/then/hidden").asInt()).isZero();
    String closed =
        "{'id':'x','subjects':{'everyone':true},'effect':'DENY','actions':['ADMINISTER_ACCESS']}";
    Answer refused = admin.put(RULES, rules(1, closed));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.message()).contains("force=true");
    assertThat(tried.json().path("warnings")).isEmpty();
    JsonNode warned =
        ok(admin.put(
                RULES + "?dryRun=true",
                rules(
                    1,
                    "{'id':'y','subjects':{'users':['bob']},'effect':'DENY','actions':['READ_METADATA'],"
                        + "'on':{'types':['hive_tabel','hive_*'],'classifications':['SECRETS','*']}}")))
            .json()
            .path("warnings");
    assertThat(warned).hasSize(2);
    assertThat(warned.get(0).asText())
        .contains("rules[0].on.classifications", "'SECRETS'", "near are [SECRET]");
    assertThat(warned.get(1).asText()).contains("rules[0].on.types", "'hive_tabel'", "hive_table");
    assertThat(admin.put(RULES, rules(0)).status()).isEqualTo(409);
    assertThat(admin.put(RULES, rules(1, "{'id':''}")).status()).isEqualTo(400);
    assertThat(bob.get(RULES).status()).isEqualTo(403);
    assertThat(ok(admin.get(RULES + "/versions")).json().path("versions")).hasSize(1);
  }

  private static JsonNode person(JsonNode answer, String name) {
    for (JsonNode person : answer.path("principals")) {
      if (person.path("name").asText().equals(name)) {
        return person;
      }
    }
    throw new AssertionError(name + " is not in " + answer);
  }

  /** Every GET route, with the guids of what is seen and of what is not. */
  @Test
  void noRouteTellsOfWhatIsHidden() throws Exception {
    List<String> silent = new ArrayList<>();
    int toldToOlga = 0;
    for (Route route : server.routes()) {
      if (route.method() == Method.GET && mayAsk(route)) {
        boolean told = false;
        for (String about : List.of(open, mart, inner, guid("hive_process", "p1@c"))) {
          String path = path(route, about, "s.open@c");
          Answer answer = bob.get(path);
          assertThat(answer.text()).as(path).doesNotContain(hidden, column, MARK + "s", MARK + "c");
          told |= answer.status() < 300;
          toldToOlga += olga.get(path).text().contains(MARK + "s") ? 1 : 0;
        }
        String path = path(route, hidden, "s.xq7secret@c");
        Answer answer = bob.get(path);
        boolean names =
            path.contains(hidden + "/") || path.contains(hidden + "?") || path.endsWith(hidden);
        if (names && !(route.access() instanceof Access.Open)) {
          assertThat(answer.status()).as(path).isGreaterThanOrEqualTo(400);
        }
        assertThat(answer.text()).as(path).doesNotContain(column, MARK + "c");
        if (!told && !route.path().startsWith(TYPES)) {
          silent.add(route.path());
        }
      }
    }
    assertThat(silent).as("routes that were not seen to answer").isSubsetOf(NOTHING);
    assertThat(toldToOlga).as("answers that tell an officer of it").isGreaterThan(10);
  }

  /** They name users and resources, whatever the rules hide. */
  @Test
  void whoAskedForWhatIsToldToReadersOfTheAuditOnly() throws Exception {
    String observed = "/api/lily/v1/policies/1/observations";
    assertThat(bob.get(observed).status()).isEqualTo(403);
    assertThat(sam.get(observed).status()).isEqualTo(403);
    assertThat(admin.get(observed).status()).isEqualTo(200);
  }

  private static boolean mayAsk(Route route) {
    return !(route.access() instanceof Access.Permitted needed) || READER.contains(needed.action());
  }

  /** A relationship of the asset. */
  private String edge(String guid) throws Exception {
    return admin.get(ENTITY + "/guid/" + guid).json().findValue("relationshipGuid").asText();
  }

  @Test
  void aRelationshipOfWhatIsHiddenIsNotThere() throws Exception {
    String path = "/api/atlas/v2/relationship/guid/" + edge(hidden);
    assertThat(olga.get(path).status()).isEqualTo(200);
    assertThat(bob.get(path).status()).isEqualTo(404);
    assertThat(sam.delete(path).status()).isEqualTo(404);
  }

  private String path(Route route, String guid, String name) throws Exception {
    String path =
        route
            .path()
            .replace("{guid}", route.path().contains("/relationship/") ? edge(guid) : guid)
            .replace("{type}", "hive_table")
            .replace("{id}", "1")
            .replace("{file}", "none")
            .replace("{tab}", "columns")
            .replace("{name}", route.path().contains("typedef") ? "hive_table" : named(route));
    String query =
        "root=%s&from=%s&to=%s&guid=%s&guids=%s&query=%s*&typeName=hive_table&attrName=name&attrValuePrefix=%s&type=all&depth=9&direction=%s&attributes=columns&limit=50&attr:qualifiedName=%s&attr_0:qualifiedName=%s"
            .formatted(
                guid, guid, mart, guid, guid, MARK, MARK, "BOTH", encoded(name), encoded(name));
    return taken(path, new ArrayList<>(List.of(query.split("&", -1))));
  }

  /** Without the parameters that the route does not take. */
  private String taken(String path, List<String> parameters) throws Exception {
    while (true) {
      String asked = parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
      Matcher unknown = UNKNOWN.matcher(bob.get(asked).text());
      if (!unknown.find()) {
        return asked;
      }
      String name = unknown.group(1) + "=";
      assertThat(parameters.removeIf(one -> one.startsWith(name))).as(asked).isTrue();
    }
  }

  private static String named(Route route) {
    if (route.path().endsWith("/propagation")) {
      return "INTERNAL";
    }
    if (route.path().contains("/classification/")) {
      return "SECRET";
    }
    return route.path().contains("/services/") ? "trino" : "rules";
  }

  /** What else answers with assets is asked here, so that a new one has to be added. */
  @Test
  void noSearchOrPreviewTellsOfWhatIsHidden() throws Exception {
    Map<String, String> asked =
        Map.of(
            "/api/atlas/v2/search/basic",
            "{'typeName':'hive_table','limit':50,'attributes':['columns']}",
            "/api/atlas/v2/search/quick",
            "{'typeName':'hive_table','limit':50}",
            "/api/atlas/v2/lineage/{guid}",
            "{}",
            "/api/lily/v1/propagation/preview",
            "{'classify':{'classification':{'typeName':'INTERNAL'},'assets':[{'guid':'%s'}]}}"
                .formatted(open),
            "/api/lily/v1/policies/simulate",
            "{'remove':3}",
            "/api/lily/v1/policies/explain",
            "{'service':'trino','catalog':'hive','schema':'default','sql':'SELECT * FROM t'}");
    List<String> routes =
        server.routes().stream()
            .filter(route -> route.method() != Method.GET)
            .filter(route -> route.access() instanceof Access.Permitted)
            .filter(CatalogAccessIT::mayAsk)
            .filter(route -> !route.path().startsWith(OWN))
            .map(Route::path)
            .toList();
    assertThat(routes).containsExactlyInAnyOrderElementsOf(asked.keySet());
    for (Map.Entry<String, String> one : asked.entrySet()) {
      Answer answer = bob.post(one.getKey().replace("{guid}", open), one.getValue());
      assertThat(answer.text()).as(one.getKey()).doesNotContain(hidden, column, MARK);
      assertThat(answer.status()).as(one.getKey() + answer.text()).isLessThan(500);
    }
  }
}
