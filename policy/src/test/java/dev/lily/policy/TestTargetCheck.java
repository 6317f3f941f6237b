package dev.lily.policy;

import static dev.lily.policy.PolicyParts.HIVE;
import static dev.lily.policy.PolicyParts.TRINO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.graph.CatalogException;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceType;
import dev.lily.policy.ranger.EngineVocabulary;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What no engine would ever apply is refused or told. */
class TestTargetCheck {
  private static final Effect DENY = new Effect.Deny(Set.of());
  private static final Effect MASK = new Effect.Mask(MaskType.MASK_NULL);
  private static final Effect FILTER = new Effect.FilterRows("country = 'DE'");

  private final PolicyCheck check = new PolicyCheck(new EngineVocabulary());
  private final List<EngineService> trino = List.of(service(TRINO, ServiceType.TRINO));
  private final List<EngineService> both =
      List.of(trino.get(0), service(HIVE, ServiceType.HIVE), service("files", ServiceType.HDFS));

  private static EngineService service(String name, ServiceType type) {
    return new EngineService(name, type, 1, "lily_tag", List.of());
  }

  private static ResourcePattern of(String service, String... elements) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String element : elements) {
      values.put(element, List.of("x"));
    }
    return new ResourcePattern(service, values);
  }

  private List<String> check(List<EngineService> services, Target target, Effect effect) {
    Policy policy = new Policy("p", Subjects.EVERYONE, target, effect, Subjects.NOBODY);
    return check.check(policy, services, TypeRegistry.empty(), false);
  }

  private void refused(ResourcePattern pattern, Effect effect, String... words) {
    for (List<EngineService> services : List.of(trino, both)) {
      assertThatThrownBy(() -> check(services, Target.resources(pattern), effect))
          .as(pattern.toString())
          .isInstanceOf(CatalogException.class)
          .hasMessageContainingAll(words);
    }
  }

  @Test
  void everyElementAroundTheInnermostIsNamed() {
    String field = "target.resources[0].elements";
    refused(
        of(TRINO, "table"),
        DENY,
        field,
        "'table'",
        "[catalog, schema] are missing",
        "\"catalog\":[\"*\"], \"schema\":[\"*\"]");
    refused(of(TRINO, "column"), DENY, field, "[catalog, schema, table] are missing");
    refused(of(TRINO, "schema"), DENY, field, "[catalog] is missing", "use \"catalog\":[\"*\"]");
    refused(of(TRINO, "catalog", "table"), DENY, field, "[schema] is missing");
    refused(of(TRINO, "catalog", "column"), DENY, field, "[schema, table] are missing");
    refused(of(TRINO, "schema", "table", "column"), MASK, field, "[catalog] is missing");
    refused(of("*", "schema", "table", "column"), MASK, field, "[catalog] is missing");
    refused(of("*", "table"), DENY, field, "'table'", "missing");
    refused(of(TRINO, "catalog", "role"), DENY, field, "no resource has both [role] and 'catalog'");
    refused(of("*", "catalog", "url"), DENY, field, "no engine has all of [catalog, url]");
    for (List<EngineService> services : List.of(trino, both)) {
      for (ResourcePattern whole :
          List.of(
              of(TRINO, "catalog"),
              of("*", "catalog", "schema", "table"),
              of(TRINO, "catalog", "sessionproperty"),
              new ResourcePattern(TRINO, of("*", "catalog", "schema").elements(), false))) {
        assertThat(check(services, Target.resources(whole), DENY)).as(whole.toString()).isEmpty();
      }
    }
  }

  /** A classification with any element of a name is found by Lily itself. */
  /** So that one of another day can be turned off. */
  @Test
  void ofADisabledPolicyItIsOnlyTold() throws IOException {
    String off =
        """
        {"name": "p", "subjects": {"everyone": true}, "effect": {"kind": "deny"}, "enabled": false,
         "warnings": ["as an answer had it"],
         "target": {"resources": [{"service": "%s", "elements": {"table": ["x"]}}]}}"""
            .formatted(TRINO);
    Policy policy = new ObjectMapper().readValue(off, Policy.class);
    assertThat(check.check(policy, trino, TypeRegistry.empty(), false))
        .singleElement()
        .asString()
        .contains("[catalog, schema] are missing");
  }

  @Test
  void aClassificationMayBeNarrowedByAnyElement() {
    assertThat(check(trino, new Target(List.of("PII"), List.of(of(TRINO, "column"))), MASK))
        .containsExactly("there is no classification 'PII' yet");
  }

  @Test
  void accessesAreThoseOfTheEngine() {
    Target table = Target.resources(of(TRINO, "catalog", "schema", "table"));
    for (List<EngineService> services : List.of(trino, both)) {
      assertThatThrownBy(() -> check(services, table, new Effect.Deny(Set.of("read"))))
          .hasMessageContainingAll("effect.accesses: 'read' is no access of trino", "select")
          .hasMessageNotContaining("kafka")
          .hasMessageNotContaining("publish");
      assertThatThrownBy(() -> check(services, table, new Effect.Allow(Set.of("select", "read"))))
          .hasMessageContaining("effect.accesses: 'read' is no access of trino");
    }
    Target mixed = Target.resources(of(TRINO, "catalog"), of("files", "path"));
    assertThat(check(both, mixed, new Effect.Deny(Set.of("select", "read")))).isEmpty();
    assertThatThrownBy(() -> check(both, mixed, new Effect.Deny(Set.of("select"))))
        .hasMessageContainingAll("'select' is no access of hdfs", "target.resources[1]");
    Target personal = Target.classifications("PII");
    assertThat(check(trino, personal, new Effect.Deny(Set.of("publish"))))
        .contains("effect.accesses: 'publish' is no access of a service here ([trino])");
    assertThatThrownBy(() -> check(trino, personal, new Effect.Deny(Set.of("slect"))))
        .hasMessageContaining("effect.accesses: 'slect' is no access of trino");
  }

  @Test
  void rowsAreFilteredInTables() {
    refused(
        of(TRINO, "catalog", "schema", "table", "column"),
        FILTER,
        "target.resources[0].elements",
        "[catalog, schema, table]",
        "'column'");
    refused(of(TRINO, "function"), MASK, "target.resources[0].elements", "'function'");
    assertThatThrownBy(() -> check(both, Target.resources(of("files", "path")), FILTER))
        .hasMessageContaining("hdfs filters the rows of nothing");
    assertThat(check(trino, Target.resources(of(TRINO, "catalog", "schema")), FILTER)).isEmpty();
    assertThat(check(trino, Target.classifications("PII"), FILTER))
        .anySatisfy(one -> assertThat(one).contains("a table that has the classification itself"));
  }

  @Test
  void whatNoServiceHasIsTold() {
    Target hive = Target.resources(of("*", "database", "table"));
    assertThat(check(trino, hive, DENY))
        .singleElement()
        .asString()
        .contains("target.resources[0]", "no service here", "hive");
    assertThat(check(both, hive, DENY)).isEmpty();
  }

  @Test
  void whatIsStoredIsTold() {
    Policy old =
        new Policy(
            "p", Subjects.EVERYONE, Target.resources(of(TRINO, "table")), DENY, Subjects.NOBODY);
    assertThat(check.unapplied(old, trino)).get().asString().contains("are missing");
    assertThat(check.unapplied(old.of(Target.resources(of("*", "database"))), trino)).isEmpty();
  }
}
