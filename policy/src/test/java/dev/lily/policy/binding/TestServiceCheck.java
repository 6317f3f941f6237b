package dev.lily.policy.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules that contradict each other or themselves. */
class TestServiceCheck {
  private static final String TABLE = "{catalog}.{schema}.{table}@{instance}";
  private static final Map<String, String> PROD = Map.of("instance", "prod");

  private static List<String> check(MappingRule... rules) {
    return ServiceCheck.check(service("t", rules), List.of(), TypeRegistry.empty());
  }

  private static EngineService service(String name, MappingRule... rules) {
    return new EngineService(name, ServiceType.TRINO, 1, "tag", Arrays.asList(rules));
  }

  private static void refused(List<MappingRule> rules, String... messages) {
    assertThatThrownBy(() -> check(rules.toArray(MappingRule[]::new)))
        .isInstanceOf(CatalogException.class)
        .hasMessageContainingAll(messages);
  }

  private static MappingRule rule(String pattern, Map<String, String> fixed) {
    return new MappingRule("trino_table", pattern, fixed);
  }

  @Test
  void theCommonModelsPass() {
    List<MappingRule> rules = new ArrayList<>(Mappings.trino("lily"));
    rules.addAll(Mappings.trino("other"));
    rules.addAll(Mappings.hiveInTrino("lily", "hive"));
    assertThat(check(rules.toArray(MappingRule[]::new)))
        .hasSize(rules.size())
        .allMatch(warning -> warning.contains("there is no type"));
  }

  @Test
  void rulesThatReadTheSameNameDifferentlyAreRefused() {
    refused(
        List.of(rule(TABLE, PROD), rule("{catalog}.{table}.{schema}@{instance}", PROD)),
        "rules[0] and rules[1]",
        "take the schema from different places");
    refused(
        List.of(
            rule("{catalog}.{schema}.{table}@prod", Map.of()),
            rule("{x}.{catalog}.{schema}@PROD", Map.of("x", "lake"))),
        "rules[0] and rules[1]",
        "different elements");
  }

  @Test
  void oneAssetThatIsTwoResourcesIsTold() {
    String name = "{schema}.{table}@{cluster}";
    assertThat(
            check(
                rule(name, Map.of("cluster", "c", "catalog", "hive")),
                rule(name, Map.of("cluster", "c", "catalog", "lake"))))
        .anyMatch(warning -> warning.contains("catalog is 'hive' and 'lake'"));
    assertThat(
            check(
                rule(name, Map.of("cluster", "c", "catalog", "hive")),
                rule(name, Map.of("cluster", "d", "catalog", "lake"))))
        .allMatch(warning -> warning.contains("there is no type"));
  }

  @Test
  void whatGivesNothingIsRefused() {
    refused(
        List.of(rule("{catalog}.{schema}.{tabel}@prod", Map.of())),
        "rules[0].qualifiedName",
        "[tabel]",
        "[catalog, schema, table, column]");
    refused(
        List.of(rule(TABLE, Map.of("instance", "prod", "catalogue", "lake"))),
        "rules[0].fixed",
        "[catalogue]");
  }

  @Test
  void aColumnIsNoTable() {
    refused(
        List.of(new MappingRule("trino_column", TABLE, PROD)),
        "rules[0]",
        "trino_column",
        "no {column}");
  }

  @Test
  void namesDifferByMoreThanCase() {
    assertThatThrownBy(
            () ->
                ServiceCheck.check(service("Lake"), List.of(service("lake")), TypeRegistry.empty()))
        .hasMessageContainingAll("name", "'lake'", "'Lake'");
    assertThat(ServiceCheck.check(service("lake"), List.of(service("lake")), TypeRegistry.empty()))
        .isEmpty();
  }
}
