package dev.lily.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.server.atlas.AtlasHttp.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters compare values as what they are, and refuse what cannot be compared. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AtlasFilterIT {
  private AtlasServer server;
  private AtlasHttp http;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = new AtlasServer(folder);
    http = new AtlasHttp(server.address(), "admin");
    ok(
        "/types/typedefs",
        """
        {'classificationDefs':[{'name':'PII','attributeDefs':[
           {'name':'level','typeName':'int','isOptional':true}]}],
         'entityDefs':[{'name':'thing','superTypes':['DataSet'],'attributeDefs':[
           {'name':'count','typeName':'long','isOptional':true},
           {'name':'amount','typeName':'bigdecimal','isOptional':true},
           {'name':'since','typeName':'date','isOptional':true}]}],
         'businessMetadataDefs':[{'name':'bm','attributeDefs':[
           {'name':'cost','typeName':'int','isOptional':true,
            'options':{'applicableEntityTypes':'[\\'thing\\']'}}]}]}
        """);
    ok(
        "/entity/bulk",
        """
        {'entities':[
          {'guid':'-1','typeName':'thing','attributes':{'qualifiedName':'a','name':'a',
            'count':9007199254740993,'amount':10.5,'since':'2020-05-01T00:00:00Z'},
            'businessAttributes':{'bm':{'cost':5}},
            'classifications':[{'typeName':'PII','attributes':{'level':10}}]},
          {'guid':'-2','typeName':'thing','attributes':{'qualifiedName':'b','name':'b',
            'count':9007199254740992,'amount':9.5,'since':'2021-05-01T00:00:00Z'},
            'businessAttributes':{'bm':{'cost':50}},
            'classifications':[{'typeName':'PII','attributes':{'level':9}}]}]}
        """);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private JsonNode ok(String path, String json) {
    Answer answer = http.send("POST", path, json);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body();
  }

  private static String filter(String kind, String attribute, String operator, String operand) {
    return "{'typeName':'thing','classification':'%s','%s':{'attributeName':'%s','operator':'%s','attributeValue':'%s'}}"
        .formatted(kind.equals("tagFilters") ? "PII" : "", kind, attribute, operator, operand);
  }

  private List<String> found(String json) {
    return StreamSupport.stream(ok("/search/basic", json).path("entities").spliterator(), false)
        .map(entity -> entity.path("attributes").path("name").asText())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bm.cost                 | eq         | 5                     | a
          bm.cost                 | gt         | 5                     | b
          bm.cost                 | in         | 5,6                   | a
          count                   | eq         | 9007199254740993      | a
          count                   | lt         | 9007199254740993      | b
          amount                  | gt         | 9.75                  | a
          since                   | lt         | 2020-12-31            | a
          since                   | eq         | 2021-05-01T00:00:00Z  | b
          since                   | TIME_RANGE | 2020-01-01,2020-12-31 | a
          since                   | timerange  | LAST_7_DAYS           | ''
          __timestamp             | TIME_RANGE | LAST_7_DAYS           | ab
          __modificationTimestamp | TIME_RANGE | last_30_days          | ab
          __isIncomplete          | eq         | TRUE                  | ''
          __classificationNames   | contains   | PII                   | ab
          """)
  void comparesValuesOfTheirType(String attribute, String operator, String operand, String names) {
    assertThat(
            String.join(
                "",
                found(
                    filter("entityFilters", attribute, operator, operand)
                        .replace("'}}", "'},'sortBy':'name'}"))))
        .isEqualTo(names);
  }

  @Test
  void comparesAttributesOfClassifications() {
    assertThat(found(filter("tagFilters", "level", "gt", "9"))).containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          entityFilters | count       | gt         | abc       | 029 | count: 'abc' is no long
          entityFilters | since       | gt         | foo       | 029 | since: 'foo' is no date
          entityFilters | __timestamp | lt         | abc       | 029 | __timestamp: 'abc' is no date
          entityFilters | name        | eq         | ''        | 029 | name EQ ''
          entityFilters | bm.cost     | eq         | x         | 029 | bm.cost: 'x' is no int
          entityFilters | bm.nix      | eq         | 5         | 023 | bm.nix
          entityFilters | __nix       | eq         | 5         | 023 | __nix
          entityFilters | schema      | eq         | 5         | 023 | schema
          entityFilters | since       | TIME_RANGE | LAST_WEEK | 029 | LAST_7_DAYS
          entityFilters | name        | TIME_RANGE | TODAY     | 029 | name is a string
          tagFilters    | level       | eq         | high      | 029 | level: 'high' is no int
          tagFilters    | nix         | eq         | high      | 023 | nix
          """)
  void refusesWhatCannotBeCompared(
      String kind, String attribute, String operator, String operand, String code, String words) {
    Answer answer = http.send("POST", "/search/basic", filter(kind, attribute, operator, operand));

    assertThat(answer.body().path("errorCode").asText()).isEqualTo("ATLAS-400-00-" + code);
    assertThat(answer.body().path("errorMessage").asText()).contains(words);
  }

  @Test
  void refusesConditionsOnNothingAndUnknownOrders() {
    assertThat(http.send("POST", "/search/basic", "{'typeName':'thing','sortOrder':'UP'}").status())
        .isEqualTo(400);
    assertThat(
            http.send(
                    "POST",
                    "/search/basic",
                    "{'typeName':'thing','tagFilters':{'attributeName':'level','operator':'eq','attributeValue':'1'}}")
                .status())
        .isEqualTo(400);
    assertThat(found("{'typeName':'thing','entityFilters':{'condition':'OR','criterion':[]}}"))
        .hasSize(2);
  }

  @Test
  void showsTheOtherEndsOfRelationshipsThatAreAskedFor() {
    String db =
        ok(
                "/entity/bulk",
                """
                {'entities':[
                  {'guid':'-1','typeName':'hive_db','attributes':{'qualifiedName':'d@c','name':'d',
                    'clusterName':'c'}},
                  {'guid':'-2','typeName':'hive_table','attributes':{'qualifiedName':'d.t@c',
                    'name':'t','db':{'guid':'-1'}}}]}
                """)
            .path("guidAssignments")
            .path("-1")
            .asText();

    JsonNode answer =
        ok("/search/basic", "{'typeName':'hive_table','attributes':['db','columns','comment']}");

    JsonNode attributes = answer.path("entities").path(0).path("attributes");
    assertThat(attributes.path("db").path("guid").asText()).isEqualTo(db);
    assertThat(attributes.path("db").path("typeName").asText()).isEqualTo("hive_db");
    assertThat(attributes.path("columns").isArray()).isTrue();
    assertThat(attributes.path("comment").isNull()).isTrue();
    assertThat(answer.path("referredEntities").path(db).path("displayText").asText())
        .isEqualTo("d");
  }

  @Test
  void pagesByMarker() {
    String page = "{'typeName':'thing','sortBy':'name','limit':1,'marker':'%s'}";
    JsonNode first = ok("/search/basic", page.formatted("*"));
    String next = first.path("nextMarker").asText();
    JsonNode second = ok("/search/basic", page.formatted(next));

    assertThat(first.path("entities").path(0).path("displayText").asText()).isEqualTo("a");
    assertThat(second.path("entities").path(0).path("displayText").asText()).isEqualTo("b");
    assertThat(second.has("nextMarker")).isFalse();
    assertThat(ok("/search/basic", "{'typeName':'thing','limit':1}").has("nextMarker")).isFalse();
    for (String wrong : List.of("x", "!!", "MTow")) {
      assertThat(http.send("POST", "/search/basic", page.formatted(wrong)).status()).isEqualTo(400);
    }
    String other = page.replace("thing", "DataSet").formatted(next);
    assertThat(http.send("POST", "/search/basic", other).body().path("errorMessage").asText())
        .startsWith("Invalid marker");
  }
}
