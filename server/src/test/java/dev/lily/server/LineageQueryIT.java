package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.graph.TenantId;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The questions about lineage, asked of one server: orders feeds sales, sales feeds 30 reports. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LineageQueryIT {
  private static final int REPORTS = 30;
  private static final String ODD = "=1+1, \"quoted\"";
  private static final String LINEAGE = "/api/lily/v1/lineage/";
  private static final String NOBODY = "11111111-2222-3333-4444-555555555555";

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, String> guids = new HashMap<>();
  private Server server;
  private String login;
  private String tenant = "default";

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    server = Servers.start(data, Map.of("lily.tenants.names", "default,other,round"));
    login = Servers.adminLogin(data);
    post(
        "/api/atlas/v2/types/typedefs",
        "{\"classificationDefs\":[{\"name\":\"PII\"},{\"name\":\"UNUSED\"},{\"name\":\"EMBARGO\"},{\"name\":\"LATE\"}]}");
    List<String> tables = new ArrayList<>(List.of("orders", "sales", ODD));
    for (int i = 0; i < REPORTS; i++) {
      tables.add("report" + i);
    }
    store(tables);
    ask("counts?root=" + guids.get("orders") + at());
    post(
        "/api/atlas/v2/entity/guid/" + guids.get("orders") + "/classifications",
        "[{\"typeName\":\"PII\",\"propagate\":true}]");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** The second table is made from the first, and each other from the second. */
  private void store(List<String> tables) throws Exception {
    ObjectNode body = json.createObjectNode();
    var entities = body.putArray("entities");
    for (int i = 0; i < tables.size(); i++) {
      entity(entities.addObject(), "DataSet", tables.get(i), -1 - i);
    }
    for (int i = 1; i < tables.size(); i++) {
      ObjectNode process = entities.addObject();
      entity(process, "Process", "job " + i, -1000 - i);
      ObjectNode attributes = process.withObjectProperty("attributes");
      attributes
          .putArray("inputs")
          .addObject()
          .put("typeName", "DataSet")
          .put("guid", Integer.toString(i == 1 ? -1 : -2));
      var outputs = attributes.putArray("outputs");
      outputs.addObject().put("typeName", "DataSet").put("guid", Integer.toString(-1 - i));
    }
    JsonNode answer = post("/api/atlas/v2/entity/bulk", body.toString());
    tables.forEach(
        name ->
            guids.put(
                name,
                answer.path("guidAssignments").path("" + (-1 - tables.indexOf(name))).asText()));
  }

  private static void entity(ObjectNode entity, String type, String name, int guid) {
    entity.put("typeName", type).put("guid", Integer.toString(guid));
    entity.putObject("attributes").put("qualifiedName", name).put("name", name);
  }

  /** As the writer of all that is committed. */
  private String at() {
    return "&minPosition=" + server.inside().catalog().outbox().head();
  }

  private JsonNode ask(String question) throws Exception {
    HttpResponse<String> answer = get(LINEAGE + question);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode body = json.readTree(answer.body());
    assertThat(body.path("position").isNumber()).isTrue();
    return body;
  }

  private void refused(int status, String question, String... words) throws Exception {
    HttpResponse<String> answer = get(LINEAGE + question);
    assertThat(answer.statusCode()).as(question + " " + answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(json.readTree(answer.body()).path("detail").asText()).contains(words);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private JsonNode post(String path, String body) throws Exception {
    HttpResponse<String> answer =
        client.send(
            request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer.body().isEmpty() ? json.createObjectNode() : json.readTree(answer.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.state().url() + path))
        .header("Authorization", login)
        .header("X-Lily-Tenant", tenant)
        .header("Content-Type", "application/json");
  }

  @Test
  void aSceneSaysWhatItHolds() throws Exception {
    JsonNode scene = ask("scene?depth=1&root=" + guids.get("sales") + at());

    assertThat(scene.path("total").asInt()).isEqualTo(1 + 2 + 2 * (REPORTS + 1));
    assertThat(scene.path("shown")).isEqualTo(scene.path("total"));
    assertThat(scene.path("truncated").isBoolean()).isTrue();
    assertThat(scene.path("truncated").asBoolean()).isFalse();
    assertThat(scene.path("edges")).hasSize(2 * (REPORTS + 2));
    JsonNode root = scene.path("nodes").get(0);
    assertThat(root.path("qualifiedName").asText()).isEqualTo("sales");
    assertThat(root.path("kind").asText()).isEqualTo("dataset");
    assertThat(root.path("side").asText()).isEqualTo("root");
    assertThat(root.path("classifications").get(0).path("origin").asText()).isEqualTo("propagated");
    assertThat(root.path("classifications").get(0).path("originGuid").asText())
        .isEqualTo(guids.get("orders"));
    assertThat(scene.path("nodes").get(1).path("kind").asText()).isEqualTo("process");
    JsonNode edge = scene.path("edges").get(0);
    assertThat(edge.path("kind").asText()).isEqualTo("dataset");
    assertThat(edge.path("propagates").asText()).isEqualTo("downstream");
    assertThat(edge.path("relationshipType").asText()).contains("process");
    assertThat(scene.path("cycles")).isEmpty();
  }

  @Test
  void aCursorContinues() throws Exception {
    String question = "scene?direction=downstream&limit=10&root=" + guids.get("orders");
    JsonNode page = ask(question);
    int nodes = page.path("nodes").size();
    int edges = page.path("edges").size();
    while (page.has("cursor")) {
      assertThat(page.path("truncated").asBoolean()).isTrue();
      page = ask(question + "&cursor=" + page.path("cursor").asText());
      assertThat(page.path("cursorPosition").isNumber()).isTrue();
      nodes += page.path("nodes").size();
      edges += page.path("edges").size();
    }
    assertThat(page.path("truncated").asBoolean()).isFalse();
    assertThat(nodes).isEqualTo(page.path("total").asInt()).isEqualTo(1 + 2 + 2 * (REPORTS + 1));
    assertThat(edges).isEqualTo(2 * (REPORTS + 2));
  }

  @Test
  void aCursorOfAnotherQuestionIsRefused() throws Exception {
    String cursor = ask("scene?limit=2&root=" + guids.get("orders")).path("cursor").asText();
    refused(
        400, "scene?limit=2&depth=9&root=" + guids.get("orders") + "&cursor=" + cursor, "cursor");
    refused(400, "scene?root=" + guids.get("orders") + "&cursor=x", "cursor", "'x'");
  }

  @Test
  void schemasOfWhatHasNoneAreTheAssets() throws Exception {
    JsonNode scene = ask("scene?lens=schema&root=" + guids.get("sales"));
    assertThat(scene.path("total").asInt()).isEqualTo(REPORTS + 3);
    assertThat(scene.path("edges").get(0).path("count").asInt()).isEqualTo(1);
    assertThat(scene.path("nodes").get(0).path("members").asInt()).isEqualTo(1);
  }

  @Test
  void aPathIsInOrder() throws Exception {
    JsonNode path = ask("path?from=" + guids.get("orders") + "&to=" + guids.get("report7") + at());
    assertThat(path.path("found").asBoolean()).isTrue();
    assertThat(path.path("length").asInt()).isEqualTo(2);
    assertThat(path.path("nodes")).hasSize(5);
    assertThat(path.path("edges").get(0).path("from").asText()).isEqualTo(guids.get("orders"));
    assertThat(path.path("edges").get(3).path("to").asText()).isEqualTo(guids.get("report7"));

    JsonNode back = ask("path?to=" + guids.get("orders") + "&from=" + guids.get("report7"));
    assertThat(back.path("found").asBoolean()).isFalse();
    assertThat(back.path("reverseOnly").asBoolean()).isTrue();
    assertThat(back.path("edges")).isEmpty();
  }

  @Test
  void impactIsFilteredAndCounted() throws Exception {
    JsonNode all = ask("impact?root=" + guids.get("orders") + at());
    assertThat(all.path("total").asInt()).isEqualTo(2 * (REPORTS + 2));
    assertThat(all.path("byType").path("DataSet").asInt()).isEqualTo(REPORTS + 2);
    assertThat(all.path("byDistance").path("1").asInt()).isEqualTo(2);

    String filters = "&typeName=DataSet&qualifiedName=report*&classification=PII&limit=4";
    JsonNode some = ask("impact?root=" + guids.get("orders") + filters);
    assertThat(some.path("total").asInt()).isEqualTo(REPORTS);
    assertThat(some.path("shown").asInt()).isEqualTo(4);
    assertThat(some.path("truncated").asBoolean()).isTrue();
    assertThat(some.path("assets").get(0).path("distance").asInt()).isEqualTo(2);
    JsonNode next =
        ask(
            "impact?root="
                + guids.get("orders")
                + filters
                + "&cursor="
                + some.path("cursor").asText());
    assertThat(next.path("shown").asInt()).isEqualTo(8);
    assertThat(
            ask("impact?classification=UNUSED&root=" + guids.get("orders")).path("total").asInt())
        .isZero();
    assertThat(ask("impact?direction=upstream&root=" + guids.get("sales")).path("total").asInt())
        .isEqualTo(2);
  }

  /** Put on what nobody else asks about, from a time that has not come. */
  @Test
  void whatDoesNotHoldYetIsTold() throws Exception {
    String root = guids.get("report3");
    post(
        "/api/atlas/v2/entity/guid/" + root + "/classifications",
        """
        [{"typeName": "EMBARGO", "propagate": true, "validityPeriods":
          [{"startTime": "2999/01/01 00:00:00", "endTime": "", "timeZone": "UTC"}]}]
        """);
    for (String question : List.of("scene?lens=asset&root=", "impact?root=", "counts?root=")) {
      JsonNode carried = ask(question + root + at()).path("root").path("classifications");
      assertThat(carried.get(0).path("name").asText()).isEqualTo("EMBARGO");
      assertThat(carried.get(0).path("holdsNow").asBoolean(true)).isFalse();
      assertThat(carried.get(1).path("name").asText()).isEqualTo("PII");
      assertThat(carried.get(1).has("holdsNow")).isFalse();
    }
    JsonNode path = ask("path?from=" + guids.get("sales") + "&to=" + root);
    assertThat(path.path("nodes").get(2).path("classifications").get(0).has("holdsNow")).isTrue();

    assertThat(
            get("/api/lily/v1/entity/guid/" + root + "/classification/EMBARGO/propagation").body())
        .contains("\"holdsNow\":false");

    String impact = "impact?classification=EMBARGO&root=" + guids.get("sales");
    assertThat(ask(impact).path("total").asInt()).isZero();
    assertThat(ask(impact + "&holds=any").path("total").asInt()).isEqualTo(1);
    assertThat(get(LINEAGE + impact + "&holds=any&format=csv").body().lines().toList())
        .last()
        .asString()
        .endsWith(",EMBARGO,PII,EMBARGO");
    refused(400, impact + "&holds=soon", "holds must be one of now, any");
  }

  @Test
  void impactIsACsvFile() throws Exception {
    String question = LINEAGE + "impact?typeName=DataSet&root=" + guids.get("orders") + at();
    HttpResponse<String> csv = get(question + "&format=csv");

    assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
    assertThat(csv.headers().firstValue("X-Lily-Truncated")).contains("false");
    assertThat(csv.headers().firstValue("X-Lily-Total")).contains("" + (REPORTS + 2));
    List<String> lines = csv.body().lines().toList();
    assertThat(lines).hasSize(1 + REPORTS + 2);
    assertThat(lines.get(0)).startsWith("distance,side,kind,typeName,qualifiedName,guid");
    assertThat(lines.get(1)).startsWith("1,downstream,dataset,DataSet,sales,").endsWith(",PII,");
    assertThat(csv.body()).contains(",\"'=1+1, \"\"quoted\"\"\",").contains("\r\n");

    HttpResponse<String> cut =
        client.send(
            request(question + "&limit=5").header("Accept", "text/csv").build(),
            BodyHandlers.ofString());
    assertThat(cut.headers().firstValue("X-Lily-Truncated")).contains("true");
    assertThat(cut.headers().firstValue("X-Lily-Cursor")).isPresent();
    assertThat(cut.body().lines().toList()).hasSize(7).last().asString().startsWith("# 5 of 32 ");
  }

  @Test
  void countsAndCyclesTellOfEachOther() throws Exception {
    JsonNode counts = ask("counts?root=" + guids.get("sales") + at());
    assertThat(counts.path("upstream").path("total").path("datasets").asInt()).isEqualTo(1);
    assertThat(counts.path("downstream").path("direct").path("datasets").asInt())
        .isEqualTo(REPORTS + 1);
    assertThat(counts.path("downstream").path("direct").path("processes").asInt())
        .isEqualTo(REPORTS + 1);
    assertThat(counts.path("inCycle").asBoolean()).isFalse();
    assertThat(counts.path("cycle").toString())
        .isEqualTo("{\"datasets\":0,\"processes\":0,\"columns\":0}");
    JsonNode cycles = ask("cycles?limit=5" + at());
    assertThat(cycles.path("total").isNumber()).isTrue();
    assertThat(cycles.path("truncated").isBoolean()).isTrue();
  }

  @Test
  void columnsThatFeedEachOtherAreACycleOfTheirTables() throws Exception {
    ObjectNode body = json.createObjectNode();
    var entities = body.putArray("entities");
    for (String name : List.of("left", "right")) {
      ObjectNode table = entities.addObject();
      entity(table, "openlineage_dataset", name, name.equals("left") ? -1 : -2);
      for (int i = 1; i <= 2; i++) {
        ObjectNode column = entities.addObject();
        entity(column, "openlineage_column", name + "#" + i, (name.equals("left") ? -10 : -20) - i);
        column
            .withObjectProperty("attributes")
            .putObject("dataset")
            .put("guid", name.equals("left") ? "-1" : "-2");
      }
    }
    JsonNode made = post("/api/atlas/v2/entity/bulk", body.toString()).path("guidAssignments");
    for (String[] way : new String[][] {{"-11", "-21"}, {"-22", "-12"}}) {
      ObjectNode change = json.createObjectNode();
      ObjectNode target = change.putArray("entities").addObject();
      target.put("typeName", "openlineage_column").put("guid", made.path(way[1]).asText());
      target
          .putObject("attributes")
          .putArray("sourceColumns")
          .addObject()
          .put("guid", made.path(way[0]).asText());
      post("/api/atlas/v2/entity/bulk", change.toString());
    }

    JsonNode cycles = ask("cycles?limit=5" + at());
    assertThat(cycles.path("lens").asText()).isEqualTo("asset");
    assertThat(cycles.path("total").asInt()).isEqualTo(1);
    JsonNode cycle = cycles.path("cycles").path(0);
    assertThat(cycle.path("datasets").asInt()).isEqualTo(2);
    assertThat(cycle.path("columns").asInt()).isZero();
    assertThat(cycle.path("members").findValuesAsText("qualifiedName"))
        .containsExactlyInAnyOrder("left", "right");
    assertThat(ask("cycles?lens=column" + at()).path("total").asInt()).isZero();
  }

  @Test
  void cyclesComePageByPage() throws Exception {
    tenant = "round";
    try {
      ObjectNode body = json.createObjectNode();
      var entities = body.putArray("entities");
      for (int i = 0; i < 3; i++) {
        entity(entities.addObject(), "DataSet", "here" + i, -10 - i);
        entity(entities.addObject(), "DataSet", "there" + i, -20 - i);
        move(entities.addObject(), "to " + i, -10 - i, -20 - i);
        move(entities.addObject(), "fro " + i, -20 - i, -10 - i);
      }
      post("/api/atlas/v2/entity/bulk", body.toString());
      JsonNode page = ask("cycles?limit=2" + at());
      assertThat(page.path("shown").asInt()).isEqualTo(2);
      assertThat(page.path("total").asInt()).isEqualTo(3);
      assertThat(page.path("truncated").asBoolean()).isTrue();
      List<String> seen = new ArrayList<>(page.path("cycles").findValuesAsText("guid"));
      page = ask("cycles?limit=2&cursor=" + page.path("cursor").asText());
      assertThat(page.path("shown").asInt()).isEqualTo(3);
      assertThat(page.path("truncated").asBoolean()).isFalse();
      assertThat(page.has("cursor")).isFalse();
      seen.addAll(page.path("cycles").findValuesAsText("guid"));
      assertThat(seen).hasSize(12).doesNotHaveDuplicates();
    } finally {
      tenant = "default";
    }
  }

  private static void move(ObjectNode entity, String name, int from, int to) {
    entity(entity, "Process", name, 100 * from + to);
    ObjectNode attributes = entity.withObjectProperty("attributes");
    attributes.putArray("inputs").addObject().put("typeName", "DataSet").put("guid", "" + from);
    attributes.putArray("outputs").addObject().put("typeName", "DataSet").put("guid", "" + to);
  }

  @Test
  void nothingIsAroundAnAssetThatStandsAlone() throws Exception {
    ObjectNode body = json.createObjectNode();
    entity(body.putArray("entities").addObject(), "DataSet", "alone", -1);
    String alone =
        post("/api/atlas/v2/entity/bulk", body.toString()).at("/guidAssignments/-1").asText();

    JsonNode scene = ask("scene?root=" + alone + at());
    assertThat(scene.path("nodes").findValuesAsText("qualifiedName")).containsExactly("alone");
    assertThat(scene.path("total").asInt()).isEqualTo(1);
    assertThat(ask("impact?root=" + alone).path("total").asInt()).isZero();
    assertThat(ask("counts?root=" + alone).at("/upstream/total/datasets").asInt()).isZero();
    String other = guids.get("orders");
    assertThat(ask("path?from=" + alone + "&to=" + other).path("found").asBoolean()).isFalse();
    assertThat(ask("path?from=" + other + "&to=" + alone).path("found").asBoolean()).isFalse();
    tenant = "other";
    try {
      refused(404, "scene?root=" + alone, "root", alone);
    } finally {
      tenant = "default";
    }
  }

  @Test
  void anotherTenantKnowsNothing() throws Exception {
    String root = guids.get("orders");
    tenant = "other";
    try {
      for (String question : List.of("scene?root=", "impact?root=", "counts?root=")) {
        refused(404, question + root, "root", root);
      }
      refused(404, "path?from=" + root + "&to=" + root, "from");
      assertThat(ask("cycles").path("total").asInt()).isZero();
    } finally {
      tenant = "default";
    }
  }

  @Test
  void faultsNameTheParameter() throws Exception {
    String root = "root=" + guids.get("orders");
    refused(400, "scene", "root is missing");
    refused(400, "scene?root=7", "root must be a guid", "'7'");
    refused(400, "scene?" + root + "&min_position=1", "did you mean minPosition?");
    refused(404, "scene?root=" + NOBODY, "root", NOBODY);
    refused(400, "scene?" + root + "&direction=sideways", "direction", "upstream", "sideways");
    refused(400, "scene?" + root + "&lens=x", "lens", "asset, column, schema, service");
    refused(400, "scene?" + root + "&depth=0", "depth must be from 1 to 100");
    refused(400, "scene?" + root + "&limit=10001", "limit must be from 1 to 10000");
    refused(400, "scene?" + root + "&limit=many", "limit");
    refused(400, "scene?" + root + "&minPosition=-1", "minPosition", "-1");
    refused(404, "path?from=" + guids.get("orders") + "&to=" + NOBODY, "to", NOBODY);
    refused(404, "path?from=" + NOBODY, "from", NOBODY);
    refused(400, "path?from=" + guids.get("orders"), "to is missing");
    refused(400, "impact?" + root + "&typeName=Nix", "typeName", "Nix");
    refused(400, "impact?" + root + "&classification=Nix", "classification", "Nix");
    refused(400, "impact?" + root + "&format=xml", "format", "json, csv");
    refused(400, "impact?" + root + "&limit=1001", "limit must be from 1 to 1000");
    refused(400, "cycles?limit=101", "limit must be from 1 to 100");
    refused(400, "cycles?lens=schema", "lens must be asset or column for cycles");
    refused(
        400,
        "path?lens=schema&from=" + guids.get("orders") + "&to=" + guids.get("orders"),
        "lens must be asset or column");
    assertThat(
            ask("impact?"
                    + root
                    + "&qualifiedName="
                    + URLEncoder.encode("*%_", StandardCharsets.UTF_8))
                .path("total")
                .asInt())
        .isZero();
  }

  @Test
  void aPositionThatDoesNotComeIsATimeout() throws Exception {
    refused(504, "counts?minPosition=999999999&root=" + guids.get("orders"), "minPosition");
    assertThat(get(LINEAGE + "cycles?minPosition=999999999").body()).contains("ATLAS-504-00-L01");
    assertThat(
            get("/api/lily/v1/entity/guid/"
                    + guids.get("orders")
                    + "/classification/PII/propagation?minPosition=x")
                .statusCode())
        .isEqualTo(400);
  }

  /** A walk that does not end keeps changes out of the index. */
  @Test
  void aWriterIsToldWhereItsWriteStandsAndWhetherTheIndexIsBehind() throws Exception {
    String path = "/api/atlas/v2/entity/guid/" + guids.get("report5") + "/classification";
    HttpResponse<String> followed = write(request(path + "s").POST(classify("LATE")));
    assertThat(followed.headers().firstValue("X-Lily-Index-Behind")).isEmpty();
    assertThat(position(followed)).isPositive();

    CountDownLatch walking = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Boolean> walk =
        CompletableFuture.supplyAsync(
            () ->
                server
                    .inside()
                    .propagation()
                    .index()
                    .read(TenantId.DEFAULT, view -> held(walking, goOn)));
    walking.await();
    HttpResponse<String> removed = write(request(path + "/LATE").DELETE());
    goOn.countDown();

    assertThat(removed.headers().firstValue("X-Lily-Index-Behind")).contains("true");
    assertThat(position(removed)).isGreaterThan(position(followed));
    assertThat(walk.get()).isTrue();
    String question = "counts?root=" + guids.get("report5") + "&minPosition=" + position(removed);
    assertThat(ask(question).path("root").path("classifications").findValuesAsText("name"))
        .doesNotContain("LATE");

    HttpResponse<String> same =
        write(request(path.replace("classification", "labels")).PUT(none()));
    assertThat(position(same)).isGreaterThanOrEqualTo(position(removed));
  }

  private static boolean held(CountDownLatch walking, CountDownLatch goOn) {
    walking.countDown();
    try {
      return goOn.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      return false;
    }
  }

  private static BodyPublisher classify(String name) {
    return BodyPublishers.ofString("[{\"typeName\":\"" + name + "\"}]");
  }

  private static BodyPublisher none() {
    return BodyPublishers.ofString("[]");
  }

  private HttpResponse<String> write(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer;
  }

  private static long position(HttpResponse<String> answer) {
    return answer.headers().firstValueAsLong("X-Lily-Position").orElseThrow();
  }

  @Test
  void onlyThoseWhoMayReadAsk() throws Exception {
    String admin = login;
    login = Servers.login("nobody", "nothing");
    try {
      assertThat(get(LINEAGE + "cycles").statusCode()).isEqualTo(401);
    } finally {
      login = admin;
    }
  }
}
