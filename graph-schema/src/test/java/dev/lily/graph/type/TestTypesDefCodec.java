package dev.lily.graph.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestTypesDefCodec {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Field for field what atlas-intg 2.4 writes for this definition. */
  private static final String AS_ATLAS =
      """
      {"enumDefs": [{"category": "ENUM", "guid": "g1", "createdBy": "ann", "updatedBy": "bob",
          "createTime": 1700000000123, "updateTime": 1700000000456, "version": 3, "name": "N",
          "description": "d", "typeVersion": "1.0", "serviceType": "s", "options": {"k": "v"},
          "elementDefs": [{"value": "a", "description": "first", "ordinal": 0}],
          "defaultValue": "a"}],
       "structDefs": [{"category": "STRUCT", "name": "S", "attributeDefs": [
          {"name": "x", "typeName": "array<string>", "isOptional": true, "cardinality": "SET",
           "valuesMinCount": 1, "valuesMaxCount": 2, "isUnique": false, "isIndexable": true,
           "includeInNotification": true, "defaultValue": "z", "description": "dd",
           "searchWeight": 7, "indexType": "STRING",
           "constraints": [{"type": "inverseRef", "params": {"attribute": "y"}}],
           "options": {"o": "p"}, "displayName": "X"}]}],
       "classificationDefs": [{"category": "CLASSIFICATION", "name": "C", "attributeDefs": [],
          "superTypes": ["D"], "entityTypes": ["E"], "subTypes": ["F"]}],
       "entityDefs": [{"category": "ENTITY", "name": "E", "attributeDefs": [
          {"name": "p", "typeName": "string", "isOptional": false, "cardinality": "SINGLE",
           "valuesMinCount": -1, "valuesMaxCount": -1, "isUnique": true, "isIndexable": false,
           "includeInNotification": false, "searchWeight": -1}],
          "superTypes": ["P"], "subTypes": ["Q"], "relationshipAttributeDefs": [
          {"name": "r", "typeName": "E", "isOptional": true, "cardinality": "SINGLE",
           "valuesMinCount": -1, "valuesMaxCount": -1, "isUnique": false, "isIndexable": false,
           "includeInNotification": false, "searchWeight": -1, "relationshipTypeName": "R",
           "isLegacyAttribute": true}],
          "businessAttributeDefs": {"B": [
          {"name": "b", "typeName": "int", "isOptional": true, "cardinality": "SINGLE",
           "valuesMinCount": -1, "valuesMaxCount": -1, "isUnique": false, "isIndexable": false,
           "includeInNotification": false, "searchWeight": -1}]}}],
       "relationshipDefs": [{"category": "RELATIONSHIP", "name": "R", "attributeDefs": [],
          "relationshipCategory": "COMPOSITION", "relationshipLabel": "__E.r",
          "propagateTags": "ONE_TO_TWO",
          "endDef1": {"type": "E", "name": "a", "isContainer": true, "cardinality": "SET",
                      "isLegacyAttribute": true, "description": "x"},
          "endDef2": {"type": "F", "name": "b", "isContainer": false, "cardinality": "SINGLE",
                      "isLegacyAttribute": false}}],
       "businessMetadataDefs": [{"category": "BUSINESS_METADATA", "name": "B",
          "attributeDefs": []}]}
      """;

  @Test
  void writesWhatItReads() throws IOException {
    TypesDef types = TypesDefCodec.decode(AS_ATLAS.getBytes(StandardCharsets.UTF_8));
    byte[] written = TypesDefCodec.encode(types);
    assertThat(MAPPER.readTree(written)).isEqualTo(MAPPER.readTree(AS_ATLAS));
    assertThat(TypesDefCodec.decode(written)).isEqualTo(types);
  }

  @Test
  void writesOneDefinition() throws IOException {
    TypesDef types = TypesDefCodec.decode(AS_ATLAS.getBytes(StandardCharsets.UTF_8));
    JsonNode written = MAPPER.readTree(TypesDefCodec.encode(types.relationshipDefs().get(0)));
    assertThat(written).isEqualTo(MAPPER.readTree(AS_ATLAS).at("/relationshipDefs/0"));
  }

  @Test
  void whatIsAbsentNullOrUnknownIsFine() {
    TypesDef types =
        Types.types(
            """
            {'new': 1, 'enumDefs': null, 'entityDefs': [{'name': 'E', 'description': null,
              'options': null, 'superTypes': null, 'unheard': {'of': []},
              'createTime': '2023-11-14T22:13:20.123Z', 'attributeDefs': [
              {'name': 'a', 'typeName': 'string', 'constraints': null, 'isOptional': 'true',
               'cardinality': null, 'valuesMinCount': '2', 'defaultValue': 5}]}]}
            """);
    EntityDef def = types.entityDefs().get(0);
    assertThat(def.head().audit().createTime()).isEqualTo(1700000000123L);
    AttributeDef attribute = def.attributeDefs().get(0);
    assertThat(attribute.isOptional()).isTrue();
    assertThat(attribute.cardinality()).isEqualTo(Cardinality.SINGLE);
    assertThat(attribute.valuesMinCount()).isEqualTo(2);
    assertThat(attribute.valuesMaxCount()).isEqualTo(-1);
    assertThat(attribute.defaultValue()).isEqualTo("5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1]                                     | the type definition is no object
          {'entityDefs': 5}                       | entityDefs is no array
          {'entityDefs': ['x']}                   | entityDefs[0] is no object
          {'entityDefs': [{'name': {}}]}          | entityDefs[0].name is no text
          {'entityDefs': [{'options': []}]}       | entityDefs[0].options is no object
          {'entityDefs': [{'superTypes': [{}]}]}  | entityDefs[0].superTypes[0] is no text
          {'entityDefs': [{'attributeDefs': [{'cardinality': 'MANY'}]}]} | entityDefs[0].attributeDefs[0].cardinality is 'MANY', expected one of [SINGLE, LIST, SET]
          {'entityDefs': [{'attributeDefs': [{'isOptional': 'x'}]}]}     | entityDefs[0].attributeDefs[0].isOptional is 'x', expected true or false
          {'enumDefs': [{'elementDefs': [{'ordinal': 'x'}]}]}            | enumDefs[0].elementDefs[0].ordinal is 'x', expected a whole number
          {'enumDefs': [{'elementDefs': [{'ordinal': 3000000000}]}]}     | enumDefs[0].elementDefs[0].ordinal is 3000000000, which is too large
          {'enumDefs': [{'createTime': 'x'}]}     | enumDefs[0].createTime is 'x', expected a date
          """)
  void aFaultNamesTheField(String json, String message) {
    assertThatThrownBy(() -> Types.types(json))
        .isInstanceOfSatisfying(
            CatalogException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BAD_REQUEST))
        .hasMessage(message);
  }

  @Test
  void malformedJsonIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> Types.types("{'entityDefs': [}"))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("no JSON at line 1, column");
    assertThatThrownBy(() -> Types.types("")).isInstanceOf(CatalogException.class);
  }
}
