package dev.lily.policy.ranger;

import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.policy.Asker;
import dev.lily.policy.Decisions.Reach;
import dev.lily.policy.Effect;
import dev.lily.policy.EngineResource;
import dev.lily.policy.MaskType;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyParts;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.Subjects;
import dev.lily.policy.Target;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceType;
import dev.lily.policy.tags.ForeignResource;
import dev.lily.policy.tags.ForeignSource;
import dev.lily.policy.tags.ForeignTag;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.ranger.plugin.model.RangerServiceDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerAccessTypeDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerResourceDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of engine that Ranger knows is served and decided about. */
class TestServiceTypes {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(ServiceType.class)
  void theDefinitionHasWhatItIsTakenFor(ServiceType type) {
    RangerServiceDef definition = new ServiceDefs(Duration.ofSeconds(1)).of(type);
    assertThat(definition.getName()).isEqualTo(type.rangerName());
    assertThat(definition.getAccessTypes().stream().map(RangerAccessTypeDef::getName))
        .contains(type.reading());
    Map<String, String> parents =
        definition.getResources().stream()
            .collect(
                Collectors.toMap(
                    RangerResourceDef::getName,
                    one -> one.getParent() == null ? "" : one.getParent()));
    String parent = "";
    for (String element : type.elements()) {
      assertThat(parents).containsEntry(element, parent);
      parent = element;
    }
  }

  @ParameterizedTest
  @EnumSource(ServiceType.class)
  void aPluginDecidesAsLilyDoes(ServiceType type) throws IOException {
    PolicyParts parts = new PolicyParts(folder);
    parts.policies.remove(CONTEXT, 1);
    parts.services.put(
        TENANT,
        new EngineService(
            "one", type == ServiceType.POSTGRESQL ? ServiceType.TRINO : type, 0, "t", List.of()));
    ServiceType served = parts.services.require(TENANT, "one").type();
    EngineResource open = resource(served, "open");
    EngineResource closed = resource(served, "closed");
    EngineResource tagged = resource(served, "tagged");
    allow(parts, "open", served, "open");
    allow(parts, "tagged", served, "tagged");
    parts.policies.put(
        CONTEXT,
        new Policy(
            "no",
            Subjects.ofUsers("bob"),
            Target.classifications("SECRET"),
            new Effect.Deny(Set.of()),
            Subjects.NOBODY));
    parts.tags.importTags(
        TENANT,
        "one",
        new ForeignSource("test", "sync"),
        List.of(
            new ForeignResource(tagged, List.of(new ForeignTag("SECRET", Map.of(), List.of())))),
        false);
    FakePlugin plugin =
        new FakePlugin(
            served.rangerName(),
            "one",
            new Download[] {
              parts.downloads.policies(TENANT, "one", -1, true),
              parts.downloads.tags(TENANT, "one", -1, true),
              parts.downloads.roles(TENANT, "one", -1),
              parts.downloads.users(TENANT, "one", -1)
            });
    for (String user : List.of("ann", "bob")) {
      assertThat(decided(parts, plugin, served, user, open)).as(user).isTrue();
      assertThat(decided(parts, plugin, served, user, closed)).as(user).isFalse();
      assertThat(decided(parts, plugin, served, user, tagged))
          .as(user)
          .isEqualTo("ann".equals(user));
    }
    JsonNode tag =
        JSON.readTree(
                ((Download.Document) parts.downloads.policies(TENANT, "one", -1, false)).json())
            .at("/tagPolicies/serviceDef");
    assertThat(tag.at("/accessTypes").findValuesAsText("name"))
        .contains(served.rangerName() + ":" + served.reading());
  }

  @Test
  void masksOfPrestoAndNestedStructures() {
    for (ServiceType type : List.of(ServiceType.PRESTO, ServiceType.NESTEDSTRUCTURE)) {
      RangerServiceDef tags = new ServiceDefs(Duration.ofSeconds(1)).tagsFor(type);
      assertThat(tags.getDataMaskDef().getMaskTypes())
          .anyMatch(mask -> mask.getName().equals(type.rangerName() + ":" + MaskType.MASK_HASH));
    }
  }

  @Test
  void anUnknownTypeIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> JSON.readValue("\"oracle\"", ServiceType.class))
        .hasMessageContaining("hive")
        .hasMessageContaining("schema-registry");
    assertThat(ServiceType.NIFI_REGISTRY).hasToString("nifi-registry");
  }

  private static boolean decided(
      PolicyParts parts, FakePlugin plugin, ServiceType type, String user, EngineResource on) {
    boolean allowed =
        parts
            .decisions
            .access(new Asker(TENANT, "one", user, Set.of()), on, type.reading(), Reach.SELF)
            .allowed();
    Date now = Date.from(PolicyParts.CLOCK.instant());
    assertThat(
            plugin.isAllowed(
                FakePlugin.request(on.elements(), type.reading(), user, Set.of(), now)))
        .as("%s %s", user, on)
        .isEqualTo(allowed);
    return allowed;
  }

  private static void allow(PolicyParts parts, String name, ServiceType type, String value) {
    parts.policies.put(
        CONTEXT,
        new Policy(
            name,
            Subjects.EVERYONE,
            Target.resources(
                new ResourcePattern(
                    "one", Map.of(type.elements().get(0), List.of(path(type, value))))),
            new Effect.Allow(Set.of(type.reading())),
            Subjects.NOBODY));
  }

  private static EngineResource resource(ServiceType type, String value) {
    EngineResource resource = EngineResource.of(type.elements().get(0), path(type, value));
    for (String element : type.elements().subList(1, type.elements().size())) {
      resource = resource.child(element, path(type, "inner"));
    }
    return resource;
  }

  private static String path(ServiceType type, String value) {
    return type == ServiceType.HDFS ? "/" + value : value;
  }
}
