package dev.lily.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestDerivedColumns {
  private final TableNaming naming =
      TableNaming.of(Parameters.parse(TableNaming.parameters(), List.of()), "b_tag");
  private final DerivedColumns derived = new DerivedColumns(naming, 6, 3, 2);

  @Test
  void derivesTheFirstTableFromTheSourceColumn() {
    JsonNode event = derived.event(0);
    assertThat(event.at("/inputs/0/name").asText()).isEqualTo("/data/shop/warehouse/b_tag/source");
    JsonNode lineage = event.at("/outputs/0/facets/columnLineage/fields");
    assertThat(lineage).hasSize(3);
    lineage.forEach(
        column -> assertThat(column.at("/inputFields/0/field").asText()).isEqualTo("email"));
  }

  @Test
  void derivesEveryOtherTableFromAnEarlierOne() {
    JsonNode event = derived.event(5);
    String parent = "/data/shop/warehouse/b_tag/t2";
    assertThat(event.at("/inputs/0/name").asText()).isEqualTo(parent);
    JsonNode input = event.at("/outputs/0/facets/columnLineage/fields/c1/inputFields/0");
    assertThat(input.path("name").asText()).isEqualTo(parent);
    assertThat(input.path("field").asText()).isEqualTo("c1");
    assertThat(input.at("/transformations/0/type").asText()).isEqualTo("DIRECT");
    assertThat(input.at("/transformations/0/masking").asBoolean(true)).isFalse();
  }

  @Test
  void isTheSameRunEveryTimeAndAnotherForEachTable() {
    assertThat(derived.event(1)).isEqualTo(derived.event(1));
    assertThat(derived.event(1).at("/run/runId")).isNotEqualTo(derived.event(2).at("/run/runId"));
  }

  @Test
  void asksOpaAsTrinoDoes() {
    JsonNode question = Json.parse(new MaskQuestion("bob", "analysts").body(derived, 4));
    assertThat(question.at("/input/context/identity/user").asText()).isEqualTo("bob");
    assertThat(question.at("/input/action/operation").asText()).isEqualTo("GetColumnMask");
    assertThat(question.at("/input/action/filterResources")).hasSize(3);
    assertThat(question.at("/input/action/filterResources/2/column").toString())
        .isEqualTo(
            "{\"catalogName\":\"shop\",\"schemaName\":\"b_tag\",\"tableName\":\"t4\","
                + "\"columnName\":\"c2\",\"columnType\":\"varchar\"}");
  }

  @Test
  void namesTheColumnInTheCatalogByItsTemplate() {
    assertThat(naming.columnQualifiedName("source", "email"))
        .isEqualTo("file:/data/shop/warehouse/b_tag/source#email");
  }
}
