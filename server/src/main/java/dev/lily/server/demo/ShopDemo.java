package dev.lily.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.server.cli.DemoScenario;
import dev.lily.server.cli.DemoStage;
import dev.lily.server.cli.LocalClient;
import dev.lily.server.cli.LocalClient.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A shop's lineage as a real Spark reported it, one column tagged, everything derived from it
 * masked. What must come out is written in {@code demo/README.md}.
 */
public final class ShopDemo implements DemoScenario {
  private static final String WAREHOUSE = "file:/data/shop/warehouse/";
  private static final String SOURCE = WAREHOUSE + "raw/customers#email";
  private static final Set<String> EXPECTED =
      Set.of(
          "staging/customers#email",
          "staging/orders_enriched#customer_email",
          "marts/customer_360#email",
          "marts/email_domains#domain");
  private static final List<String> ASKED =
      List.of(
          "raw/customers#email",
          "staging/customers#email",
          "staging/orders_enriched#customer_email",
          "marts/customer_360#email",
          "marts/customer_360#lifetime_value",
          "marts/email_domains#domain",
          "marts/customers_anonymized#email_hash",
          "marts/revenue_by_country#buyers");
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final ObjectMapper json = new ObjectMapper();

  @Override
  public boolean run(DemoStage stage) throws Exception {
    stage.title("1  A Spark reports what its jobs read and write");
    boolean held = send(stage);
    held &= show(stage);

    LocalClient steward = steward(stage);
    JsonNode column = column(stage.client());
    String guid = column.path("entity").path("guid").asText();
    untag(stage.client(), guid);

    stage.title("2  Trino asks, before anything is tagged: what may bob of the analysts see?");
    Map<String, String> before = masks(stage.client());
    print(stage, before);
    held &= before.isEmpty();

    stage.title("3  A steward tags " + shortName(SOURCE) + " as PII");
    Timeline timeline = tag(stage, steward, guid);

    stage.title("4  Where the tag went, and where not");
    held &= explain(stage, guid);

    stage.title("5  Trino asks again");
    Map<String, String> after = masks(stage.client());
    print(stage, after);
    Set<String> masked = new TreeSet<>(EXPECTED);
    masked.add("raw/customers#email");
    held &= check(stage, "exactly the derived columns are masked", after.keySet().equals(masked));

    stage.title("6  From tag to changed decision");
    timeline.print(stage);
    held &= check(stage, "every step held", held);
    return held;
  }

  private boolean send(DemoStage stage) throws IOException {
    long begin = System.nanoTime();
    int sent = 0;
    int refused = 0;
    for (String event : events()) {
      Answer answer =
          stage.client().post("/api/v1/lineage", event.getBytes(StandardCharsets.UTF_8));
      sent++;
      refused += answer.status() == 201 ? 0 : 1;
    }
    stage.say("OpenLineage events", "%d sent in %d ms".formatted(sent, millisSince(begin)));
    return check(stage, "all of them taken", sent > 0 && refused == 0);
  }

  private static List<String> events() throws IOException {
    InputStream resource = ShopDemo.class.getResourceAsStream("openlineage-events.jsonl");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(resource), StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.isBlank()).toList();
    }
  }

  private boolean show(DemoStage stage) throws IOException {
    for (String type : List.of("openlineage_dataset", "openlineage_column", "openlineage_job")) {
      JsonNode found = search(stage.client(), type);
      stage.say(
          type.substring("openlineage_".length()) + "s",
          String.valueOf(found.path("approximateCount").asLong()));
    }
    JsonNode jobs = search(stage.client(), "openlineage_job");
    for (JsonNode job : jobs.path("entities")) {
      stage.say("  job", job.path("displayText").asText());
    }
    return check(stage, "lineage is there", jobs.path("entities").size() > 0);
  }

  private JsonNode search(LocalClient client, String type) throws IOException {
    ObjectNode query = json.createObjectNode();
    query.put("typeName", type).put("limit", 100).put("excludeDeletedEntities", true);
    Answer answer = client.post("/api/atlas/v2/search/basic", json.writeValueAsBytes(query));
    return json.readTree(answer.body());
  }

  private LocalClient steward(DemoStage stage) throws IOException {
    String password = UUID.randomUUID().toString();
    ObjectNode user = json.createObjectNode();
    user.put("password", password);
    user.putObject("roles").putArray("default").add("steward");
    stage.client().put("/api/lily/v1/users/stella", json.writeValueAsBytes(user));
    LocalClient stella = stage.client().as("stella", password);
    stella.get("/api/lily/v1/me"); // hashing the password once is not part of a tag's way
    return stella;
  }

  private JsonNode column(LocalClient client) throws IOException {
    String name = URLEncoder.encode(SOURCE, StandardCharsets.UTF_8);
    Answer answer =
        client.get(
            "/api/atlas/v2/entity/uniqueAttribute/type/openlineage_column?attr:qualifiedName="
                + name);
    return json.readTree(answer.body());
  }

  /** A demo that ran before has left its tag. */
  private static void untag(LocalClient client, String guid) throws IOException {
    client.delete("/api/atlas/v2/entity/guid/" + guid + "/classification/PII");
  }

  private Timeline tag(DemoStage stage, LocalClient steward, String guid) throws IOException {
    ObjectNode types = json.createObjectNode();
    types
        .putArray("classificationDefs")
        .addObject()
        .put("name", "PII")
        .put("description", "Personal data");
    stage.client().post("/api/atlas/v2/types/typedefs", json.writeValueAsBytes(types));

    ArrayNode classifications = json.createArrayNode();
    classifications.addObject().put("typeName", "PII").put("propagate", true);
    byte[] body = json.writeValueAsBytes(classifications);
    Timeline timeline = new Timeline();
    Answer answer = steward.post("/api/atlas/v2/entity/guid/" + guid + "/classifications", body);
    timeline.mark("tag durable, answer at the steward");
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    boolean masked = false;
    while (!masked && System.nanoTime() < deadline) {
      masked = masks(stage.client()).containsKey("marts/customer_360#email");
    }
    timeline.mark("Trino's question about marts.customer_360.email is answered with a mask");
    stage.say("stella", answer.status() == 204 ? "tagged" : "REFUSED: " + answer.body());
    return timeline;
  }

  private boolean explain(DemoStage stage, String guid) throws IOException {
    JsonNode propagation =
        json.readTree(
            stage
                .client()
                .get("/api/lily/v1/entity/guid/" + guid + "/classification/PII/propagation")
                .body());
    Set<String> reached = new TreeSet<>();
    for (JsonNode asset : propagation.path("reached")) {
      List<String> steps = new ArrayList<>();
      asset.path("path").forEach(edge -> steps.add(shortName(edge.path("to").asText())));
      String name = shortName(asset.path("qualifiedName").asText());
      reached.add(name);
      stage.say("PII", name + "   by " + String.join(" -> ", steps));
    }
    for (JsonNode stop : propagation.path("heldBack")) {
      stage.say(
          "not",
          "%s   held back at %s: %s"
              .formatted(
                  shortName(stop.path("to").path("qualifiedName").asText()),
                  shortName(stop.path("from").path("qualifiedName").asText()),
                  stop.path("reason").asText()));
    }
    return check(stage, "as demo/README.md says", reached.equals(EXPECTED));
  }

  /** The masks that Trino would be told for bob, by column. */
  private Map<String, String> masks(LocalClient client) throws IOException {
    ObjectNode question = json.createObjectNode();
    ObjectNode input = question.putObject("input");
    ObjectNode context = input.putObject("context");
    context.putObject("identity").put("user", "bob").putArray("groups").add("analysts");
    context.putObject("softwareStack").put("trinoVersion", "476");
    ObjectNode action = input.putObject("action");
    action.put("operation", "GetColumnMask");
    ArrayNode resources = action.putArray("filterResources");
    for (String column : ASKED) {
      String[] parts = column.split("[/#]", -1);
      resources
          .addObject()
          .putObject("column")
          .put("catalogName", "shop")
          .put("schemaName", parts[0])
          .put("tableName", parts[1])
          .put("columnName", parts[2])
          .put("columnType", "varchar");
    }
    Answer answer =
        client.post("/v1/data/trino/batchColumnMasks", json.writeValueAsBytes(question));
    Map<String, String> masks = new LinkedHashMap<>();
    for (JsonNode mask : json.readTree(answer.body()).path("result")) {
      masks.put(
          ASKED.get(mask.path("index").asInt()),
          mask.path("viewExpression").path("expression").asText());
    }
    return masks;
  }

  private static void print(DemoStage stage, Map<String, String> masks) {
    for (String column : ASKED) {
      stage.say(
          masks.containsKey(column) ? "masked" : "clear",
          column + "   " + masks.getOrDefault(column, ""));
    }
  }

  private static boolean check(DemoStage stage, String what, boolean holds) {
    stage.verdict(what, holds);
    return holds;
  }

  private static String shortName(String qualifiedName) {
    return qualifiedName.replace(WAREHOUSE, "").replace("file:/data/shop/", "");
  }

  private static long millisSince(long begin) {
    return (System.nanoTime() - begin) / 1_000_000;
  }

  /** Moments since the tag was sent. */
  private static final class Timeline {
    private final long begin = System.nanoTime();
    private final Map<String, Long> moments = new LinkedHashMap<>();

    void mark(String moment) {
      moments.put(moment, millisSince(begin));
    }

    void print(DemoStage stage) {
      stage.say("0 ms", "tag sent");
      moments.forEach((moment, millis) -> stage.say(millis + " ms", moment));
    }
  }
}
