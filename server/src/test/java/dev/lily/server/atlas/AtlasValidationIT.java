package dev.lily.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.server.atlas.AtlasHttp.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is refused when it is written, and how the refusal says what to change. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AtlasValidationIT {
  private AtlasServer server;
  private AtlasHttp http;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = new AtlasServer(folder);
    http = new AtlasHttp(server.address(), "admin");
    ok(
        http.send(
            "POST",
            "/types/typedefs",
            """
            {'classificationDefs':[{'name':'PLAIN'},{'name':'RETENTION','attributeDefs':[
              {'name':'days','typeName':'int','isOptional':false,'cardinality':'SINGLE'},
              {'name':'unit','typeName':'string','isOptional':false,'defaultValue':'day'}]}]}
            """));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static JsonNode ok(Answer answer) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body();
  }

  private static void refused(Answer answer, int status, String code, String... words) {
    assertThat(answer.status() + " " + answer.body().path("errorCode").asText())
        .as(answer.body().toString())
        .isEqualTo(status + " " + code);
    String message = answer.body().path("errorMessage").asText();
    assertThat(words).allSatisfy(word -> assertThat(message).contains(word));
  }

  private Answer entity(String json) {
    return http.send("POST", "/entity/", "{'entity':" + json + "}");
  }

  private Answer bulk(String entities) {
    return http.send("POST", "/entity/bulk", "{'entities':[" + entities + "]}");
  }

  private static String table(String guid, String name, String more) {
    return "{'guid':'%s','typeName':'hive_table','attributes':{'qualifiedName':'%s','name':'%s'%s}}"
        .formatted(guid, name, name, more);
  }

  private String made(String name) {
    return ok(entity(table("-1", name, ""))).path("guidAssignments").path("-1").asText();
  }

  private Answer classify(String guid, String classification) {
    return http.send(
        "POST", "/entity/guid/" + guid + "/classifications", "[" + classification + "]");
  }

  @Test
  void aGuidIsTakenOnlyForAnAssetOfItsType() {
    String guid = made("typed");

    refused(
        entity(
            "{'guid':'%s','typeName':'hive_db','attributes':{'qualifiedName':'renamed','name':'r'}}"
                .formatted(guid)),
        400,
        "ATLAS-400-00-00F",
        "guid " + guid + " is a hive_table, not a hive_db");
    ok(
        entity(
            "{'guid':'%s','typeName':'DataSet','attributes':{'qualifiedName':'typed','name':'n'}}"
                .formatted(guid)));

    JsonNode attributes = ok(http.get("/entity/guid/" + guid)).path("entity").path("attributes");
    assertThat(attributes.path("qualifiedName").asText()).isEqualTo("typed");
    assertThat(attributes.path("name").asText()).isEqualTo("n");
  }

  @Test
  void aNameThatNobodyCouldSendAgainIsRefused() {
    for (String name : List.of("a\\u0000b", "a\\ud800")) {
      refused(
          entity(
              "{'typeName':'hive_table','attributes':{'qualifiedName':'%s','name':'n'}}"
                  .formatted(name)),
          400,
          "ATLAS-400-00-01A",
          "half of a surrogate pair");
    }
  }

  @Test
  void whatIsReferredToIsRefusedOrMadeAShellAsIsSet(@TempDir Path folder) {
    String process =
        "{'entity':{'typeName':'Process','attributes':{'qualifiedName':'p','name':'p','inputs':["
            + "{'typeName':'hive_table','uniqueAttributes':{'qualifiedName':'later'}}]}}}";
    refused(http.send("POST", "/entity", process), 404, "ATLAS-404-00-00A");

    try (AtlasServer shells = new AtlasServer(folder, true)) {
      AtlasHttp asking = new AtlasHttp(shells.address(), "admin");
      ok(asking.send("POST", "/entity", process));
      JsonNode shell =
          ok(asking.get("/entity/uniqueAttribute/type/hive_table?attr:qualifiedName=later"));
      assertThat(shell.path("entity").path("isIncomplete").asBoolean()).isTrue();
    }
  }

  @Test
  void twoEntitiesCannotShareAPlaceholder() {
    refused(
        bulk(table("-1", "one", "") + "," + table("-1", "two", "")),
        400,
        "ATLAS-400-00-01A",
        "guid -1",
        "entities[0] (hive_table one)",
        "entities[1] (hive_table two)");
    ok(bulk(table("-1", "twice", "") + "," + table("-1", "twice", "")));
  }

  @Test
  void aClassificationNeedsItsMandatoryAttributes() {
    String guid = made("retained");

    refused(classify(guid, "{'typeName':'RETENTION'}"), 400, "ATLAS-400-00-01A", "RETENTION.days");
    refused(
        classify(guid, "{'typeName':'RETENTION','attributes':{'days':null}}"),
        400,
        "ATLAS-400-00-01A");
    refused(
        entity(
            "{'typeName':'hive_table','attributes':{'qualifiedName':'r2','name':'r2'},"
                + "'classifications':[{'typeName':'RETENTION'}]}"),
        400,
        "ATLAS-400-00-01A",
        "entity (hive_table r2)",
        "RETENTION.days");
    refused(
        http.send(
            "POST",
            "/entity/bulk/classification",
            "{'classification':{'typeName':'RETENTION'},'entityGuids':['%s']}".formatted(guid)),
        400,
        "ATLAS-400-00-01A");
    assertThat(classify(guid, "{'typeName':'RETENTION','attributes':{'days':3}}").status())
        .isEqualTo(204);
    assertThat(
            ok(http.get("/entity/guid/" + guid + "/classification/RETENTION"))
                .path("attributes")
                .path("unit")
                .asText())
        .isEqualTo("day");
  }

  @Test
  void namesAreNeitherEmptyNorEndless() {
    String guid = made("named");

    refused(entity(table("-1", "", "")), 400, "ATLAS-400-00-01A", "hive_table.qualifiedName");
    refused(
        http.send("PUT", "/entity/guid/" + guid + "?name=qualifiedName", "\" \""),
        400,
        "ATLAS-400-00-01A",
        "hive_table.qualifiedName");
    for (String attribute : new String[] {"qualifiedName", "name", "owner"}) {
      refused(
          http.send("PUT", "/entity/guid/" + guid + "?name=" + attribute, "x".repeat(4_097)),
          400,
          "ATLAS-400-00-01A",
          "hive_table." + attribute + " has 4097 characters, at most 4096");
    }
    refused(
        entity(
            table(
                "-1",
                "refers",
                ",'db':{'typeName':'hive_db','uniqueAttributes':{'qualifiedName':''}}")),
        400,
        "ATLAS-400-00-021");
    ok(entity(table("-1", "ß".repeat(4_096), "")));
  }

  @Test
  void allFaultsOfARequestComeAtOnce() {
    refused(
        bulk(
            table("-1", "good", "")
                + ","
                + table("-2", "typo", ",'nix':1")
                + ",{'guid':'-3','typeName':'hive_db','attributes':{'qualifiedName':'nameless'}}"
                + ",{'guid':'-4','typeName':'hive_nix','attributes':{'qualifiedName':'typeless'}}"
                + ","
                + table("-5", "late", ",'createTime':'yesterday'")),
        400,
        "ATLAS-400-00-023",
        "entities[1] (hive_table typo): Attribute nix not found for type hive_table",
        "entities[2] (hive_db nameless): hive_db.name: mandatory attribute value missing",
        "entities[3] (hive_nix typeless): Type ENTITY with name hive_nix does not exist",
        "entities[4] (hive_table late): hive_table.createTime: 'yesterday' is no date");
    refused(
        bulk(
            IntStream.range(0, 30)
                .mapToObj(i -> table("-" + (i + 1), "t" + i, ",'nix':1"))
                .collect(Collectors.joining(","))),
        400,
        "ATLAS-400-00-023",
        "entities[19]",
        "and 10 more");
    refused(
        bulk(
            "{'guid':'-1','typeName':'hive_db','attributes':{'qualifiedName':'n1'}},"
                + "{'guid':'-2','typeName':'hive_db','attributes':{'qualifiedName':'n2'}}"),
        404,
        "ATLAS-404-00-007",
        "entities[0] (hive_db n1): hive_db.name",
        "entities[1] (hive_db n2): hive_db.name");
  }

  @Test
  void anAttributeOfOtherModelsMayBeNull() {
    ok(entity(table("-1", "exported", ",'laterAttribute':null")));
  }

  @Test
  void validityPeriodsAreChecked() {
    String guid = made("valid");
    String period = "{'typeName':'PLAIN','validityPeriods':[{%s}]}";

    refused(classify(guid, period.formatted("'timeZone':'Foo'")), 400, "ATLAS-400-00-87A", "Foo");
    refused(classify(guid, period.formatted("'startTime':'x'")), 400, "ATLAS-400-00-87B", "'x'");
    refused(
        classify(guid, period.formatted("'endTime':'2024-01-01'")),
        400,
        "ATLAS-400-00-87C",
        "yyyy/MM/dd HH:mm:ss");
    refused(
        classify(
            guid,
            period.formatted("'startTime':'2024/01/02 00:00:00','endTime':'2024/01/01 00:00:00'")),
        400,
        "ATLAS-400-00-87D");
    refused(
        classify(guid, period.formatted("'endTime':'2024/01/02 00:00:00'")),
        400,
        "ATLAS-400-00-87C",
        "it would never hold");
    assertThat(
            classify(
                    guid,
                    period.formatted(
                        "'startTime':'2024/01/01 00:00:00','endTime':'2094/01/02 00:00:00',"
                            + "'timeZone':'Europe/Rome'"))
                .status())
        .isEqualTo(204);
  }

  @Test
  void faultsOfJsonAreToldInPlainWords() {
    String library = "(?s).*(java\\.|Source:|StreamRead|Deserial|JsonToken|Cannot construct).*";
    String deep = "[".repeat(2_000) + "]".repeat(2_000);
    String[][] cases = {
      {"/entity", "[]", "a JSON object is expected"},
      {"/entity", "", "the body is empty"},
      {"/entity", "{} {}", "something follows its end"},
      {"/entity", "{'entity':", "it ends before it is complete"},
      {"/entity", "{'entity':" + deep + "}", "nested too deep"},
      {"/entity", "{'entity':{'typeName':x}}", "line 1, column"},
      {"/entity/guid/x/labels", "{}", "a JSON list is expected"},
      {"/types/typedefs", "{'entityDefs':" + deep + "}", "nested too deep"},
    };
    String guid = made("labelled");
    for (String[] one : cases) {
      Answer answer = http.send("POST", one[0].replace("/x/", "/" + guid + "/"), one[1]);
      refused(answer, 400, "ATLAS-400-00-029", one[2]);
      assertThat(answer.body().path("errorMessage").asText()).doesNotMatch(library);
    }
  }

  @Test
  void typesAreRefusedForWhatTheyLackAndWhatTheyDoNotKnow() {
    refused(
        http.send("POST", "/types/typedefs", "{'entityDefs':[{'superTypes':[]}]}"),
        400,
        "ATLAS-400-00-019",
        "entityDefs[0].name is missing");
    refused(
        http.send(
            "POST", "/types/typedefs", "{'entityDefs':[{'name':'" + "x".repeat(4_097) + "'}]}"),
        400,
        "ATLAS-400-00-019",
        "at most 4096");
    refused(
        http.send("POST", "/types/typedefs", "{'enumDefs':[{'name':'empty'}]}"),
        400,
        "ATLAS-400-00-02B",
        "enum empty");
    refused(
        http.send(
            "POST",
            "/types/typedefs",
            "{'entityDefs':[{'name':'odd','attributeDefs':[{'name':'a','typeName':'string',"
                + "'constraints':[{'type':'nixRef'}]}]}]}"),
        400,
        "ATLAS-400-00-004",
        "odd.a",
        "nixRef");
  }

  @Test
  void aTypeInUseSaysByHowMany() {
    ok(
        http.send(
            "POST",
            "/types/typedefs",
            "{'entityDefs':[{'name':'used','superTypes':['DataSet']}],"
                + "'classificationDefs':[{'name':'USED'}]}"));
    ok(
        bulk(
            "{'guid':'-1','typeName':'used','attributes':{'qualifiedName':'u1','name':'u'}},"
                + "{'guid':'-2','typeName':'used','attributes':{'qualifiedName':'u2','name':'u'},"
                + "'classifications':[{'typeName':'USED'}]}"));

    refused(
        http.send("DELETE", "/types/typedef/name/used", ""), 409, "ATLAS-409-00-002", "2 entities");
    refused(
        http.send("DELETE", "/types/typedef/name/USED", ""), 409, "ATLAS-409-00-002", "1 entity");
  }

  @Test
  void entitiesReadFromAtlasCanBeSent() {
    ok(
        http.send(
            "POST",
            "/entity",
            """
            {'entity':{'guid':'-1','typeName':'hive_db','attributes':{'qualifiedName':'replica',
               'name':'r','clusterName':'c','replicatedTo':null,'replicatedFrom':[{'guid':'-2'}]},
               'relationshipAttributes':{'meanings':[],'tables':[]}},
             'referredEntities':{'-2':{'guid':'-2','typeName':'AtlasServer','attributes':
               {'name':'n','displayName':'n','fullName':'dc$n'}}}}
            """));
  }
}
