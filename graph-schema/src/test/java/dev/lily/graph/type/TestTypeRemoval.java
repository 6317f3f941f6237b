package dev.lily.graph.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestTypeRemoval {
  private final TypeRegistry registry =
      Types.create(
          """
          {'enumDefs': [{'name': 'N', 'elementDefs': [{'value': 'a', 'ordinal': 0}]}],
           'structDefs': [{'name': 'S', 'attributeDefs': [
              {'name': 'n', 'typeName': 'map<string,array<N>>'}]}],
           'entityDefs': [{'name': 'P'}, {'name': 'E', 'superTypes': ['P'], 'attributeDefs': [
              {'name': 's', 'typeName': 'array<S>'}]}, {'name': 'Q'}, {'name': 'T'}, {'name': 'U'}],
           'classificationDefs': [{'name': 'K', 'entityTypes': ['T']},
              {'name': 'L', 'superTypes': ['K']}],
           'relationshipDefs': [{'name': 'R', 'relationshipCategory': 'ASSOCIATION',
              'endDef1': {'type': 'P', 'name': 'q'}, 'endDef2': {'type': 'Q', 'name': 'p'}}],
           'businessMetadataDefs': [{'name': 'B', 'attributeDefs': [{'name': 'n', 'typeName': 'int',
              'options': {'applicableEntityTypes': '[\\"U\\"]'}}]}]}
          """);

  @ParameterizedTest
  @CsvSource({
    "N, struct S",
    "S, entity E",
    "P, entity E",
    "Q, relationship R",
    "T, classification K",
    "K, classification L",
    "U, business metadata B"
  })
  void refusesWhatOtherTypesReferTo(String name, String by) {
    assertThatThrownBy(() -> registry.delete(List.of(name), type -> 0))
        .isInstanceOfSatisfying(
            CatalogException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.TYPE_HAS_REFERENCES);
              assertThat(refused)
                  .hasMessageContaining("type '" + name + "' is referred to by " + by);
            });
  }

  @Test
  void refusesWhatIsInUse() {
    assertThatThrownBy(() -> registry.delete(List.of("E", "L"), name -> 3))
        .hasMessageContaining("type 'E' is in use by 3 entities")
        .hasMessageContaining("type 'L' is in use by 3 entities");
  }

  @Test
  void refusesUnknownTypes() {
    assertThatThrownBy(() -> registry.delete(List.of("nope"), name -> 0))
        .isInstanceOfSatisfying(
            CatalogException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TYPE_NAME_NOT_FOUND));
  }

  @Test
  void removesTypesThatOnlyReferToEachOther() {
    TypeChange change = registry.delete(List.of("P", "E", "R", "Q", "S", "N"), name -> 0);
    assertThat(change.types().all()).extracting(TypeDef::name).contains("R", "N");
    assertThat(change.registry().findEntityType("E")).isEmpty();
    assertThat(change.registry().findEntityType("T")).isPresent();
    assertThat(registry.findEntityType("E")).isPresent();
  }

  @Test
  void removesEverything() {
    assertThat(registry.delete(registry.definitions(), name -> 0).registry().definitions())
        .isEqualTo(TypesDef.EMPTY);
  }
}
