package dev.lily.policy.ranger;

import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.HIVE;
import static dev.lily.policy.PolicyParts.TENANT;
import static dev.lily.policy.PolicyParts.TRINO;
import static dev.lily.policy.PolicyParts.column;
import static dev.lily.policy.PolicyParts.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.graph.CatalogException;
import dev.lily.graph.asset.AssetKey;
import dev.lily.policy.Directory;
import dev.lily.policy.Effect;
import dev.lily.policy.MaskType;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyParts;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.Subjects;
import dev.lily.policy.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bodies that real plug-ins accepted. */
class TestRangerDownloads {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private PolicyParts parts;

  @BeforeEach
  void tagged() {
    parts = new PolicyParts(folder);
    parts.classifications.set(column("customers", "email"), "PII");
    parts.classifications.set(column("customers", "phone"), "PII");
  }

  @Test
  void policiesCarryTheTagPolicies() throws IOException {
    JsonNode body = json(parts.downloads.policies(TENANT, TRINO, -1, false));

    assertThat(body.at("/serviceName").asText()).isEqualTo(TRINO);
    assertThat(body.at("/serviceId").asLong()).isEqualTo(1);
    assertThat(body.at("/policyVersion").asLong()).isEqualTo(1);
    assertThat(body.at("/policyUpdateTime").isNumber()).isTrue();
    assertThat(body.at("/auditMode").asText()).isEqualTo("audit-default");
    assertThat(body.at("/serviceDef/id").asLong()).isEqualTo(203);
    assertThat(body.at("/serviceConfig").isObject()).isTrue();
    assertThat(body.at("/policies").findValuesAsText("policyType")).containsOnly("0");
    JsonNode mask = body.at("/tagPolicies/policies/0");
    assertThat(mask)
        .isEqualTo(
            JSON.readTree(
                """
                {"id":3000,"guid":"lily-policy-3-0","version":1,"isEnabled":true,
                 "service":"lily_tag","name":"Personal data is hashed","policyType":1,
                 "policyPriority":0,"description":"","isAuditEnabled":true,
                 "resources":{"tag":{"values":["PII"],"isExcludes":false,"isRecursive":false}},
                 "policyItems":[],"denyPolicyItems":[],"allowExceptions":[],"denyExceptions":[],
                 "dataMaskPolicyItems":[
                  {"accesses":[{"type":"trino:select","isAllowed":true}],"users":[],
                   "groups":["privacy_officers"],"roles":["privacy_officers"],"conditions":[],
                   "delegateAdmin":false,"dataMaskInfo":{"dataMaskType":"trino:MASK_NONE",
                   "conditionExpr":"","valueExpr":""}},
                  {"accesses":[{"type":"trino:select","isAllowed":true}],"users":[],
                   "groups":["public"],"roles":[],"conditions":[],"delegateAdmin":false,
                   "dataMaskInfo":{"dataMaskType":"trino:MASK_HASH",
                   "conditionExpr":"","valueExpr":""}}],
                 "rowFilterPolicyItems":[],"serviceType":"tag","options":{},
                 "validitySchedules":[],"policyLabels":[],"zoneName":"","isDenyAllElse":false}
                """));
  }

  @Test
  void theTagDefinitionIsMadeCompleteForTheEngine() throws IOException {
    JsonNode tag =
        json(parts.downloads.policies(TENANT, TRINO, -1, false)).at("/tagPolicies/serviceDef");

    assertThat(tag.at("/id").asLong()).isEqualTo(100);
    assertThat(tag.at("/options/enableDenyAndExceptionsInPolicies").asText()).isEqualTo("true");
    assertThat(tag.at("/contextEnrichers/0/enricherOptions/tagRefresherPollingInterval").asText())
        .isEqualTo("1000");
    assertThat(tag.at("/accessTypes").findValuesAsText("name"))
        .contains("trino:select", "trino:all")
        .allMatch(name -> name.startsWith("trino:"));
    assertThat(tag.at("/dataMaskDef/maskTypes").findValuesAsText("name"))
        .contains("trino:MASK_HASH", "trino:CUSTOM");
    assertThat(tag.at("/dataMaskDef/resources/0/name").asText()).isEqualTo("tag");
    assertThat(
            json(parts.downloads.policies(TENANT, HIVE, -1, false))
                .at("/tagPolicies/serviceDef/accessTypes")
                .findValuesAsText("name"))
        .contains("hive:select");
  }

  @Test
  void aRenamedColumnTakesItsTagsAlong() throws IOException {
    parts.downloads.tags(TENANT, TRINO, -1, false);

    parts.classifications.rename(column("customers", "email"), column("customers", "mail"));

    assertThat(json(parts.downloads.tags(TENANT, TRINO, -1, false)).toString())
        .contains("\"mail\"")
        .doesNotContain("\"email\"");
  }

  @Test
  void manyTagsAreWrittenOneByOne() throws IOException {
    Map<AssetKey, List<String>> many = new HashMap<>();
    for (int i = 0; i < 20_001; i++) {
      many.put(column("wide", "c" + i), List.of("PII"));
    }
    parts.classifications.setAll(many);
    ByteArrayOutputStream streamed = new ByteArrayOutputStream();
    Download all = parts.downloads.tags(TENANT, TRINO, -1, true);
    ((Download.Stream) all).content().write(streamed);
    JsonNode tags = JSON.readTree(streamed.toByteArray());
    assertThat(tags.at("/tagVersion").asLong()).isEqualTo(all.version());
    assertThat(tags.at("/serviceResources")).hasSize(20_003);
    assertThat(tags.at("/resourceToTagIds/" + idOf(tags, "c20000"))).hasSize(1);
    parts.classifications.set(column("wide", "c7"));
    assertThat(bytes(parts.downloads.tags(TENANT, TRINO, all.version(), true)))
        .hasSizeLessThan(2_000);
  }

  @Test
  void tagsComeWholeAndThenAsChanges() throws IOException {
    Download first = parts.downloads.tags(TENANT, TRINO, -1, true);
    JsonNode full = json(first);
    assertThat(full.at("/isDelta").asBoolean()).isFalse();
    assertThat(full.at("/tagVersion").asLong()).isEqualTo(first.version());
    assertThat(full.at("/serviceResources").size()).isEqualTo(2);
    assertThat(full.at("/tagDefinitions").size()).isEqualTo(1);
    assertThat(full.at("/tags").findValuesAsText("type")).containsExactly("PII");
    String email = idOf(full, "email");
    assertThat(full.at("/resourceToTagIds/" + email).size()).isEqualTo(1);

    assertThat(parts.downloads.tags(TENANT, TRINO, first.version(), true))
        .isEqualTo(new Download.NotModified(first.version()));

    parts.classifications.set(column("customers", "email"));
    Download second = parts.downloads.tags(TENANT, TRINO, first.version(), true);
    JsonNode delta = json(second);
    assertThat(second.version()).isEqualTo(first.version() + 1);
    assertThat(delta.at("/isDelta").asBoolean()).isTrue();
    assertThat(idOf(delta, "email")).isEqualTo(email);
    assertThat(delta.at("/resourceToTagIds/" + email).isEmpty()).isTrue();
    assertThat(delta.at("/tags").isObject()).isTrue();
    assertThat(delta.findValue("resourceSignature")).isNull();
    assertThat(bytes(second).length).isLessThan(2000);
    assertThat(json(parts.downloads.tags(TENANT, TRINO, first.version(), false)).at("/isDelta"))
        .isEqualTo(JSON.getNodeFactory().booleanNode(false));
  }

  @Test
  void aChangedContainerIsServedWhole() throws IOException {
    long version = parts.downloads.tags(TENANT, TRINO, -1, true).version();
    parts.classifications.set(table("customers"), "SECRET");
    assertThat(json(parts.downloads.tags(TENANT, TRINO, version, true)).at("/isDelta").asBoolean())
        .isFalse();
  }

  @Test
  void rolesAndUsers() throws IOException {
    parts.directories.put(
        TENANT,
        new Directory(
            0,
            0,
            Map.of("olga", new Directory.User(Set.of("privacy_officers"), Map.of())),
            Map.of(),
            Map.of("dpo", new Directory.Role("", Set.of("olga"), Set.of(), Set.of()))));

    JsonNode roles = json(parts.downloads.roles(TENANT, TRINO, -1));
    assertThat(roles.at("/roleVersion").asLong()).isEqualTo(2);
    assertThat(roles.at("/rangerRoles/0/name").asText()).isEqualTo("dpo");
    assertThat(roles.at("/rangerRoles/0/users/0/name").asText()).isEqualTo("olga");
    JsonNode users = json(parts.downloads.users(TENANT, TRINO, -1));
    assertThat(users.at("/userGroupMapping/olga/0").asText()).isEqualTo("privacy_officers");
    assertThat(users.at("/userAttrMapping/olga").isObject()).isTrue();
    assertThat(parts.downloads.users(TENANT, TRINO, 2)).isEqualTo(new Download.NotModified(2));
  }

  @Test
  void versionsOutliveARestart() {
    long policies = parts.downloads.policies(TENANT, TRINO, -1, false).version();
    long tags = parts.downloads.tags(TENANT, TRINO, -1, true).version();
    parts.tags.close();

    PolicyParts next = new PolicyParts(folder, parts.classifications);
    assertThat(next.downloads.policies(TENANT, TRINO, policies, false))
        .isEqualTo(new Download.NotModified(policies));
    assertThat(next.downloads.tags(TENANT, TRINO, tags, true))
        .isEqualTo(new Download.NotModified(tags));

    PolicyParts afterCrash = new PolicyParts(folder, parts.classifications);
    assertThat(afterCrash.downloads.tags(TENANT, TRINO, tags, true).version()).isGreaterThan(tags);
  }

  @Test
  void aPolicyOfClassificationsAndResourcesBecomesATagOfItsOwn() throws IOException {
    Policy policy =
        parts.policies.put(
            CONTEXT,
            new Policy(
                "Only in this table",
                Subjects.EVERYONE,
                new Target(
                    List.of("PII"),
                    List.of(
                        ResourcePattern.of("catalog", "memory", "schema", "*", "table", "cust*"))),
                new Effect.Mask(MaskType.MASK_NULL),
                Subjects.NOBODY));
    parts.classifications.set(column("orders", "email"), "PII");

    JsonNode tags = json(parts.downloads.tags(TENANT, TRINO, -1, false));
    String own = "PII@policy-" + policy.id();
    assertThat(tags.at("/tags").findValuesAsText("type")).containsExactlyInAnyOrder("PII", own);
    assertThat(tags.at("/resourceToTagIds/" + idOf(tags, "phone")).size()).isEqualTo(2);
    JsonNode served =
        json(parts.downloads.policies(TENANT, TRINO, -1, false)).at("/tagPolicies/policies/1");
    assertThat(served.at("/resources/tag/values/0").asText()).isEqualTo(own);
  }

  @Test
  void aWaitingPluginIsAnsweredAtTheChange() throws IOException {
    long version = parts.downloads.tags(TENANT, TRINO, -1, true).version();
    CompletableFuture<Download> waiting =
        parts.longPoll.await(
            TENANT,
            () -> parts.downloads.tags(TENANT, TRINO, version, true),
            Duration.ofMinutes(5));
    assertThat(waiting).isNotDone();

    parts.classifications.set(new AssetKey("unknown_type", "elsewhere"), "PII");
    assertThat(waiting).isNotDone();
    parts.classifications.set(column("customers", "phone"));

    assertThat(waiting).isDone();
    assertThat(json(waiting.join()).at("/isDelta").asBoolean()).isTrue();
    assertThat(
            parts
                .longPoll
                .await(
                    TENANT,
                    () -> parts.downloads.policies(TENANT, TRINO, 1, false),
                    Duration.ofMillis(1))
                .join())
        .isEqualTo(new Download.NotModified(1));
  }

  @Test
  void anUnknownServiceIsNotFoundInRangersWords() {
    assertThatThrownBy(() -> parts.downloads.policies(TENANT, "nobody", -1, false))
        .isInstanceOf(CatalogException.class)
        .hasMessage("RANGER_ERROR_SERVICE_NOT_FOUND: ServiceName=nobody");
    assertThatThrownBy(() -> parts.downloads.tags(TENANT, "nobody", -1, true))
        .isInstanceOf(CatalogException.class);
    assertThatThrownBy(() -> parts.downloads.users(TENANT, "nobody", -1))
        .isInstanceOf(CatalogException.class);
  }

  private static String idOf(JsonNode document, String column) {
    for (JsonNode resource : document.at("/serviceResources")) {
      if (resource.at("/resourceElements/column/values/0").asText().equals(column)) {
        return resource.at("/id").asText();
      }
    }
    throw new AssertionError("no resource for column " + column + " in " + document);
  }

  private static byte[] bytes(Download download) {
    return ((Download.Document) download).json();
  }

  private static JsonNode json(Download download) throws IOException {
    return JSON.readTree(bytes(download));
  }
}
