package dev.lily.policy.ranger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.ranger.plugin.contextenricher.RangerTagForEval;
import org.apache.ranger.plugin.model.RangerPolicy;
import org.apache.ranger.plugin.model.RangerServiceDef;
import org.apache.ranger.plugin.model.RangerTag;
import org.apache.ranger.plugin.policyengine.RangerAccessRequestImpl;
import org.apache.ranger.plugin.policyengine.RangerAccessResourceImpl;
import org.apache.ranger.plugin.policyengine.RangerAccessResult;
import org.apache.ranger.plugin.policyengine.RangerPolicyEngineImpl;
import org.apache.ranger.plugin.policyresourcematcher.RangerPolicyResourceMatcher.MatchType;
import org.apache.ranger.plugin.util.RangerAccessRequestUtil;
import org.apache.ranger.plugin.util.RangerRoles;
import org.apache.ranger.plugin.util.ServicePolicies;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranger's own policy engine cases, with the engine as Lily runs it and tags given by request. */
class TestRangerCases {
  private static final String CASES =
      "shared/data/07-ranger/policyengine/apache+ranger/agents-common/src/test/resources"
          + "/policyengine";
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "test_policyengine_tag_hive.json",
        "test_policyengine_hive_mask_filter.json",
      })
  void expectedResults(String file) throws IOException {
    Path path = find(CASES).resolve(file);
    assumeTrue(Files.exists(path), () -> "no shared data: " + file);
    JsonNode suite = JSON.readTree(path.toFile());
    RangerPolicyEngineImpl engine =
        new RangerPolicyEngineImpl(
            policies(suite),
            RangerConfigs.context(suite.at("/serviceDef/name").asText(), "cases"),
            new RangerRoles());
    int compared = 0;
    for (JsonNode test : suite.get("tests")) {
      if (needsScriptEngine(test)) {
        continue;
      }
      compared += compare(engine, test);
    }
    assertThat(compared).isPositive();
  }

  /** Policies on this tag have conditions in JavaScript, for which a JDK has no engine any more. */
  private static boolean needsScriptEngine(JsonNode test) {
    return test.toString().contains("EXPIRES_ON");
  }

  private static int compare(RangerPolicyEngineImpl engine, JsonNode test) throws IOException {
    int compared = 0;
    String name = test.get("name").asText();
    if (test.has("result")) {
      RangerAccessResult result =
          engine.evaluatePolicies(request(test), RangerPolicy.POLICY_TYPE_ACCESS, null);
      assertThat(result.getIsAllowed())
          .as(name)
          .isEqualTo(test.at("/result/isAllowed").asBoolean());
      // Where any access will do and several policies deny, the cases name another one of them.
      if (!test.at("/request/accessType").asText().isEmpty()) {
        assertThat(result.getPolicyId()).as(name).isEqualTo(test.at("/result/policyId").asLong());
      }
      compared++;
    }
    if (test.has("dataMaskResult")) {
      RangerAccessResult result =
          engine.evaluatePolicies(request(test), RangerPolicy.POLICY_TYPE_DATAMASK, null);
      assertThat(result.getMaskType())
          .as(name)
          .isEqualTo(test.at("/dataMaskResult/additionalInfo/maskType").textValue());
      assertThat(result.getPolicyId())
          .as(name)
          .isEqualTo(test.at("/dataMaskResult/policyId").asLong());
      compared++;
    }
    if (test.has("rowFilterResult")) {
      RangerAccessResult result =
          engine.evaluatePolicies(request(test), RangerPolicy.POLICY_TYPE_ROWFILTER, null);
      assertThat(result.getFilterExpr())
          .as(name)
          .isEqualTo(test.at("/rowFilterResult/additionalInfo/filterExpr").textValue());
      compared++;
    }
    return compared;
  }

  private static RangerAccessRequestImpl request(JsonNode test) throws IOException {
    Map<String, Object> elements = new HashMap<>();
    test.at("/request/resource/elements")
        .properties()
        .forEach(e -> elements.put(e.getKey(), e.getValue().asText()));
    Set<String> groups = new HashSet<>();
    test.at("/request/userGroups").forEach(group -> groups.add(group.asText()));
    RangerAccessRequestImpl request =
        new RangerAccessRequestImpl(
            new RangerAccessResourceImpl(elements),
            test.at("/request/accessType").asText(),
            test.at("/request/user").asText(),
            groups,
            null);
    JsonNode tags = test.at("/request/context/TAGS");
    if (tags.isTextual()) {
      RangerAccessRequestUtil.setRequestTagsInContext(
          request.getContext(), tags(JSON.readTree(tags.asText())));
    }
    return request;
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
