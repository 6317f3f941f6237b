package dev.lily.policy.ranger;

import static dev.lily.policy.PolicyParts.HIVE;
import static dev.lily.policy.PolicyParts.TENANT;
import static dev.lily.policy.PolicyParts.TRINO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.policy.Effect;
import dev.lily.policy.MaskType;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyParts;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.Subjects;
import dev.lily.policy.Target;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies of Ranger Admin, read as those of Lily. */
class TestRangerImport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SHARED = "shared/data/07-ranger";
  private static final List<EngineService> TRINO_ALONE =
      List.of(new EngineService(TRINO, ServiceType.TRINO, 1, "lily_tag", List.of()));

  @TempDir Path folder;

  @Test
  void itemsAndExceptionsBecomePolicies() throws IOException {
    RangerImport.Result result =
        read(
            """
            {"id":7,"service":"old","name":"orders","policyType":0,"policyPriority":1,
             "policyLabels":["gdpr"],"isEnabled":false,
             "validitySchedules":[{"startTime":"2026/01/01 00:00:00","endTime":"","timeZone":"UTC"}],
             "resources":{"catalog":{"values":["lake"]},"schema":{"values":["sales"]},
               "table":{"values":["orders","o?"]},"column":{"values":["*"]}},
             "policyItems":[
               {"accesses":[{"type":"select"},{"type":"insert"}],"users":["ann"],"groups":["public"]}],
             "allowExceptions":[{"accesses":[{"type":"insert"}],"roles":["guest"]}],
             "denyPolicyItems":[{"accesses":[{"type":"all"}],"users":["eve"]}]}
            """);
    assertThat(result.refused()).isEmpty();
    assertThat(result.policies().stream().map(Policy::name))
        .containsExactly("orders", "orders (2)", "orders (3)");
    Policy deny = result.policies().get(0);
    assertThat(deny.effect()).isEqualTo(new Effect.Deny(Set.of("all")));
    assertThat(deny.subjects()).isEqualTo(Subjects.ofUsers("eve"));
    assertThat(deny.priority()).isEqualTo(1);
    assertThat(deny.labels()).containsExactly("gdpr");
    assertThat(deny.enabled()).isFalse();
    assertThat(deny.validity().get(0).startTime()).isEqualTo("2026/01/01 00:00:00");
    Policy insert =
        result.policies().stream()
            .filter(one -> one.effect().equals(new Effect.Allow(Set.of("insert"))))
            .findFirst()
            .orElseThrow();
    assertThat(insert.subjects().everyone()).isTrue();
    assertThat(insert.exceptions().roles()).containsExactly("guest");
    assertThat(insert.target().resources().get(0).service()).isEqualTo(TRINO);
    assertThat(insert.target().resources().get(0).elements().get("table"))
        .containsExactly("orders", "o?");
  }

  @Test
  void theFirstMaskThatMatchesCounts() throws IOException {
    RangerImport.Result result =
        read(
            """
            {"id":8,"service":"tags","name":"mail","policyType":1,
             "resources":{"tag":{"values":["EMAIL"]}},
             "dataMaskPolicyItems":[
               {"accesses":[{"type":"trino:select"}],"groups":["dpo"],
                "dataMaskInfo":{"dataMaskType":"trino:MASK_NONE"}},
               {"accesses":[{"type":"trino:select"}],"users":["ann"],
                "dataMaskInfo":{"dataMaskType":"trino:CUSTOM","valueExpr":"upper({col})"}},
               {"accesses":[{"type":"trino:select"}],"groups":["public"],
                "dataMaskInfo":{"dataMaskType":"trino:MASK_HASH"}}]}
            """);
    assertThat(result.refused()).isEmpty();
    assertThat(result.policies().stream().map(Policy::effect))
        .containsExactly(
            new Effect.Mask(MaskType.CUSTOM, "upper({col})"), new Effect.Mask(MaskType.MASK_HASH));
    assertThat(result.policies())
        .allMatch(one -> one.exceptions().groups().equals(Set.of("dpo")))
        .allMatch(one -> one.target().classifications().equals(List.of("EMAIL")));
  }

  @Test
  void whatLilyCannotSayIsNamedWithTheReason() throws IOException {
    Map<String, String> faults = new TreeMap<>();
    faults.put("\"zoneName\":\"hr\"", "security zone hr");
    faults.put("\"isDenyAllElse\":true", "denies all else");
    faults.put("\"conditions\":[{\"type\":\"x\",\"values\":[\"y\"]}]", "conditions");
    faults.put("\"policyType\":3", "policyType 3");
    faults.put("\"service\":\"elsewhere\"", "no service 'elsewhere'");
    faults.put("\"resources\":{\"catalog\":{\"values\":[\"a\"],\"isExcludes\":true}}", "but those");
    faults.put("\"resources\":{\"column\":{\"values\":[\"a\"]}}", "column without table");
    faults.put("\"resources\":{\"url\":{\"values\":[\"a\"]}}", "[url]");
    faults.put("\"resources\":{\"tag\":{\"values\":[\"P*\"]}}", "wildcards");
    faults.put("\"policyItems\":[]", "says nothing");
    faults.put("\"validitySchedules\":[{\"endTime\":\"2020-12-31\"}]", "yyyy/MM/dd HH:mm:ss");
    faults.put(
        "\"policyItems\":[{\"accesses\":[{\"type\":\"hive:select\"}],\"users\":[\"a\"]}]",
        "hive:select");
    faults.put(
        "\"allowExceptions\":[{\"accesses\":[{\"type\":\"select\"}],\"users\":[\"a\"]}]",
        "a part of 'all'");
    for (Map.Entry<String, String> fault : faults.entrySet()) {
      ObjectNode policy =
          (ObjectNode)
              JSON.readTree(
                  """
                  {"id":9,"service":"old","name":"n","resources":{"catalog":{"values":["a"]}},
                   "policyItems":[{"accesses":[{"type":"all"}],"users":["ann"]}]}
                  """);
      policy.setAll((ObjectNode) JSON.readTree("{" + fault.getKey() + "}"));
      RangerImport.Result result = read(policy.toString());
      assertThat(result.policies()).as(fault.getKey()).isEmpty();
      assertThat(result.refused().get(0).reason()).contains(fault.getValue());
    }
  }

  /** Each policy of Ranger's own examples is taken or named. */
  @Test
  void realPoliciesAreTakenOrNamed() throws IOException {
    Path data = find(SHARED);
    assumeTrue(Files.isDirectory(data), "no shared data");
    int policies = 0;
    int taken = 0;
    Map<String, Integer> reasons = new TreeMap<>();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).sorted().toList()) {
        JsonNode document = JSON.readTree(file.toFile());
        Optional<ServiceType> type = type(document.at("/serviceDef/name").asText());
        if (type.isEmpty() || !document.path("policies").isArray()) {
          continue;
        }
        EngineService service = new EngineService("s", type.get(), 1, "t", List.of());
        assertThat(
                RangerImport.read(
                        document,
                        List.of(service),
                        Map.of(document.path("serviceName").asText(), "s"))
                    .refused())
            .allMatch(one -> !one.reason().contains("no service") || !document.has("serviceName"));
        for (JsonNode policy : all(document)) {
          policies++;
          RangerImport.Result result =
              RangerImport.read(
                  JSON.createObjectNode().set("policies", JSON.createArrayNode().add(policy)),
                  List.of(service),
                  Map.of(policy.path("service").asText(""), "s"));
          assertThat(result.policies().isEmpty()).isEqualTo(!result.refused().isEmpty());
          if (result.refused().isEmpty()) {
            taken++;
          } else {
            reasons.merge(
                result.refused().get(0).reason().replaceAll("[\\[{].*", ""), 1, Integer::sum);
          }
        }
      }
    }
    assertThat(taken).as("of %d, refused: %s", policies, reasons).isGreaterThan(policies * 6 / 10);
  }

  @Test
  void theDefaultsComeBackAsTheyWere() throws IOException {
    PolicyParts parts = new PolicyParts(folder.resolve("one"));
    JsonNode exported = TestRoundTrip.exported(parts);
    RangerImport.Result result = RangerImport.read(exported, parts.services.all(TENANT), Map.of());
    assertThat(result.refused()).isEmpty();
    assertThat(exported.at("/policies").findValuesAsText("service")).contains(TRINO, HIVE);
    assertThat(result.policies())
        .containsExactlyElementsOf(
            parts.policies.current(TENANT).policies().stream()
                .map(policy -> policy.stored(0, 0, "", 0))
                .toList());
  }

  /** Ranger Admin numbers them anew, and writes what is empty in its own way. */
  @Test
  void whatRangerAdminWritesAnewIsNoChange() throws IOException {
    PolicyParts parts = new PolicyParts(folder.resolve("one"));
    JsonNode exported = TestRoundTrip.exported(parts);
    long id = 4711;
    for (JsonNode node : exported.path("policies")) {
      ((ObjectNode) node).put("id", id++).put("version", 1).put("createdBy", "Admin");
      ((ObjectNode) node).putArray("conditions");
      ((ObjectNode) node).putNull("zoneName");
    }
    RangerImport.Result result = RangerImport.read(exported, parts.services.all(TENANT), Map.of());
    assertThat(result.edited()).isEmpty();
    assertThat(result.policies()).hasSize(parts.policies.current(TENANT).policies().size());
  }

  /** Of policies that Lily exported, what somebody changed since then counts, and is named. */
  @Test
  void whatWasChangedAfterTheExportCounts() throws IOException {
    PolicyParts parts = new PolicyParts(folder.resolve("one"));
    JsonNode exported = TestRoundTrip.exported(parts);
    ObjectNode changed = (ObjectNode) exported.at("/policies/0");
    ((ObjectNode) changed.at("/policyItems/0")).putArray("groups").add("analysts");
    RangerImport.Result result = RangerImport.read(exported, parts.services.all(TENANT), Map.of());
    assertThat(result.refused()).isEmpty();
    assertThat(result.edited())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.name()).isEqualTo("Everybody may use the engines");
              assertThat(one.taken()).contains("Everybody may use the engines");
            });
    assertThat(result.policies().stream().map(Policy::subjects))
        .contains(Subjects.ofGroups("analysts"));
  }

  @Test
  void whatWasRemovedAfterTheExportIsGone() throws IOException {
    PolicyParts parts = new PolicyParts(folder.resolve("one"));
    JsonNode exported = TestRoundTrip.exported(parts);
    ((ArrayNode) exported.path("policies")).remove(0);
    RangerImport.Result result = RangerImport.read(exported, parts.services.all(TENANT), Map.of());
    assertThat(result.edited())
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.taken())
                    .hasSize(
                        (int)
                            exported.path("policies").findValuesAsText("name").stream()
                                .filter(name -> name.startsWith(one.name()))
                                .count()));
  }

  /** What Ranger cannot say stays out rather than being taken as it was before the change. */
  @Test
  void aChangeOfWhatRangerCannotSayIsRefused() throws IOException {
    PolicyParts parts = new PolicyParts(folder.resolve("one"));
    parts.policies.put(
        PolicyParts.CONTEXT,
        new Policy(
            "narrow",
            Subjects.EVERYONE,
            new Target(List.of("PII"), List.of(ResourcePattern.of("catalog", "lake"))),
            new Effect.Deny(Set.of()),
            Subjects.NOBODY));
    JsonNode exported = TestRoundTrip.exported(parts);
    for (JsonNode node : exported.path("policies")) {
      if (node.path("name").asText().equals("narrow")) {
        ((ObjectNode) node).put("isEnabled", false);
      }
    }
    RangerImport.Result result = RangerImport.read(exported, parts.services.all(TENANT), Map.of());
    assertThat(result.policies().stream().map(Policy::name)).doesNotContain("narrow");
    assertThat(result.refused())
        .isNotEmpty()
        .allSatisfy(
            one -> assertThat(one.reason()).contains("changed after its export", "in Lily"));
  }

  @Test
  void servicesHaveOtherNamesInLilysOwnWordsToo() throws IOException {
    PolicyParts parts = new PolicyParts(folder.resolve("one"));
    parts.policies.put(
        PolicyParts.CONTEXT,
        new Policy(
            "one service",
            Subjects.EVERYONE,
            Target.resources(new ResourcePattern(TRINO, Map.of("catalog", List.of("lake")), false)),
            new Effect.Deny(Set.of("select")),
            Subjects.NOBODY));
    RangerImport.Result result =
        RangerImport.read(
            TestRoundTrip.exported(parts),
            List.of(new EngineService("here", ServiceType.TRINO, 1, "lily_tag", List.of())),
            Map.of(TRINO, "here"));
    assertThat(
            result.policies().stream()
                .filter(one -> one.name().equals("one service"))
                .map(one -> one.target().resources().get(0).service()))
        .containsExactly("here");
  }

  @Test
  void policiesWithoutAServiceAreOfThatOfTheDocument() throws IOException {
    String policy =
        """
        {"id":1,"name":"a","resources":{"catalog":{"values":["lake"]}},
         "policyItems":[{"accesses":[{"type":"all"}],"users":["ann"]}]}
        """;
    RangerImport.Result named =
        RangerImport.read(
            JSON.readTree("{\"serviceName\":\"old\",\"policies\":[" + policy + "]}"),
            TRINO_ALONE,
            Map.of("old", TRINO));
    assertThat(named.refused()).isEmpty();
    assertThat(named.policies().get(0).target().resources().get(0).service()).isEqualTo(TRINO);
    assertThat(read(policy).refused().get(0).reason())
        .contains("names no service", "'serviceName'");
  }

  private static List<JsonNode> all(JsonNode document) {
    List<JsonNode> all = new ArrayList<>();
    document.path("policies").forEach(all::add);
    document.at("/tagPolicyInfo/tagPolicies").forEach(all::add);
    document.at("/tagPolicies/policies").forEach(all::add);
    all.forEach(
        one -> {
          if (!one.has("service")) {
            ((ObjectNode) one).put("service", "s");
          }
        });
    return all;
  }

  private static Optional<ServiceType> type(String name) {
    return Stream.of(ServiceType.values()).filter(one -> one.rangerName().equals(name)).findFirst();
  }

  private static RangerImport.Result read(String policy) throws IOException {
    return RangerImport.read(
        JSON.readTree("{\"policies\":[" + policy + "]}"), TRINO_ALONE, Map.of("old", TRINO));
  }

  private static Path find(String below) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(below))) {
      folder = folder.getParent();
    }
    return folder == null ? Path.of(below) : folder.resolve(below);
  }
}
