package dev.lily.policy.ranger;

import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.HIVE;
import static dev.lily.policy.PolicyParts.TENANT;
import static dev.lily.policy.PolicyParts.TRINO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plug-in that understands changes of policies is sent. */
class TestPolicyDeltas {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private PolicyParts parts;
  private long version;

  @BeforeEach
  void known() {
    parts = new PolicyParts(folder);
    version = parts.downloads.policies(TENANT, TRINO, -1, true).version();
  }

  @Test
  void oneChangeIsOneSmallDelta() throws IOException {
    Policy policy = parts.policies.put(CONTEXT, mask("mail", "EMAIL", MaskType.MASK_NULL));
    JsonNode created = news();
    assertThat(created.path("policies").isMissingNode()).isTrue();
    assertThat(created.at("/policyVersion").asLong()).isEqualTo(2);
    assertThat(created.at("/tagPolicies/serviceDef/name").asText()).isEqualTo("tag");
    assertThat(types(created)).containsExactly(0);
    JsonNode delta = created.at("/policyDeltas/0");
    assertThat(delta.at("/policy/resources/tag/values/0").asText()).isEqualTo("EMAIL");
    assertThat(delta.at("/policy/serviceType").asText()).isEqualTo("tag");
    assertThat(delta.at("/policiesVersion").asLong()).isEqualTo(2);
    assertThat(delta.toString().length()).isLessThan(1200);
    assertThat(created.toString().length()).as("with definitions").isLessThan(5000);

    version = 2;
    parts.policies.put(
        CONTEXT, mask("mail", "EMAIL", MaskType.MASK_HASH).stored(policy.id(), 1, "", 0));
    assertThat(types(news())).containsExactly(1);
    version = 3;
    parts.policies.remove(CONTEXT, policy.id());
    JsonNode removed = news();
    assertThat(types(removed)).containsExactly(2);
    assertThat(removed.at("/policyDeltas/0/policy/id").asLong()).isEqualTo(policy.id() * 1000);
  }

  @Test
  void severalVersionsAreOneDelta() throws IOException {
    Policy brief = parts.policies.put(CONTEXT, mask("short", "A", MaskType.MASK_NULL));
    parts.policies.remove(CONTEXT, brief.id());
    parts.policies.put(CONTEXT, mask("one", "A", MaskType.MASK_NULL));
    parts.policies.put(CONTEXT, mask("two", "B", MaskType.MASK_NULL));
    JsonNode news = news();
    assertThat(news.at("/policyDeltas").findValuesAsText("name")).containsExactly("one", "two");
    assertThat(types(news)).containsExactly(0, 0);
  }

  @Test
  void aPolicyOfAnotherKindIsRemovedAndMade() throws IOException {
    Policy policy = parts.policies.put(CONTEXT, mask("mail", "EMAIL", MaskType.MASK_NULL));
    version = 2;
    Policy denial =
        new Policy(
            "mail",
            Subjects.EVERYONE,
            Target.classifications("EMAIL"),
            new Effect.Deny(Set.of()),
            Subjects.NOBODY);
    parts.policies.put(CONTEXT, denial.stored(policy.id(), 1, "", 0));
    assertThat(types(news())).containsExactly(2, 0);
  }

  @Test
  void whatDoesNotConcernTheServiceSaysOneThingAgain() throws IOException {
    parts.policies.put(
        CONTEXT,
        new Policy(
            "hive only",
            Subjects.EVERYONE,
            Target.resources(new ResourcePattern(HIVE, Map.of("database", List.of("x")))),
            new Effect.Allow(Set.of("select")),
            Subjects.NOBODY));
    assertThat(types(news())).containsExactly(1);
    parts.directories.put(
        TENANT, new Directory(0, 0, Map.of(), Map.of("g", Map.of("a", "b")), Map.of()));
    assertThat(types(news())).containsExactly(1);
  }

  @Test
  void everythingWhereADeltaWouldNotDo() throws IOException {
    parts.policies.remove(CONTEXT, 3);
    assertThat(isWhole(news())).as("the last policy by tag goes").isTrue();
    version = 2;
    parts.policies.put(CONTEXT, mask("mail", "EMAIL", MaskType.MASK_NULL));
    assertThat(isWhole(news())).as("the first policy by tag comes").isTrue();
    version = 3;
    parts.policies.put(
        CONTEXT,
        new Policy(
            "rows",
            Subjects.EVERYONE,
            Target.resources(ResourcePattern.of("catalog", "a", "schema", "b", "table", "c")),
            new Effect.FilterRows("region = '${{USER.region}}'"),
            Subjects.NOBODY));
    assertThat(isWhole(news())).as("attributes of users come into play").isTrue();
    version = 99;
    assertThat(isWhole(news())).as("a version that never was").isTrue();
    PolicyParts restarted = new PolicyParts(folder);
    assertThat(restarted.downloads.policies(TENANT, TRINO, 4, true))
        .isEqualTo(new Download.NotModified(4));
    restarted.policies.put(CONTEXT, mask("more", "MORE", MaskType.MASK_NULL));
    assertThat(types(json(restarted.downloads.policies(TENANT, TRINO, 4, true))))
        .containsExactly(0);
    assertThat(isWhole(json(restarted.downloads.policies(TENANT, TRINO, 3, true)))).isTrue();
  }

  @Test
  void manyPoliciesAreWrittenOneByOne() throws IOException {
    for (int i = 0; i < 501; i++) {
      parts.policies.put(CONTEXT, mask("policy " + i, "TAG" + i, MaskType.MASK_NULL));
    }
    ByteArrayOutputStream streamed = new ByteArrayOutputStream();
    ((Download.Stream) parts.downloads.policies(TENANT, TRINO, -1, true)).content().write(streamed);
    byte[] whole =
        RangerJson.write(
            parts
                .engines
                .compiler()
                .compile(
                    parts.engines.service(TENANT, TRINO),
                    parts.engines.versions().current(TENANT)));
    assertThat(JSON.readTree(streamed.toByteArray())).isEqualTo(JSON.readTree(whole));
  }

  private JsonNode news() throws IOException {
    return json(parts.downloads.policies(TENANT, TRINO, version, true));
  }

  private static JsonNode json(Download download) throws IOException {
    return JSON.readTree(((Download.Document) download).json());
  }

  private static boolean isWhole(JsonNode document) {
    return document.path("policies").isArray() && !document.hasNonNull("policyDeltas");
  }

  private static List<Integer> types(JsonNode document) {
    List<Integer> types = new ArrayList<>();
    document.path("policyDeltas").forEach(delta -> types.add(delta.path("changeType").asInt()));
    return types;
  }

  private static Policy mask(String name, String tag, MaskType type) {
    return new Policy(
        name,
        Subjects.EVERYONE,
        Target.classifications(tag),
        new Effect.Mask(type),
        Subjects.NOBODY);
  }
}
