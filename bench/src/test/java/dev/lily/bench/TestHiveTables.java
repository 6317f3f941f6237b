package dev.lily.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestHiveTables {
  private final HiveTables tables = new HiveTables("b_hive", 20);

  @Test
  void carriesEachTableWithItsColumns() {
    JsonNode body = tables.bulkBody(40, 2);
    assertThat(body.path("entities")).hasSize(2);
    assertThat(body.path("referredEntities")).hasSize(40);
    assertThat(body.at("/entities/0/attributes/qualifiedName").asText())
        .isEqualTo("b_hive.t40@bench");
    assertThat(body.at("/entities/1/relationshipAttributes/columns")).hasSize(20);
    assertThat(
            body.at("/entities/1/relationshipAttributes/db/uniqueAttributes/qualifiedName")
                .asText())
        .isEqualTo("b_hive@bench");
  }

  @Test
  void refersToColumnsThatAreThereAndPointBack() {
    JsonNode body = tables.bulkBody(0, 3);
    Set<String> guids = new HashSet<>();
    for (JsonNode table : body.path("entities")) {
      assertThat(guids.add(table.path("guid").asText())).isTrue();
      for (JsonNode reference : table.at("/relationshipAttributes/columns")) {
        String guid = reference.path("guid").asText();
        assertThat(guids.add(guid)).isTrue();
        JsonNode column = body.path("referredEntities").path(guid);
        assertThat(column.path("guid").asText()).isEqualTo(guid);
        assertThat(column.at("/relationshipAttributes/table/guid")).isEqualTo(table.path("guid"));
      }
    }
    assertThat(guids).hasSize(3 * tables.entitiesPerTable()).allMatch(guid -> guid.startsWith("-"));
  }

  @Test
  void classifiesColumnsWhereAsked() {
    HiveTables tagged = new HiveTables("b_hive", 3, "lily", "PII");
    JsonNode column = tagged.bulkBody(5, 1).path("referredEntities").path("-2");
    assertThat(column.at("/attributes/qualifiedName").asText())
        .isEqualTo(tagged.columnQualifiedName(5, 0))
        .isEqualTo("b_hive.t5.c0@lily");
    assertThat(column.at("/classifications/0/typeName").asText()).isEqualTo("PII");
    assertThat(tables.bulkBody(5, 1).toString()).doesNotContain("classifications");
  }

  @Test
  void isTheSameEveryTime() {
    assertThat(Json.bytes(tables.bulkBody(7, 5))).isEqualTo(Json.bytes(tables.bulkBody(7, 5)));
  }

  @Test
  void namesColumnsApartAcrossTables() {
    Set<String> names = new HashSet<>();
    for (JsonNode column : tables.bulkBody(0, 10).path("referredEntities")) {
      names.add(column.at("/attributes/qualifiedName").asText());
    }
    assertThat(names).hasSize(200).contains("b_hive.t9.c19@bench");
  }
}
