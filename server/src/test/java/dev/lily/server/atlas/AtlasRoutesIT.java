package dev.lily.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.server.atlas.AtlasHttp.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AtlasRoutesIT {
  private static final String UNKNOWN = "00000000-0000-0000-0000-000000000001";

  private AtlasServer server;
  private AtlasHttp http;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = new AtlasServer(folder);
    http = new AtlasHttp(server.address(), "admin");
    ok(
        http.send(
            "POST",
            "/types/typedefs/",
            """
            {'classificationDefs':[
              {'name':'PII','attributeDefs':[{'name':'level','typeName':'string','isOptional':true,
                'cardinality':'SINGLE'}]},
              {'name':'EMAIL','superTypes':['PII']},{'name':'SPARE'},
              {'name':'TABLES','entityTypes':['hive_table']}],
             'businessMetadataDefs':[{'name':'stewardship','attributeDefs':[
              {'name':'team','typeName':'string','isOptional':true,
               'options':{'applicableEntityTypes':'[\\'hive_table\\']','maxStrLength':'20'}}]}]}
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

  private static void done(Answer answer) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(204);
  }

  private static void refused(Answer answer, int status, String code) {
    assertThat(answer.status() + " " + answer.body().path("errorCode").asText())
        .as(answer.body().toString())
        .isEqualTo(status + " " + code);
    assertThat(answer.body().path("errorMessage").asText()).isNotEmpty();
  }

  /** A database, a table and two columns; answers the response. */
  private JsonNode createTable(String name) {
    return ok(
        http.send(
            "POST",
            "/entity/bulk/",
            """
            {'referredEntities':{
               '-1':{'guid':'-1','typeName':'hive_db','attributes':{'name':'shop',
                 'qualifiedName':'shop@cl','clusterName':'cl'}},
               '-3':{'guid':'-3','typeName':'hive_column','attributes':{'name':'id','type':'int',
                 'qualifiedName':'shop.%1$s.id@cl'},'relationshipAttributes':{'table':{'guid':'-2'}}}},
             'entities':[{'guid':'-2','typeName':'hive_table','attributes':{'name':'%1$s',
               'qualifiedName':'shop.%1$s@cl','owner':'ann','createTime':1700000000000},
               'relationshipAttributes':{'db':{'guid':'-1','typeName':'hive_db'},
                 'columns':[{'guid':'-3'},{'guid':'-4'}]}},
              {'guid':'-4','typeName':'hive_column','attributes':{'name':'email','type':'string',
                 'qualifiedName':'shop.%1$s.email@cl'}}]}
            """
                .formatted(name)));
  }

  private String table(String name) {
    return createTable(name).path("guidAssignments").path("-2").asText();
  }

  private void createProcess(String name, String from, String to) {
    ok(
        http.send(
            "POST",
            "/entity",
            """
            {'entity':{'guid':'-1','typeName':'Process','attributes':{'name':'%1$s',
              'qualifiedName':'%1$s','inputs':[{'guid':'%2$s','typeName':'hive_table'}],
              'outputs':[{'guid':'%3$s','typeName':'hive_table'}]}}}
            """
                .formatted(name, from, to)));
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(item -> item.path(field).asText())
        .toList();
  }

  @Test
  void typesAreServedByNameGuidCategoryAndFilter() {
    JsonNode pii = ok(http.get("/types/typedef/name/PII"));
    String guid = pii.path("guid").asText();

    assertThat(pii.path("category").asText()).isEqualTo("CLASSIFICATION");
    assertThat(ok(http.get("/types/typedef/guid/" + guid))).isEqualTo(pii);
    assertThat(ok(http.get("/types/classificationdef/name/PII"))).isEqualTo(pii);
    assertThat(ok(http.get("/types/classificationdef/guid/" + guid))).isEqualTo(pii);
    assertThat(ok(http.get("/types/businessmetadatadef/name/stewardship")).path("name").asText())
        .isEqualTo("stewardship");
    assertThat(
            texts(ok(http.get("/types/typedefs?type=classification")).path("entityDefs"), "name"))
        .isEmpty();
    assertThat(texts(ok(http.get("/types/typedefs/headers?type=classification")), "name"))
        .contains("PII", "EMAIL")
        .doesNotContain("hive_table");
    assertThat(texts(ok(http.get("/types/typedefs/headers?supertype=PII")), "name"))
        .containsExactly("EMAIL");
  }

  @Test
  void typesAreRefusedAsAtlasRefusesThem() {
    refused(http.get("/types/typedef/name/nix"), 404, "ATLAS-404-00-001");
    refused(http.get("/types/entitydef/name/PII"), 404, "ATLAS-404-00-001");
    refused(http.get("/types/typedef/guid/nix"), 404, "ATLAS-404-00-002");
    refused(http.get("/types/typedefs?type=nix"), 400, "ATLAS-400-00-015");
    refused(
        http.send("POST", "/types/typedefs", "{'classificationDefs':[{'name':'PII'}]}"),
        409,
        "ATLAS-409-00-001");
    refused(http.send("POST", "/types/typedefs", "{'classif"), 400, "ATLAS-400-00-029");
    refused(http.send("DELETE", "/types/typedef/name/PII", ""), 409, "ATLAS-409-00-002");
  }

  @Test
  void typesAreUpdatedAndDeleted() {
    ok(http.send("POST", "/types/typedefs", "{'classificationDefs':[{'name':'BRIEF'}]}"));
    JsonNode updated =
        ok(
            http.send(
                "PUT",
                "/types/typedefs/",
                "{'classificationDefs':[{'name':'BRIEF','description':'not for long'}]}"));
    assertThat(texts(updated.path("classificationDefs"), "description"))
        .containsExactly("not for long");
    done(http.send("DELETE", "/types/typedef/name/BRIEF", ""));
    refused(http.get("/types/typedef/name/BRIEF"), 404, "ATLAS-404-00-001");
  }

  @Test
  void entitiesAreCreatedAndReadWithWhatTheyOwn() {
    JsonNode response = createTable("created");
    String guid = response.path("guidAssignments").path("-2").asText();
    assertThat(texts(response.path("mutatedEntities").path("CREATE"), "typeName"))
        .contains("hive_table", "hive_column");

    JsonNode answer = ok(http.get("/entity/guid/" + guid));
    JsonNode entity = answer.path("entity");
    assertThat(entity.path("attributes").path("name").asText()).isEqualTo("created");
    assertThat(entity.path("attributes").path("createTime").asLong()).isEqualTo(1700000000000L);
    assertThat(entity.path("attributes").has("description")).isTrue();
    assertThat(entity.path("attributes").path("description").isNull()).isTrue();
    assertThat(entity.path("status").asText()).isEqualTo("ACTIVE");
    assertThat(entity.path("createdBy").asText()).isEqualTo("admin");
    JsonNode db = entity.path("relationshipAttributes").path("db");
    assertThat(db.path("displayText").asText()).isEqualTo("shop");
    assertThat(db.path("relationshipType").asText()).isEqualTo("hive_table_db");
    assertThat(db.path("relationshipAttributes").path("typeName").asText())
        .isEqualTo("hive_table_db");
    assertThat(texts(entity.path("relationshipAttributes").path("columns"), "displayText"))
        .containsExactlyInAnyOrder("id", "email");
    assertThat(texts(answer.path("referredEntities"), "typeName"))
        .containsExactly("hive_column", "hive_column");

    JsonNode plain = ok(http.get("/entity/guid/" + guid + "?ignoreRelationships=true"));
    assertThat(plain.path("entity").has("relationshipAttributes")).isFalse();
    assertThat(plain.path("referredEntities")).isEmpty();
    JsonNode minimal =
        ok(
            http.get(
                "/entity/uniqueAttribute/type/hive_table"
                    + "?attr:qualifiedName=shop.created@cl&minExtInfo=true"));
    assertThat(minimal.path("entity").path("guid").asText()).isEqualTo(guid);
    assertThat(minimal.path("referredEntities").elements().next().path("attributes").has("type"))
        .isFalse();
  }

  @Test
  void anUnchangedEntityIsNeitherCreatedNorUpdated() {
    createTable("same");

    JsonNode again = createTable("same");

    assertThat(again.has("mutatedEntities")).isFalse();
    assertThat(again.path("guidAssignments").size()).isEqualTo(4);
  }

  @Test
  void headersAndBulkReads() {
    String first = table("bulk1");
    String second = table("bulk2");

    assertThat(ok(http.get("/entity/guid/" + first + "/header")).path("displayText").asText())
        .isEqualTo("bulk1");
    assertThat(
            ok(http.get(
                    "/entity/uniqueAttribute/type/hive_table/header?attr:qualifiedName=shop.bulk2@cl"))
                .path("guid")
                .asText())
        .isEqualTo(second);
    assertThat(
            texts(
                ok(http.get("/entity/bulk/?guid=" + first + "&guid=" + second)).path("entities"),
                "guid"))
        .containsExactly(first, second);
    assertThat(
            texts(
                ok(http.get(
                        "/entity/bulk/uniqueAttribute/type/hive_table?attr_0:qualifiedName="
                            + "shop.bulk1@cl&attr_1:qualifiedName=nix&attr_2:qualifiedName="
                            + "shop.bulk2@cl"))
                    .path("entities"),
                "guid"))
        .containsExactly(first, second);
  }

  @Test
  void entitiesAreUpdatedInPart() {
    String guid = table("partial");

    JsonNode byGuid =
        ok(http.send("PUT", "/entity/guid/" + guid + "?name=description", "'for all'"));
    JsonNode byName =
        ok(
            http.send(
                "PUT",
                "/entity/uniqueAttribute/type/hive_table?attr:qualifiedName=shop.partial@cl",
                "{'entity':{'typeName':'hive_table','attributes':{'comment':'short'}}}"));

    assertThat(texts(byGuid.path("mutatedEntities").path("PARTIAL_UPDATE"), "guid"))
        .containsExactly(guid);
    assertThat(byName.path("mutatedEntities").has("PARTIAL_UPDATE")).isTrue();
    JsonNode attributes = ok(http.get("/entity/guid/" + guid)).path("entity").path("attributes");
    assertThat(attributes.path("description").asText()).isEqualTo("for all");
    assertThat(attributes.path("comment").asText()).isEqualTo("short");
    assertThat(attributes.path("owner").asText()).isEqualTo("ann");
  }

  @Test
  void entitiesAreDeletedSoftlyAndForGood() {
    String guid = table("doomed");

    JsonNode soft = ok(http.send("DELETE", "/entity/guid/" + guid, ""));
    assertThat(texts(soft.path("mutatedEntities").path("DELETE"), "typeName"))
        .contains("hive_table", "hive_column");
    assertThat(ok(http.get("/entity/guid/" + guid)).path("entity").path("status").asText())
        .isEqualTo("DELETED");
    AtlasHttp steward = new AtlasHttp(server.address(), "steward");
    refused(
        steward.send("DELETE", "/entity/bulk?deleteType=HARD&guid=" + guid, ""),
        403,
        "ATLAS-403-00-001");
    ok(http.send("DELETE", "/entity/bulk?deleteType=HARD&guid=" + guid, ""));
    refused(http.get("/entity/guid/" + guid), 404, "ATLAS-404-00-005");
  }

  @Test
  void entitiesAreRefusedAsAtlasRefusesThem() {
    refused(http.get("/entity/guid/" + UNKNOWN), 404, "ATLAS-404-00-005");
    refused(http.get("/entity/guid/nix/header"), 404, "ATLAS-404-00-005");
    refused(
        http.get("/entity/uniqueAttribute/type/hive_table?attr:qualifiedName=nix"),
        404,
        "ATLAS-404-00-009");
    refused(
        http.get("/entity/uniqueAttribute/type/nix?attr:qualifiedName=x"), 400, "ATLAS-400-00-014");
    refused(http.get("/entity/uniqueAttribute/type/hive_table"), 400, "ATLAS-400-00-013");
    refused(entity("{'typeName':'nix','attributes':{}}"), 400, "ATLAS-400-00-014");
    refused(
        entity("{'typeName':'hive_db','attributes':{'qualifiedName':'x','nix':1}}"),
        400,
        "ATLAS-400-00-023");
    refused(entity("{'typeName':'hive_db','attributes':{'name':'x'}}"), 404, "ATLAS-404-00-007");
    refused(
        entity(
            "{'typeName':'hive_table','attributes':{'qualifiedName':'q','name':'q','db':"
                + "{'typeName':'hive_db','uniqueAttributes':{'qualifiedName':'nix'}}}}"),
        404,
        "ATLAS-404-00-00A");
    refused(http.send("POST", "/entity", "{'entity':[]}"), 400, "ATLAS-400-00-029");
    refused(http.send("DELETE", "/entity/guid/" + UNKNOWN, ""), 404, "ATLAS-404-00-005");
    AtlasHttp reader = new AtlasHttp(server.address(), "reader");
    refused(reader.send("POST", "/entity", "{}"), 403, "ATLAS-403-00-001");
  }

  private Answer entity(String json) {
    return http.send("POST", "/entity/", "{'entity':" + json + "}");
  }

  @Test
  void classificationsAreAddedChangedAndRemoved() {
    String guid = table("tagged");
    String path = "/entity/guid/" + guid;

    done(
        http.send(
            "POST", path + "/classifications", "[{'typeName':'PII','attributes':{'level':'1'}}]"));
    refused(
        http.send("POST", path + "/classifications", "[{'typeName':'PII'}]"),
        400,
        "ATLAS-400-00-01B");
    done(
        http.send(
            "PUT",
            path + "/classifications",
            "[{'typeName':'PII','attributes':{'level':'2'},'propagate':false}]"));
    JsonNode pii = ok(http.get(path + "/classification/PII"));
    assertThat(pii.path("attributes").path("level").asText()).isEqualTo("2");
    assertThat(pii.path("propagate").asBoolean()).isFalse();
    assertThat(pii.path("entityGuid").asText()).isEqualTo(guid);
    assertThat(texts(ok(http.get(path + "/classifications")).path("list"), "typeName"))
        .containsExactly("PII");
    String byName = "/entity/uniqueAttribute/type/hive_table";
    String name = "?attr:qualifiedName=shop.tagged@cl";
    done(http.send("POST", byName + "/classifications" + name, "[{'typeName':'SPARE'}]"));
    done(http.send("DELETE", byName + "/classification/SPARE" + name, ""));
    done(http.send("DELETE", path + "/classification/PII", ""));
    refused(http.send("DELETE", path + "/classification/PII", ""), 400, "ATLAS-400-00-06D");
    refused(http.get(path + "/classification/PII"), 404, "ATLAS-404-00-008");
    refused(
        http.send("POST", path + "/classifications", "[{'typeName':'nix'}]"),
        404,
        "ATLAS-404-00-008");
  }

  @Test
  void classificationsOfManyEntities() {
    String first = table("many1");
    String second = table("many2");

    done(
        http.send(
            "POST",
            "/entity/bulk//classification",
            ("{'classification':{'typeName':'TABLES'},'entityGuids':['%s'],'entityTypeName':"
                    + "'hive_table','entitiesUniqueAttributes':[{'qualifiedName':'shop.many2@cl'}]}")
                .formatted(first)));
    ok(
        http.send(
            "POST",
            "/entity/bulk/setClassifications",
            ("{'guidHeaderMap':{'%s':{'typeName':'hive_table','classifications':"
                    + "[{'typeName':'SPARE','propagate':false}]}}}")
                .formatted(second)));

    assertThat(names(first)).containsExactly("TABLES");
    assertThat(names(second)).containsExactly("SPARE");
    assertThat(ok(http.get("/entity/bulk/headers")).path("guidHeaderMap").has(second)).isTrue();
  }

  private List<String> names(String guid) {
    return StreamSupport.stream(
            ok(http.get("/entity/guid/" + guid + "/header"))
                .path("classificationNames")
                .spliterator(),
            false)
        .map(JsonNode::asText)
        .toList();
  }

  @Test
  void classificationsPropagateAlongLineageBeforeTheWriteReturns() {
    String from = table("source");
    String to = table("target");
    createProcess("copy", from, to);

    done(http.send("POST", "/entity/guid/" + from + "/classifications", "[{'typeName':'EMAIL'}]"));

    JsonNode entity = ok(http.get("/entity/guid/" + to)).path("entity");
    assertThat(texts(entity.path("classifications"), "entityGuid")).containsExactly(from);
    String path = "/entity/guid/" + to + "/classification/EMAIL";
    refused(http.send("DELETE", path, ""), 400, "ATLAS-400-00-06C");
    refused(
        http.send("DELETE", path + "?associatedEntityGuid=" + UNKNOWN, ""),
        400,
        "ATLAS-400-00-070");
    refused(
        http.send("PUT", "/entity/guid/" + to + "/classifications", "[{'typeName':'EMAIL'}]"),
        400,
        "ATLAS-400-00-06B");
    assertThat(texts(search("{'classification':'PII','typeName':'hive_table'}"), "guid"))
        .contains(from, to);
  }

  @Test
  void lineageInLevelsAndOnDemand() {
    String first = table("l1");
    String second = table("l2");
    String third = table("l3");
    createProcess("p12", first, second);
    createProcess("p23", second, third);

    JsonNode whole = ok(http.get("/lineage/" + second));
    assertThat(whole.path("relations")).hasSize(4);
    assertThat(whole.path("guidEntityMap")).hasSize(5);
    assertThat(whole.path("lineageDirection").asText()).isEqualTo("BOTH");
    JsonNode near =
        ok(
            http.get(
                "/lineage/uniqueAttribute/type/hive_table?attr:qualifiedName=shop.l1@cl"
                    + "&direction=OUTPUT&depth=1"));
    assertThat(near.path("relations")).hasSize(2);
    assertThat(texts(near.path("relations"), "fromEntityId")).contains(first);
    assertThat(texts(near.path("relations"), "relationshipId").get(0)).hasSize(36);
    JsonNode demanded =
        ok(
            http.send(
                "POST",
                "/lineage/" + first,
                "{'%s':{'direction':'OUTPUT','outputRelationsLimit':1,'inputRelationsLimit':1,'depth':1}}"
                    .formatted(first)));
    assertThat(demanded.path("relationsOnDemand").path(second).path("hasMoreOutputs").asBoolean())
        .isTrue();
    refused(http.get("/lineage/" + UNKNOWN), 404, "ATLAS-404-00-005");
    refused(http.get("/lineage/" + first + "?direction=UP"), 400, "ATLAS-400-00-026");
    refused(http.get("/lineage/" + first + "?depth=x"), 400, "ATLAS-400-00-026");
  }

  private JsonNode search(String json) {
    return ok(http.send("POST", "/search/basic", json)).path("entities");
  }

  @Test
  void searchesByTypeTextFilterAndClassification() {
    String guid = table("needle");
    table("haystack");
    done(http.send("POST", "/entity/guid/" + guid + "/classifications", "[{'typeName':'SPARE'}]"));

    assertThat(texts(search("{'typeName':'hive_table','query':'needle'}"), "guid"))
        .containsExactly(guid);
    assertThat(texts(search("{'typeName':'Asset','query':'needl*'}"), "guid")).contains(guid);
    assertThat(texts(search("{'typeName':'DataSet','classification':'SPARE'}"), "guid"))
        .contains(guid);
    String filters =
        "{'typeName':'hive_table','entityFilters':{'condition':'AND','criterion':["
            + "{'attributeName':'name','operator':'startsWith','attributeValue':'need'},"
            + "{'attributeName':'owner','operator':'eq','attributeValue':'ann'}]},"
            + "'attributes':['createTime'],'sortBy':'name','sortOrder':'ASCENDING'}";
    assertThat(texts(search(filters), "guid")).containsExactly(guid);
    assertThat(
            texts(search("{'typeName':'hive_table','classification':'_NOT_CLASSIFIED'}"), "guid"))
        .isNotEmpty()
        .doesNotContain(guid);
    JsonNode get = ok(http.get("/search/basic?typeName=hive_table&query=needle&limit=5&offset=0"));
    assertThat(get.path("queryType").asText()).isEqualTo("BASIC");
    assertThat(get.path("searchParameters").path("limit").asInt()).isEqualTo(5);
    assertThat(get.path("approximateCount").asInt()).isEqualTo(1);
    assertThat(
            texts(
                ok(http.get(
                        "/search/attribute?typeName=hive_table&attrName=name&attrValuePrefix=need"))
                    .path("entities"),
                "guid"))
        .containsExactly(guid);
    JsonNode quick = ok(http.get("/search/quick?query=needle&typeName=hive_table"));
    assertThat(quick.path("searchResults").path("entities")).hasSize(1);
    assertThat(quick.path("aggregationMetrics").path("__typeName").path(0).path("count").asInt())
        .isEqualTo(1);
    assertThat(ok(http.get("/search/fulltext?query=needle")).path("fullTextResult")).isNotEmpty();
  }

  @Test
  void changesOfOneEntityAtTheSameTimeAreAllKept() {
    String path = "/entity/guid/" + table("popular");

    List<Integer> statuses =
        IntStream.range(0, 24)
            .parallel()
            .mapToObj(i -> http.send("PUT", path + "/labels", "['l%d']".formatted(i)).status())
            .toList();

    assertThat(statuses).containsOnly(204);
    assertThat(ok(http.get(path)).path("entity").path("labels")).hasSize(24);
  }

  @Test
  void searchesAreRefusedAsAtlasRefusesThem() {
    refused(http.send("POST", "/search/basic", "{}"), 400, "ATLAS-400-00-047");
    refused(http.get("/search/basic?typeName=nix"), 400, "ATLAS-400-00-00A");
    refused(http.get("/search/basic?classification=nix"), 400, "ATLAS-400-00-046");
    refused(http.get("/search/basic?query=x&limit=100000"), 400, "ATLAS-400-00-029");
    refused(http.get("/search/basic?query=x&limit=-1"), 400, "ATLAS-400-00-029");
    refused(http.get("/search/quick?query=" + "x".repeat(501)), 400, "ATLAS-400-00-029");
    refused(http.get("/search/basic?query=x&termName=y"), 400, "ATLAS-400-00-029");
    assertThat(http.get("/search/quick?query=" + "x".repeat(500)).status()).isEqualTo(200);
    String conditions =
        "{'attributeName':'name','operator':'eq','attributeValue':'x'},".repeat(500);
    String filter = "{'typeName':'hive_table','entityFilters':{'condition':'OR','criterion':[%s]}}";
    String most = conditions.substring(0, conditions.length() - 1);
    assertThat(http.send("POST", "/search/basic", filter.formatted(most)).status()).isEqualTo(200);
    refused(
        http.send("POST", "/search/basic", filter.formatted(most + "," + most)),
        400,
        "ATLAS-400-00-029");
    refused(http.get("/search/basic?query=x&offset=-1"), 400, "ATLAS-400-00-029");
    refused(http.get("/search/basic?typeName=hive_table&sortBy=nix"), 400, "ATLAS-400-00-023");
    refused(
        http.send(
            "POST",
            "/search/basic",
            "{'typeName':'hive_table','entityFilters':{'attributeName':'nix','operator':'eq'}}"),
        400,
        "ATLAS-400-00-023");
  }

  @Test
  void labelsAndBusinessMetadata() {
    String guid = table("labelled");
    String path = "/entity/guid/" + guid;

    done(http.send("POST", path + "/labels", "['gold']"));
    done(http.send("PUT", path + "/labels", "['silver']"));
    done(http.send("DELETE", path + "/labels", "['gold']"));
    refused(http.send("PUT", path + "/labels", "['a b']"), 400, "ATLAS-400-00-029");
    done(http.send("POST", path + "/businessmetadata", "{'stewardship':{'team':'blue'}}"));
    refused(
        http.send("POST", path + "/businessmetadata/stewardship", "{'nix':'blue'}"),
        404,
        "ATLAS-404-00-007");

    JsonNode entity = ok(http.get(path)).path("entity");
    assertThat(entity.path("labels").toString()).isEqualTo("[\"silver\"]");
    assertThat(entity.path("businessAttributes").path("stewardship").path("team").asText())
        .isEqualTo("blue");
    String wrapped = "{'stewardship':{'team':'red'}}";
    done(http.send("POST", path + "/businessmetadata/stewardship", wrapped));
    done(http.send("DELETE", path + "/businessmetadata/stewardship", "{'team':null}"));
    assertThat(ok(http.get(path)).path("entity").has("businessAttributes")).isFalse();
  }
}
