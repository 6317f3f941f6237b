package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.type.TypesDefCodec;
import dev.lily.notifications.log.Topics;
import dev.lily.notifications.openlineage.OpenLineageNames;
import dev.lily.server.demo.ShopDemo;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A steward asks what a tag would do, sets it, and asks why it is where it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExplanationIT {
  private static final String WAREHOUSE = "file:/data/shop/warehouse/";
  private static final String PREVIEW = "/api/lily/v1/propagation/preview";
  private static final Set<String> REACHED =
      Set.of(
          "raw/customers#email",
          "staging/customers#email",
          "staging/orders_enriched#customer_email",
          "marts/customer_360#email",
          "marts/email_domains#domain");
  private static final RequestContext CONTEXT =
      new RequestContext(
          TenantId.DEFAULT, new Principal("stella", Set.of(), Set.of()), Clock.systemUTC(), "it");

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private Server server;
  private GraphCatalog catalog;
  private String login;
  private Guid email;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    server = Servers.start(data);
    catalog = server.inside().catalog();
    login = Servers.adminLogin(data);
    catalog
        .types()
        .create(
            CONTEXT,
            TypesDefCodec.decode(
                """
                {"classificationDefs":[{"name":"PII"},{"name":"GDPR"},
                {"name":"ONLY_JOBS","entityTypes":["Process"]}]}\
                """
                    .getBytes(StandardCharsets.UTF_8)));
    try (var events = ShopDemo.class.getResourceAsStream("openlineage-events.jsonl")) {
      for (String event :
          new String(events.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        assertThat(post("/api/v1/lineage", event).statusCode()).isEqualTo(201);
      }
    }
    email = column("raw/customers#email");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  @Order(1)
  void aPreviewTellsWhoWouldLoseWhatAndWritesNothing() throws Exception {
    long head = catalog.outbox().head();

    JsonNode answer = answer(preview(classify(email, "PII"), "?minPosition=" + head));

    assertThat(answer.path("proposal").asText()).isEqualTo("classify");
    assertThat(answer.path("position").asLong()).isGreaterThanOrEqualTo(head);
    JsonNode effect = answer.path("effects").path(0);
    assertThat(effect.path("gainedCount").asInt()).isEqualTo(5);
    assertThat(effect.path("lostCount").asInt()).isZero();
    assertThat(names(effect.path("gained"))).isEqualTo(new TreeSet<>(REACHED));
    assertThat(effect.path("heldBack").findValuesAsText("reason")).contains("masking");
    JsonNode access = answer.path("access");
    assertThat(access.path("evaluated").asLong()).isEqualTo(access.path("total").asLong());
    assertThat(access.path("principals")).hasSize(1);
    JsonNode everyone = access.path("principals").path(0);
    assertThat(everyone.path("kind").asText()).isEqualTo("EVERYONE_ELSE");
    assertThat(everyone.path("losesClear").asInt()).isEqualTo(5);
    assertThat(names(everyone.path("shifts").path(0).path("examples")))
        .isEqualTo(new TreeSet<>(REACHED));
    assertThat(catalog.outbox().head()).isEqualTo(head);
    assertThat(masks()).isEmpty();
  }

  @Test
  @Order(2)
  void aPreviewIsPaged() throws Exception {
    JsonNode answer = answer(preview(classify(email, "PII"), "?limit=2&offset=4&access=false"));

    assertThat(answer.path("effects").path(0).path("gainedCount").asInt()).isEqualTo(5);
    assertThat(answer.path("effects").path(0).path("gained")).hasSize(1);
    assertThat(answer.has("access")).isFalse();
  }

  @Test
  @Order(3)
  void whatCannotBeDoneCannotBePreviewed() throws Exception {
    Guid unknown = new Guid(0x123456789abc8123L, 0x8123456789abcdefL);
    String domain = column("marts/email_domains#domain").toString();
    refused(classify(email, "NOPE"), 404, "NOPE");
    refused(classify(email, "ONLY_JOBS"), 400, "ONLY_JOBS");
    refused(classify(unknown, "PII"), 404, "/classify: there is no asset " + unknown);
    refused("{\"classify\":{\"guid\":\"x\"}}", 400, "/classify/guid: 'x' is no guid");
    refused("{\"classify\":{\"guid\":\"%s\"}}".formatted(email), 400, "/classify/classification");
    refused(
        """
        {"classify":{"guid":"%s","classification":{"typeName":"PII",
        "validityPeriods":[{"endTime":"2020/01/01 00:00:00"}]}}}\
        """
            .formatted(email),
        400,
        "/classify/classification/validityPeriods: all of them have ended");
    refused("{}", 400, "exactly one of [classify, cut, declassify, link]");
    refused("{\"classify\":{},\"cut\":{}}", 400, "exactly one of");
    refused(declassify(email, "PII"), 400, "does not have the classification PII itself");
    refused(edge("link", "column_lineage", email, email), 400, "/link/end2");
    refused(edge("link", "no_such", email, email), 404, "no_such");
    refused(edge("cut", "column_lineage", email, column("raw/customers#phone")), 404, "/cut");
    Relationship known = edgeInto("marts/email_domains#domain");
    refused(
        edge("link", "column_lineage", known.end1().guid(), known.end2().guid())
            .replace(
                "}}}", "},\"attributes\":" + json.writeValueAsString(known.attributes()) + "}}"),
        409,
        "already exists");
    refused(
        "{\"link\":{\"typeName\":\"column_lineage\",\"end1\":{\"guid\":\"" + domain + "\"}}}",
        400,
        "/link/end2");
    assertThat(post(PREVIEW + "?minPosition=99999999", classify(email, "PII")).statusCode())
        .isEqualTo(504);
    assertThat(post(PREVIEW + "?limit=5000", classify(email, "PII")).statusCode()).isEqualTo(400);
  }

  @Test
  @Order(4)
  void whyTellsTheWholeWay() throws Exception {
    HttpResponse<String> tagged =
        post("/api/atlas/v2/entity/guid/" + email + "/classifications", "[{\"typeName\":\"PII\"}]");
    assertThat(tagged.statusCode()).isEqualTo(204);
    long position = catalog.outbox().head();

    JsonNode answer =
        answer(why(column("marts/email_domains#domain"), "PII", "?minPosition=" + position));

    assertThat(answer.path("carries").asBoolean()).isTrue();
    assertThat(answer.path("originCount").asInt()).isEqualTo(1);
    JsonNode origin = answer.path("origins").path(0);
    assertThat(origin.path("asset").path("qualifiedName").asText())
        .isEqualTo(WAREHOUSE + "raw/customers#email");
    assertThat(origin.path("propagated").asBoolean()).isTrue();
    assertThat(origin.path("holdsNow").asBoolean()).isTrue();
    JsonNode provenance = origin.path("provenance");
    ChangeEvent event = eventOf(email);
    assertThat(provenance.path("actor").asText()).isEqualTo("admin");
    assertThat(provenance.path("eventId").asText()).isEqualTo(event.id());
    assertThat(provenance.path("requestId").asText()).isEqualTo(event.origin().causeId());
    JsonNode path = origin.path("path");
    assertThat(path).hasSize(origin.path("hopCount").asInt()).isNotEmpty();
    Guid here = email;
    for (JsonNode hop : path) {
      assertThat(hop.path("from").path("guid").asText()).isEqualTo(here.toString());
      assertThat(hop.path("rule").asText()).isEqualTo("column lineage ONE_TO_TWO");
      assertThat(hop.path("kind").asText()).isEqualTo("COLUMN_LINEAGE");
      assertThat(hop.path("relationshipGuid").asText()).hasSize(36);
      assertThat(hop.path("transformations").findValuesAsText("type")).contains("DIRECT");
      assertThat(hop.path("processes")).isNotEmpty();
      assertThat(answer.path("processes").findValuesAsText("guid"))
          .contains(hop.path("processes").path(0).asText());
      assertThat(hop.path("arrival").path("position").asLong())
          .isGreaterThanOrEqualTo(event.position());
      assertThat(hop.path("arrival").path("latencyMillis").asLong()).isBetween(0L, 10_000L);
      here = Guid.parse(hop.path("to").path("guid").asText()).orElseThrow();
    }
    assertThat(here).isEqualTo(column("marts/email_domains#domain"));
    assertThat(masks()).isEqualTo(new TreeSet<>(REACHED));
  }

  @Test
  @Order(5)
  void whyNotTellsWhatHeldItBack() throws Exception {
    JsonNode answer = answer(why(column("marts/customers_anonymized#email_hash"), "PII", ""));

    assertThat(answer.path("carries").asBoolean()).isFalse();
    assertThat(answer.path("heldBack").path(0).path("reason").asText()).isEqualTo("masking");
    assertThat(answer.path("heldBack").path(0).path("transformations").findValuesAsText("masking"))
        .contains("true");
    assertThat(answer.path("heldBack").path(0).path("furtherStopCount").asInt(-1)).isZero();
    assertThat(answer.path("heldBack").path(0).path("furtherStops")).isEmpty();
    assertThat(why(new Guid(0x123456789abc8123L, 0x8123456789abcdefL), "PII", "").statusCode())
        .isEqualTo(404);
    assertThat(why(email, "NOPE", "").statusCode()).isEqualTo(404);
    assertThat(why(email, "PII", "?limit=0").statusCode()).isEqualTo(400);
    assertThat(answer(why(email, "GDPR", "")).path("heldBackComplete").asBoolean()).isTrue();
  }

  @Test
  @Order(6)
  void takingItAwayOrCuttingAnEdgeGivesClearAccessBack() throws Exception {
    JsonNode gone = answer(preview(declassify(email, "PII"), ""));
    assertThat(names(gone.path("effects").path(0).path("lost"))).isEqualTo(new TreeSet<>(REACHED));
    assertThat(gone.path("access").path("principals").path(0).path("gainsClear").asInt())
        .isEqualTo(5);

    Relationship last = edgeInto("marts/email_domains#domain");
    JsonNode cut =
        answer(preview(edge("cut", last.typeName(), last.end1().guid(), last.end2().guid()), ""));
    assertThat(names(cut.path("effects").path(0).path("lost")))
        .containsExactly("marts/email_domains#domain");

    Guid buyers = column("marts/revenue_by_country#buyers");
    JsonNode linked = answer(preview(edge("link", "column_lineage", email, buyers), ""));
    assertThat(names(linked.path("effects").path(0).path("gained")))
        .containsExactly("marts/revenue_by_country#buyers");
    assertThat(linked.path("access").path("principals").path(0).path("losesClear").asInt())
        .isEqualTo(1);
    JsonNode blocked =
        answer(
            preview(
                edge("link", "column_lineage", email, buyers)
                    .replace("}}}", "},\"blockedPropagatedClassifications\":[\"PII\"]}}"),
                ""));
    assertThat(blocked.path("effects").path(0).path("gainedCount").asInt()).isZero();
    assertThat(blocked.path("effects").path(0).path("heldBack").path(0).path("reason").asText())
        .isEqualTo("blocked");
  }

  /** The preview of an edge that lets less pass comes true when it is made so. */
  @Test
  @Order(7)
  void whatAnEdgeWouldHoldBackComesTrue() throws Exception {
    Relationship last = edgeInto("marts/email_domains#domain");
    String known = edge("link", last.typeName(), last.end1().guid(), last.end2().guid());
    String update = "{\"guid\":\"%s\",%s}";
    for (String change :
        List.of(
            "\"propagateTags\":\"NONE\"",
            "\"propagateTags\":\"ONE_TO_TWO\"",
            "\"blockedPropagatedClassifications\":[{\"typeName\":\"PII\",\"entityGuid\":\"%s\"}]"
                .formatted(email))) {
      Set<String> before = masks();
      JsonNode effect =
          answer(preview(known.replace("}}}", "}," + change + "}}"), "?access=false"))
              .path("effects")
              .path(0);
      Set<String> expected = new TreeSet<>(before);
      expected.addAll(names(effect.path("gained")));
      expected.removeAll(names(effect.path("lost")));
      assertThat(expected).as(change).isNotEqualTo(before);

      HttpResponse<String> done =
          client.send(
              request("/api/atlas/v2/relationship")
                  .PUT(BodyPublishers.ofString(update.formatted(last.guid(), change)))
                  .build(),
              BodyHandlers.ofString());

      assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
      assertThat(masks()).as(change).isEqualTo(expected);
    }
    refused(known.replace("}}}", "},\"propagateTags\":\"BOTH\"}}"), 400, "/link/propagateTags");
  }

  /** A relationship that lets nothing pass may be made, so it may be previewed: it is a stop. */
  @Test
  @Order(8)
  void anEdgeThatCarriesLessThanItsTypeIsToldAsAStop() throws Exception {
    String end = "{\"type\":\"openlineage_column\",\"name\":\"%s\",\"cardinality\":\"SET\"}";
    catalog
        .types()
        .create(
            CONTEXT,
            TypesDefCodec.decode(
                """
                {"relationshipDefs":[{"name":"beside","relationshipCategory":"ASSOCIATION",
                "propagateTags":"ONE_TO_TWO","endDef1":%s,"endDef2":%s}]}\
                """
                    .formatted(end.formatted("besides"), end.formatted("besideOf"))
                    .getBytes(StandardCharsets.UTF_8)));
    Guid buyers = column("marts/revenue_by_country#buyers");
    String ends =
        "\"typeName\":\"beside\",\"end1\":{\"guid\":\"%s\"},\"end2\":{\"guid\":\"%s\"}"
            .formatted(email, buyers);
    String silent = ends + ",\"propagateTags\":\"NONE\"";

    assertThat(answer(preview("{\"link\":{" + ends + "}}", "")).path("effects")).hasSize(1);
    requireStop(answer(preview("{\"link\":{" + silent + "}}", "")));
    HttpResponse<String> made = post("/api/atlas/v2/relationship", "{" + silent + "}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);

    refused("{\"link\":{" + silent + "}}", 409, "already exists");
    String blocking = silent + ",\"blockedPropagatedClassifications\":[\"PII\"]";
    requireStop(answer(preview("{\"link\":{" + blocking + "}}", "")));
    assertThat(answer(why(buyers, "PII", "")).path("heldBack").findValuesAsText("reason"))
        .contains("propagateTags NONE");
    assertThat(answer(preview("{\"cut\":{" + ends + "}}", "")).path("effects")).isEmpty();
    assertThat(
            answer(preview("{\"link\":{" + ends + ",\"propagateTags\":\"ONE_TO_TWO\"}}", ""))
                .path("effects"))
        .hasSize(1);
  }

  private static void requireStop(JsonNode preview) {
    assertThat(preview.at("/effects/0/gainedCount").asInt(-1)).isZero();
    assertThat(preview.at("/effects/0/heldBack/0/reason").asText()).isEqualTo("propagateTags NONE");
  }

  private ChangeEvent eventOf(Guid asset) {
    return LoggedEvents.read(server.inside().log().connection(), Topics.CHANGES)
        .byId()
        .values()
        .stream()
        .filter(event -> event.asset().guid().equals(asset) && !event.classifications().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private Relationship edgeInto(String column) {
    Guid guid = column(column);
    return catalog.relationships(CONTEXT, guid).stream()
        .filter(one -> one.typeName().equals(OpenLineageNames.COLUMN_LINEAGE))
        .filter(one -> one.end2().guid().equals(guid))
        .findFirst()
        .orElseThrow();
  }

  private Guid column(String name) {
    return catalog
        .find(CONTEXT, new AssetKey(OpenLineageNames.COLUMN, WAREHOUSE + name))
        .orElseThrow()
        .guid();
  }

  private static String classify(Guid asset, String name) {
    return "{\"classify\":{\"guid\":\"%s\",\"classification\":{\"typeName\":\"%s\"}}}"
        .formatted(asset, name);
  }

  private static String declassify(Guid asset, String name) {
    return "{\"declassify\":{\"guid\":\"%s\",\"typeName\":\"%s\"}}".formatted(asset, name);
  }

  private static String edge(String kind, String type, Guid end1, Guid end2) {
    return "{\"%s\":{\"typeName\":\"%s\",\"end1\":{\"guid\":\"%s\"},\"end2\":{\"guid\":\"%s\"}}}"
        .formatted(kind, type, end1, end2);
  }

  private void refused(String body, int status, String message) throws Exception {
    HttpResponse<String> refusal = post(PREVIEW, body);
    assertThat(refusal.statusCode()).as(refusal.body()).isEqualTo(status);
    assertThat(json.readTree(refusal.body()).path("detail").asText()).contains(message);
  }

  private HttpResponse<String> preview(String body, String query) throws Exception {
    return post(PREVIEW + query, body);
  }

  private HttpResponse<String> why(Guid asset, String name, String query) throws Exception {
    return client.send(
        request("/api/lily/v1/entity/guid/" + asset + "/classification/" + name + "/why" + query)
            .build(),
        BodyHandlers.ofString());
  }

  private JsonNode answer(HttpResponse<String> response) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json.readTree(response.body());
  }

  private static Set<String> names(JsonNode assets) {
    Set<String> names = new TreeSet<>();
    assets.forEach(asset -> names.add(asset.path("qualifiedName").asText().replace(WAREHOUSE, "")));
    return names;
  }

  /** The columns that Trino would mask for somebody of whom no policy knows. */
  private Set<String> masks() throws Exception {
    List<String> asked = new ArrayList<>(REACHED);
    asked.add("marts/customers_anonymized#email_hash");
    List<String> resources =
        asked.stream()
            .map(name -> name.split("[/#]", -1))
            .map(
                parts ->
                    """
                    {"column":{"catalogName":"shop","schemaName":"%s","tableName":"%s",
                    "columnName":"%s","columnType":"varchar"}}\
                    """
                        .formatted(parts[0], parts[1], parts[2]))
            .toList();
    String question =
        """
        {"input":{"context":{"identity":{"user":"bob","groups":["analysts"]},
        "softwareStack":{"trinoVersion":"476"}},
        "action":{"operation":"GetColumnMask","filterResources":[%s]}}}\
        """
            .formatted(String.join(",", resources));
    Set<String> masked = new TreeSet<>();
    answer(post("/v1/data/trino/batchColumnMasks", question))
        .path("result")
        .forEach(mask -> masked.add(asked.get(mask.path("index").asInt())));
    return masked;
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.state().url() + path))
        .header("Authorization", login)
        .header("Content-Type", "application/json");
  }
}
