package dev.lily.policy.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.asset.AssetKey;
import dev.lily.policy.EngineResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestBindings {
  private final Bindings trino = new Bindings(trino());

  @Test
  void trinoModel() {
    both("trino_catalog", "lake@lily", "catalog", "lake");
    both(
        "trino_table",
        "lake.sales.orders@lily",
        "catalog",
        "lake",
        "schema",
        "sales",
        "table",
        "orders");
    both(
        "trino_column",
        "lake.sales.orders.email@lily",
        "catalog",
        "lake",
        "schema",
        "sales",
        "table",
        "orders",
        "column",
        "email");
    assertThat(trino.resourcesOf(new AssetKey("trino_table", "lake.sales.orders@other"))).isEmpty();
  }

  @Test
  void hiveModelInATrinoCatalogAndInHive() {
    both(
        "hive_column",
        "sales.orders.email@prod",
        "catalog",
        "hive",
        "schema",
        "sales",
        "table",
        "orders",
        "column",
        "email");
    Bindings hive =
        new Bindings(new EngineService("h", ServiceType.HIVE, 2, "t", Mappings.hive("prod")));
    assertThat(hive.resourcesOf(new AssetKey("hive_table", "Sales.Orders@PROD")))
        .containsExactly(EngineResource.of("database", "sales", "table", "orders"));
    assertThat(hive.candidates(EngineResource.of("catalog", "x", "schema", "sales"))).isEmpty();
  }

  @Test
  void openLineageNames() {
    both(
        "openlineage_dataset",
        "file:/data/shop/warehouse/marts/customers",
        "catalog",
        "lake",
        "schema",
        "marts",
        "table",
        "customers");
    both(
        "openlineage_field",
        "file:/data/shop/warehouse/marts/customers#email",
        "catalog",
        "lake",
        "schema",
        "marts",
        "table",
        "customers",
        "column",
        "email");
    both(
        "openlineage_dataset",
        "trino://host:8080/lake2.marts.customers",
        "catalog",
        "lake2",
        "schema",
        "marts",
        "table",
        "customers");
    assertThat(
            trino.resourcesOf(
                new AssetKey("openlineage_dataset", "file:/data/shop/warehouse/a/b/c")))
        .isEmpty();
    assertThat(trino.resourcesOf(new AssetKey("openlineage_dataset", "file:/elsewhere/a/b")))
        .isEmpty();
  }

  @Test
  void refusesRulesThatLeaveOutAContainer() {
    assertThatThrownBy(
            () ->
                new EngineService(
                    "x",
                    ServiceType.TRINO,
                    1,
                    "t",
                    List.of(new MappingRule("rdbms_table", "{schema}.{table}", Map.of()))))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("names the elements [schema, table]");
    assertThatThrownBy(() -> NameTemplate.parse("{a}{b}")).isInstanceOf(CatalogException.class);
    assertThatThrownBy(() -> NameTemplate.parse("{a")).isInstanceOf(CatalogException.class);
  }

  private void both(String type, String name, String... resource) {
    AssetKey asset = new AssetKey(type, name);
    assertThat(trino.resourcesOf(asset)).containsExactly(EngineResource.of(resource));
    assertThat(trino.candidates(EngineResource.of(resource))).contains(asset);
  }

  private static EngineService trino() {
    List<MappingRule> rules = new ArrayList<>(Mappings.trino("lily"));
    rules.addAll(Mappings.hiveInTrino("prod", "hive"));
    rules.addAll(
        Mappings.openLineage(
            "openlineage_dataset",
            "openlineage_field",
            "file",
            "/data/shop/warehouse/{schema}/{table}",
            Map.of("catalog", "lake")));
    rules.addAll(
        Mappings.openLineage(
            "openlineage_dataset",
            "openlineage_field",
            "trino://host:8080",
            "{catalog}.{schema}.{table}",
            Map.of()));
    return new EngineService("t", ServiceType.TRINO, 1, "tag", rules);
  }
}
