package dev.lily.policy.ranger;

import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.policy.Asker;
import dev.lily.policy.Decision;
import dev.lily.policy.Decisions.Reach;
import dev.lily.policy.EngineResource;
import dev.lily.policy.PolicyParts;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceType;
import dev.lily.policy.tags.ForeignSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.ranger.plugin.model.RangerPolicy;
import org.apache.ranger.plugin.model.RangerServiceDef;
import org.apache.ranger.plugin.policyengine.RangerAccessRequestImpl;
import org.apache.ranger.plugin.policyengine.RangerAccessResult;
import org.apache.ranger.plugin.policyengine.RangerPolicyEngineImpl;
import org.apache.ranger.plugin.util.RangerRoles;
import org.apache.ranger.plugin.util.ServicePolicies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ranger's cases of authorization, of the plug-in and of resource matchers.
 *
 * <p>Left out: what datasets (GDS) allow or hide, which Lily has none of; lists of who may do what,
 * which are no decisions; and {@code test_defaultpolicyresourcematcher*}, which asks a matcher for
 * kinds of match and no engine for a decision.
 */
class TestRangerPluginCases {
  private static final String SHARED = "shared/data/07-ranger/";
  private static final String AUTHZ =
      SHARED + "authz-embedded/apache+ranger/authz-embedded/src/test/resources/test_hive/";
  private static final String PLUGIN =
      SHARED + "plugin/apache+ranger/agents-common/src/test/resources/plugin/";
  private static final String MATCHERS =
      SHARED + "resourcematcher/apache+ranger/agents-common/src/test/resources/resourcematcher/";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** Ranger's policies and tags are imported, and Lily decides. */
  @Test
  void authorizationOfImportedPolicies() throws IOException {
    PolicyParts parts = new PolicyParts(folder);
    List.of(1L, 2L, 3L).forEach(id -> parts.policies.remove(CONTEXT, id));
    parts.services.remove(TENANT, PolicyParts.TRINO);
    parts.services.remove(TENANT, PolicyParts.HIVE);
    EngineService service =
        parts.services.put(
            TENANT, new EngineService("dev_hive", ServiceType.HIVE, 0, "tags", List.of()));
    JsonNode document = read(AUTHZ + "dev_hive.json");
    Map<Long, String> names = new HashMap<>();
    for (JsonNode list : List.of(document.path("policies"), document.at("/tagPolicies/policies"))) {
      for (JsonNode policy : list) {
        ((ObjectNode) policy).put("service", "dev_hive");
        names.put(policy.path("id").asLong(), policy.path("name").asText());
        RangerImport.Result result =
            RangerImport.read(
                JSON.createObjectNode().set("policies", JSON.createArrayNode().add(policy)),
                parts.services.all(TENANT),
                Map.of());
        assertThat(result.refused()).isEmpty();
        parts.policies.putAll(CONTEXT, result.policies());
      }
    }
    parts.tags.importTags(
        TENANT,
        "dev_hive",
        new ForeignSource("test", "sync"),
        TagImport.read(service, read(AUTHZ + "dev_hive_tag.json")).resources(),
        false);
    int compared = 0;
    for (JsonNode test : read(AUTHZ + "tests_authz.json")) {
      for (JsonNode expected : test.at("/result/permissions")) {
        long id = expected.at("/access/policy/id").asLong();
        if (id >= 0 && !names.containsKey(id)) {
          continue;
        }
        compared++;
        Decision decision = decided(parts, test, expected.path("permission").asText());
        String name = test.at("/request/requestId").asText();
        assertThat(decision.allowed())
            .as(name)
            .isEqualTo(expected.at("/access/decision").asText().equals("ALLOW"));
        if (id >= 0) {
          assertThat(decision.policies().get(0).name()).as(name).startsWith(names.get(id));
        }
      }
    }
    assertThat(compared).isEqualTo(57);
  }

  private static Decision decided(PolicyParts parts, JsonNode test, String access) {
    String[] path = test.at("/request/access/resource/name").asText().split("[:/]", -1);
    return parts.decisions.access(
        new Asker(TENANT, "dev_hive", test.at("/request/user/name").asText(), Set.of()),
        EngineResource.of("database", path[1], "table", path[2]),
        access,
        Reach.SELF);
  }

  @Test
  void plugin() throws IOException {
    JsonNode suite = read(PLUGIN + "test_base_plugin_hive.json");
    ObjectNode policies = (ObjectNode) read(PLUGIN + "hive_policies.json");
    policies.put("serviceName", "hive").put("serviceId", 1).put("policyVersion", 1);
    FakePlugin plugin =
        new FakePlugin(
            "hive",
            "hive",
            new Download[] {
              document(policies),
              document(read(PLUGIN + "hive_tags.json")),
              document(read(PLUGIN + "hive_roles.json")),
              document(read(PLUGIN + "hive_user_store.json"))
            });
    int compared = 0;
    for (JsonNode test : suite.path("tests")) {
      long id = test.at("/result/policyId").asLong();
      if (!test.has("result") || id >= 2000) {
        continue;
      }
      compared++;
      JsonNode asked = test.path("request");
      Map<String, String> elements = new LinkedHashMap<>();
      asked
          .at("/resource/elements")
          .properties()
          .forEach(one -> elements.put(one.getKey(), one.getValue().asText()));
      Set<String> groups = new HashSet<>();
      asked.path("userGroups").forEach(group -> groups.add(group.asText()));
      RangerAccessResult result =
          plugin.access(
              FakePlugin.request(
                  elements,
                  asked.path("accessType").asText(),
                  asked.path("user").asText(),
                  groups,
                  Date.from(PolicyParts.CLOCK.instant())));
      String name = test.path("name").asText();
      assertThat(result.getIsAllowed())
          .as(name)
          .isEqualTo(test.at("/result/isAllowed").asBoolean());
      assertThat(result.getPolicyId()).as(name).isEqualTo(id);
    }
    assertThat(compared).isEqualTo(24);
  }

  @Test
  void matchersOfResources() throws IOException {
    int compared = 0;
    for (String file :
        List.of("test_resourcematcher_default.json", "test_resourcematcher_dynamic.json")) {
      for (JsonNode suite : read(MATCHERS + file).path("testCases")) {
        RangerPolicyEngineImpl engine = engine(suite);
        for (JsonNode test : suite.path("tests")) {
          compared++;
          RangerAccessRequestImpl request =
              FakePlugin.request(
                  Map.of("thing", test.path("input").asText()),
                  "see",
                  test.path("evalContext").path("token:USER").asText("{USER}"),
                  Set.of(),
                  Date.from(PolicyParts.CLOCK.instant()));
          test.path("evalContext")
              .properties()
              .forEach(one -> request.getContext().put(one.getKey(), one.getValue().asText()));
          RangerAccessResult result =
              engine.evaluatePolicies(request, RangerPolicy.POLICY_TYPE_ACCESS, null);
          assertThat(result.getIsAllowed())
              .as("%s: %s", suite.path("name").asText(), test)
              .isEqualTo(test.path("result").asBoolean());
        }
      }
    }
    assertThat(compared).isEqualTo(208);
  }

  /** Ranger's engine, as Lily runs it, with one policy about one kind of resource. */
  private static RangerPolicyEngineImpl engine(JsonNode suite) throws IOException {
    ObjectNode definition =
        (ObjectNode)
            JSON.readTree(
                """
                {"id":1,"name":"any","accessTypes":[{"itemId":1,"name":"see"}],
                 "options":{"enableDenyAndExceptionsInPolicies":"true"}}
                """);
    ObjectNode resource = suite.path("resourceDef").deepCopy();
    resource.put("name", "thing").put("level", 1).put("itemId", 1);
    definition.set("resources", JSON.createArrayNode().add(resource));
    ObjectNode policy =
        (ObjectNode)
            JSON.readTree(
                """
                {"id":1,"name":"one","service":"any","isEnabled":true,
                 "policyItems":[{"accesses":[{"type":"see","isAllowed":true}],"groups":["public"]}]}
                """);
    policy.set("resources", JSON.createObjectNode().set("thing", suite.path("policyResource")));
    ServicePolicies policies = new ServicePolicies();
    policies.setServiceName("any");
    policies.setServiceId(1L);
    policies.setPolicyVersion(1L);
    policies.setServiceDef(RangerJson.read(definition, RangerServiceDef.class));
    policies.setPolicies(List.of(RangerJson.read(policy, RangerPolicy.class)));
    return new RangerPolicyEngineImpl(
        policies, RangerConfigs.context("any", "any"), new RangerRoles());
  }

  private static Download document(JsonNode json) {
    return new Download.Document(1, json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode read(String below) throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(below))) {
      folder = folder.getParent();
    }
    assumeTrue(folder != null, () -> "no shared data: " + below);
    return JSON.readTree(folder.resolve(below).toFile());
  }
}
