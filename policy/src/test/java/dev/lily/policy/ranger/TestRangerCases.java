package dev.lily.policy.ranger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.ranger.plugin.contextenricher.RangerTagForEval;
import org.apache.ranger.plugin.model.RangerPolicy;
import org.apache.ranger.plugin.model.RangerServiceDef;
import org.apache.ranger.plugin.model.RangerTag;
import org.apache.ranger.plugin.policyengine.RangerAccessRequestImpl;
import org.apache.ranger.plugin.policyengine.RangerAccessResource;
import org.apache.ranger.plugin.policyengine.RangerAccessResourceImpl;
import org.apache.ranger.plugin.policyengine.RangerAccessResult;
import org.apache.ranger.plugin.policyengine.RangerPluginContext;
import org.apache.ranger.plugin.policyengine.RangerPolicyEngineImpl;
import org.apache.ranger.plugin.policyresourcematcher.RangerPolicyResourceMatcher.MatchType;
import org.apache.ranger.plugin.util.RangerAccessRequestUtil;
import org.apache.ranger.plugin.util.RangerRoles;
import org.apache.ranger.plugin.util.ServicePolicies;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ranger's own policy engine cases: with the engine as Lily runs it and tags given by request, or,
 * where a file has the tags, with a plug-in that has got it.
 */
class TestRangerCases {
  private static final String CASES =
      "shared/data/07-ranger/policyengine/apache+ranger/agents-common/src/test/resources"
          + "/policyengine";
  private static final Gson GSON =
      new GsonBuilder()
          .registerTypeAdapter(
              RangerAccessResource.class,
              (JsonDeserializer<RangerAccessResource>)
                  (json, type, context) ->
                      context.deserialize(json, RangerAccessResourceImpl.class))
          .create();
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Cases of a file that are not answered as expected, and why. */
  private record LeftOut(String file, String partOfName, String why) {}

  private static final String SCRIPT = "conditions in JavaScript; a JDK has no engine for it";
  private static final String LOCATION = "the place of an IP address; Lily does not know places";
  private static final List<LeftOut> LEFT_OUT =
      List.of(
          new LeftOut("test_policyengine_tag_hive.json", "EXPIRES_ON", SCRIPT),
          new LeftOut("test_policyengine_resource_with_req_expressions.json", "", SCRIPT),
          new LeftOut("test_policyengine_resource_hierarchy_tags.json", "user=test-user", SCRIPT),
          new LeftOut("test_policyengine_geo.json", "clientIPAddress", LOCATION),
          new LeftOut("test_policyengine_hdfs.json", "clientIPAddress", LOCATION),
          new LeftOut("test_policyengine_hdfs_allaudit.json", "clientIPAddress", LOCATION),
          new LeftOut(
              "test_policyengine_hive_mutex_conditions.json",
              "DENY",
              "columns that may not be read together; no request of ours names them together"),
          new LeftOut(
              "test_policyengine_resource_access_info.json", "", "a list of users, no decision"));

  /** Files in which several policies decide alike and the cases name another of them. */
  private static final Set<String> OTHER_POLICY =
      Set.of(
          "test_policyengine_hbase_multiple_matching_policies.json",
          "test_policyengine_hdfs.json",
          "test_policyengine_hdfs_multiple_accesses.json",
          "test_policyengine_resource_hierarchy_tags.json");

  static List<String> files() throws IOException {
    Path folder = find(CASES);
    if (!Files.isDirectory(folder)) {
      return List.of("none");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.startsWith("test_policyengine_"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void expectedResults(String file) throws IOException {
    Path path = find(CASES).resolve(file);
    assumeTrue(Files.exists(path), () -> "no shared data: " + file);
    JsonNode suite = JSON.readTree(path.toFile());
    for (LeftOut one : LEFT_OUT) {
      assumeFalse(
          one.file().equals(file) && one.partOfName().isEmpty(), () -> file + ": " + one.why());
    }
    Evaluation engine = evaluation(suite);
    int compared = 0;
    for (JsonNode test : suite.get("tests")) {
      if (!leftOut(file, test.get("name").asText())) {
        compared += compare(engine, test, hasSamePolicy(file));
      }
    }
    assertThat(compared).isPositive();
  }

  private static boolean leftOut(String file, String name) {
    return LEFT_OUT.stream()
        .anyMatch(one -> one.file().equals(file) && name.contains(one.partOfName()));
  }

  private static boolean hasSamePolicy(String file) {
    return !file.contains("_audit_") && !OTHER_POLICY.contains(file);
  }

  /** Ranger's engine, asked for access, a mask or a row filter. */
  private interface Evaluation {
    RangerAccessResult ask(RangerAccessRequestImpl request, int policyType);
  }

  private static Evaluation evaluation(JsonNode suite) throws IOException {
    String tags =
        suite
            .at("/tagPolicyInfo/serviceDef/contextEnrichers/0/enricherOptions/serviceTagsFileName")
            .asText();
    if (tags.isEmpty()) {
      RangerPolicyEngineImpl engine = engine(suite);
      return (request, type) -> engine.evaluatePolicies(request, type, null);
    }
    Path file = find(CASES).resolve(tags.substring("/policyengine/".length()));
    FakePlugin plugin =
        new FakePlugin(
            suite.at("/serviceDef/name").asText(),
            suite.at("/serviceName").asText(),
            new Download[] {
              new Download.Document(1, RangerJson.write(policies(suite))),
              new Download.Document(1, Files.readAllBytes(file)),
              new Download.Document(1, "{}".getBytes(StandardCharsets.UTF_8)),
              new Download.Document(1, "{}".getBytes(StandardCharsets.UTF_8))
            });
    return (request, type) ->
        switch (type) {
          case RangerPolicy.POLICY_TYPE_DATAMASK -> plugin.mask(request);
          case RangerPolicy.POLICY_TYPE_ROWFILTER -> plugin.rowFilter(request);
          default -> plugin.access(request);
        };
  }

  private static RangerPolicyEngineImpl engine(JsonNode suite) throws IOException {
    RangerPluginContext context =
        RangerConfigs.context(suite.at("/serviceDef/name").asText(), "cases");
    context
        .getConfig()
        .setAuditExcludedUsersGroupsRoles(
            names(suite, "auditExcludedUsers"),
            names(suite, "auditExcludedGroups"),
            names(suite, "auditExcludedRoles"));
    RangerRoles roles = new RangerRoles();
    roles.setRangerRoles(new HashSet<>());
    return new RangerPolicyEngineImpl(policies(suite), context, roles);
  }

  private static Set<String> names(JsonNode suite, String field) {
    Set<String> names = new HashSet<>();
    suite.path(field).forEach(name -> names.add(name.asText()));
    return names;
  }

  /** How many results were compared. */
  private static int compare(Evaluation engine, JsonNode test, boolean samePolicy)
      throws IOException {
    String name = test.get("name").asText();
    int compared = 0;
    if (test.has("result")) {
      compared++;
      RangerAccessResult result = engine.ask(request(test), RangerPolicy.POLICY_TYPE_ACCESS);
      assertThat(result.getIsAllowed())
          .as(name)
          .isEqualTo(test.at("/result/isAllowed").asBoolean());
      // Where any access will do and several policies deny, the cases name another one of them.
      if (samePolicy
          && test.at("/result").has("policyId")
          && !test.at("/request/accessType").asText().isEmpty()) {
        assertThat(result.getPolicyId()).as(name).isEqualTo(test.at("/result/policyId").asLong());
      }
    }
    if (test.has("dataMaskResult")) {
      compared++;
      RangerAccessResult result = engine.ask(request(test), RangerPolicy.POLICY_TYPE_DATAMASK);
      assertThat(result.getMaskType())
          .as(name)
          .isEqualTo(test.at("/dataMaskResult/additionalInfo/maskType").textValue());
      assertThat(result.getPolicyId())
          .as(name)
          .isEqualTo(test.at("/dataMaskResult/policyId").asLong());
    }
    if (test.has("rowFilterResult")) {
      compared++;
      RangerAccessResult result = engine.ask(request(test), RangerPolicy.POLICY_TYPE_ROWFILTER);
      assertThat(result.getFilterExpr())
          .as(name)
          .isEqualTo(test.at("/rowFilterResult/additionalInfo/filterExpr").textValue());
    }
    return compared;
  }

  /** As a plug-in makes it of what an engine says. */
  private static RangerAccessRequestImpl request(JsonNode test) throws IOException {
    RangerAccessRequestImpl request =
        GSON.fromJson(test.get("request").toString(), RangerAccessRequestImpl.class);
    Object tags = request.getContext().remove("TAGS");
    Object accesses = request.getContext().remove("ALLACCESSTYPES");
    Object groups = request.getContext().remove("ALLACCESSTYPEGROUPS");
    RangerAccessRequestImpl filled =
        new RangerAccessRequestImpl(
            request.getResource(),
            request.getAccessType(),
            request.getUser(),
            request.getUserGroups(),
            request.getUserRoles());
    filled.setContext(request.getContext());
    filled.setRemoteIPAddress(request.getRemoteIPAddress());
    filled.setForwardedAddresses(request.getForwardedAddresses());
    filled.setClientIPAddress(request.getClientIPAddress());
    filled.setAction(request.getAction());
    filled.setResourceMatchingScope(request.getResourceMatchingScope());
    filled.setResourceElementMatchingScopes(request.getResourceElementMatchingScopes());
    if (tags != null) {
      RangerAccessRequestUtil.setRequestTagsInContext(
          filled.getContext(), tags(JSON.readTree(tags.toString().replace('\'', '"'))));
    }
    if (accesses instanceof List<?> names && groups instanceof List<?> all) {
      RangerAccessRequestUtil.setAllRequestedAccessTypes(filled.getContext(), texts(names));
      Set<Set<String>> alternatives = new HashSet<>();
      all.forEach(group -> alternatives.add(texts((List<?>) group)));
      RangerAccessRequestUtil.setAllRequestedAccessTypeGroups(filled, alternatives);
    }
    return filled;
  }

  private static Set<String> texts(List<?> values) {
    Set<String> texts = new HashSet<>();
    values.forEach(value -> texts.add(String.valueOf(value)));
    return texts;
  }

  private static Set<RangerTagForEval> tags(JsonNode given) {
    Set<RangerTagForEval> tags = new HashSet<>();
    for (JsonNode node : given) {
      Map<String, String> attributes = new HashMap<>();
      node.path("attributes")
          .properties()
          .forEach(e -> attributes.put(e.getKey(), e.getValue().asText()));
      tags.add(
          new RangerTagForEval(
              new RangerTag(node.get("type").asText(), attributes),
              MatchType.valueOf(node.path("matchType").asText("SELF"))));
    }
    return tags;
  }

  private static ServicePolicies policies(JsonNode suite) throws IOException {
    ServicePolicies policies = new ServicePolicies();
    policies.setServiceName(suite.at("/serviceName").asText());
    policies.setServiceId(1L);
    policies.setPolicyVersion(1L);
    policies.setServiceDef(JSON.treeToValue(suite.get("serviceDef"), RangerServiceDef.class));
    policies.setPolicies(list(suite.get("policies")));
    JsonNode info = suite.path("tagPolicyInfo");
    if (info.isObject()) {
      ServicePolicies.TagPolicies tags = new ServicePolicies.TagPolicies();
      tags.setServiceName(info.path("serviceName").asText("tags"));
      tags.setServiceId(2L);
      tags.setPolicyVersion(1L);
      tags.setServiceDef(JSON.treeToValue(info.get("serviceDef"), RangerServiceDef.class));
      tags.setPolicies(list(info.get("tagPolicies")));
      policies.setTagPolicies(tags);
    }
    return policies;
  }

  private static List<RangerPolicy> list(JsonNode nodes) throws IOException {
    List<RangerPolicy> policies = new ArrayList<>();
    for (JsonNode node : nodes) {
      policies.add(JSON.treeToValue(node, RangerPolicy.class));
    }
    return policies;
  }

  private static Path find(String below) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(below))) {
      folder = folder.getParent();
    }
    return folder == null ? Path.of(below) : folder.resolve(below);
  }
}
