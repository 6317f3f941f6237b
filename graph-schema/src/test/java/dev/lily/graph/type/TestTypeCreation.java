package dev.lily.graph.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.AuditInfo;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The codes are those that Atlas 2.4's own type registry answers to the same definitions. */
final class TestTypeCreation {
  private static final String BASE =
      """
      {'entityDefs': [{'name': 'E', 'attributeDefs': [{'name': 'p', 'typeName': 'string'}]},
                      {'name': 'F', 'superTypes': ['E']}, {'name': 'G'},
                      {'name': 'H', 'attributeDefs': [{'name': 'p', 'typeName': 'int'}]}],
       'structDefs': [{'name': 'S'}],
       'classificationDefs': [{'name': 'K', 'entityTypes': ['E']},
                              {'name': 'M', 'entityTypes': ['G']}]}
      """;
  private final TypeRegistry registry = Types.create(BASE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          TYPE_ALREADY_EXISTS                        | {'entityDefs':[{'name':'E'}]}
          TYPE_ALREADY_EXISTS                        | {'entityDefs':[{'name':'X'},{'name':'X'}]}
          TYPE_ALREADY_EXISTS                        | {'structDefs':[{'name':'E'}]}
          TYPE_NAME_INVALID_FORMAT                   | {'entityDefs':[{'name':'1x'}]}
          TYPE_NAME_INVALID_FORMAT                   | {'entityDefs':[{'name':'a.b'}]}
          TYPE_NAME_INVALID_FORMAT                   | {'entityDefs':[{'description':'none'}]}
          TYPE_NAME_INVALID                          | {'structDefs':[{'name':'string'}]}
          TYPE_NAME_NOT_FOUND                        | {'entityDefs':[{'name':'X','superTypes':['nope']}]}
          INCOMPATIBLE_SUPERTYPE                     | {'entityDefs':[{'name':'X','superTypes':['S']}]}
          CIRCULAR_REFERENCE                         | {'entityDefs':[{'name':'X','superTypes':['Y']},{'name':'Y','superTypes':['X']}]}
          CIRCULAR_REFERENCE                         | {'entityDefs':[{'name':'X','superTypes':['X']}]}
          TYPE_NAME_NOT_FOUND                        | {'entityDefs':[{'name':'X','attributeDefs':[{'name':'a','typeName':'nope'}]}]}
          TYPE_NAME_NOT_FOUND                        | {'entityDefs':[{'name':'X','attributeDefs':[{'name':'a','typeName':'array<nope>'}]}]}
          ATTRIBUTE_TYPE_INVALID                     | {'entityDefs':[{'name':'X','attributeDefs':[{'name':'a','typeName':'K'}]}]}
          MISSING_MANDATORY_ATTRIBUTE                | {'entityDefs':[{'name':'X','attributeDefs':[{'typeName':'int'}]}]}
          INVALID_TYPE_DEFINITION                    | {'structDefs':[{'name':'X','attributeDefs':[{'name':'a','typeName':'int'},{'name':'a','typeName':'int'}]}]}
          INVALID_TYPE_DEFINITION                    | {'structDefs':[{'name':'X','attributeDefs':[{'name':'a','typeName':'int','defaultValue':'x'}]}]}
          INVALID_ATTRIBUTE_TYPE_FOR_CARDINALITY     | {'entityDefs':[{'name':'X','attributeDefs':[{'name':'a','typeName':'string','cardinality':'LIST'}]}]}
          ATTRIBUTE_NAME_ALREADY_EXISTS_IN_ANOTHER_PARENT_TYPE | {'entityDefs':[{'name':'X','superTypes':['E'],'attributeDefs':[{'name':'p','typeName':'int'}]}]}
          ATTRIBUTE_NAME_ALREADY_EXISTS_IN_ANOTHER_PARENT_TYPE | {'entityDefs':[{'name':'X','superTypes':['E','H']}]}
          CONSTRAINT_OWNED_REF_ATTRIBUTE_INVALID_TYPE | {'entityDefs':[{'name':'X','attributeDefs':[{'name':'a','typeName':'string','constraints':[{'type':'ownedRef'}]}]}]}
          CONSTRAINT_INVERSE_REF_ATTRIBUTE_INVALID_TYPE | {'entityDefs':[{'name':'X','attributeDefs':[{'name':'a','typeName':'string','constraints':[{'type':'inverseRef','params':{'attribute':'p'}}]}]}]}
          CONSTRAINT_MISSING_PARAMS                  | {'entityDefs':[{'name':'X','attributeDefs':[{'name':'a','typeName':'E','constraints':[{'type':'inverseRef'}]}]}]}
          CONSTRAINT_INVERSE_REF_INVERSE_ATTRIBUTE_NON_EXISTING | {'entityDefs':[{'name':'X','attributeDefs':[{'name':'a','typeName':'E','constraints':[{'type':'inverseRef','params':{'attribute':'zz'}}]}]}]}
          CONSTRAINT_INVERSE_REF_INVERSE_ATTRIBUTE_INVALID_TYPE | {'entityDefs':[{'name':'X','attributeDefs':[{'name':'a','typeName':'E','constraints':[{'type':'inverseRef','params':{'attribute':'p'}}]}]}]}
          TYPE_NAME_NOT_FOUND                        | {'classificationDefs':[{'name':'X','entityTypes':['nope']}]}
          CLASSIFICATIONDEF_INVALID_ENTITYTYPES      | {'classificationDefs':[{'name':'X','entityTypes':['S']}]}
          CLASSIFICATIONDEF_ENTITYTYPES_NOT_PARENTS_SUBSET | {'classificationDefs':[{'name':'X','superTypes':['K'],'entityTypes':['G']}]}
          CLASSIFICATIONDEF_PARENTS_ENTITYTYPES_DISJOINT | {'classificationDefs':[{'name':'X','superTypes':['K','M']}]}
          MISSING_MANDATORY_ATTRIBUTE                | {'businessMetadataDefs':[{'name':'X','attributeDefs':[{'name':'a','typeName':'string'}]}]}
          BUSINESS_METADATA_DEF_ATTRIBUTE_TYPE_INVALID | {'businessMetadataDefs':[{'name':'X','attributeDefs':[{'name':'a','typeName':'S'}]}]}
          TYPE_NAME_NOT_FOUND                        | {'businessMetadataDefs':[{'name':'X','attributeDefs':[{'name':'a','typeName':'int','options':{'applicableEntityTypes':'["nope"]'}}]}]}
          INVALID_TYPE_DEFINITION                    | {'businessMetadataDefs':[{'name':'X','attributeDefs':[{'name':'a','typeName':'int','options':{'applicableEntityTypes':'E'}}]}]}
          """)
  void refusesWhatAtlasRefuses(ErrorCode code, String json) {
    String escaped = json.replace("[\"nope\"]", "[\\\"nope\\\"]");
    assertRefused(code, escaped);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          RELATIONSHIPDEF_ASSOCIATION_AND_CONTAINER    | ASSOCIATION | E,a,SET,true    | F,b,SINGLE,false
          RELATIONSHIPDEF_DOUBLE_CONTAINERS            | AGGREGATION | E,a,SET,true    | F,b,SET,true
          RELATIONSHIPDEF_COMPOSITION_NO_CONTAINER     | COMPOSITION | E,a,SINGLE,false | F,b,SINGLE,false
          RELATIONSHIPDEF_AGGREGATION_NO_CONTAINER     | AGGREGATION | E,a,SINGLE,false | F,b,SINGLE,false
          RELATIONSHIPDEF_COMPOSITION_MULTIPLE_PARENTS | COMPOSITION | E,a,SET,true    | F,b,SET,false
          RELATIONSHIPDEF_LIST_ON_END                  | ASSOCIATION | E,a,LIST,false  | F,b,SINGLE,false
          TYPE_NAME_NOT_FOUND                          | ASSOCIATION | nope,a,SET,false | F,b,SINGLE,false
          RELATIONSHIPDEF_INVALID_END_TYPE             | ASSOCIATION | K,a,SET,false   | F,b,SINGLE,false
          MISSING_MANDATORY_ATTRIBUTE                  | ASSOCIATION | E,,SET,false    | F,b,SINGLE,false
          RELATIONSHIPDEF_INVALID                      | ASSOCIATION | E,p,SET,false   | F,b,SINGLE,false
          """)
  void refusesUnsoundRelationships(ErrorCode code, String category, String end1, String end2) {
    assertRefused(code, relationship("R", category, end1, end2));
  }

  @Test
  void tellsEverythingThatIsWrong() {
    assertThatThrownBy(
            () ->
                Types.create(
                    registry,
                    """
                    {'entityDefs': [{'name': 'E'}, {'name': 'X', 'superTypes': ['nope'],
                      'attributeDefs': [{'name': 'a', 'typeName': 'what'}]}]}
                    """))
        .hasMessage(
            "there is a type 'E' already; X: super type 'nope' is not known;"
                + " X.a: type 'what' is not known");
  }

  @Test
  void assignsIdentityAndKeepsTheGivenRest() {
    TypesDef created =
        registry
            .create(
                Types.types(
                    """
                    {'entityDefs': [{'name': 'X', 'guid': 'theirs', 'version': 9,
                      'createdBy': 'them', 'typeVersion': '1.2', 'options': {'o': 'v'}}]}
                    """),
                new Revision("ann", 7, () -> "g1"))
            .types();
    TypeHead head = created.entityDefs().get(0).head();
    assertThat(head.guid()).isEqualTo("g1");
    assertThat(head.audit()).isEqualTo(new AuditInfo(7, 7, "ann", "ann", 1));
    assertThat(head.typeVersion()).isEqualTo("1.2");
    assertThat(head.options()).containsEntry("o", "v").containsEntry("lily.leaf", "false");
  }

  @Test
  void typesOfOneRequestMayReferToEachOther() {
    TypeRegistry more =
        Types.create(
            registry,
            """
            {'entityDefs': [{'name': 'B', 'superTypes': ['A'], 'attributeDefs': [
                {'name': 's', 'typeName': 'T'}]}, {'name': 'A'}],
             'structDefs': [{'name': 'T', 'attributeDefs': [{'name': 'e', 'typeName': 'N'}]}],
             'enumDefs': [{'name': 'N', 'elementDefs': [{'value': 'x', 'ordinal': 0}]}]}
            """);
    assertThat(more.entityType("B").isSubTypeOf("A")).isTrue();
  }

  @Test
  void leavesAreDecidedOnceAtCreation() {
    TypeRegistry more =
        Types.create(
            registry,
            """
            {'entityDefs': [{'name': 'table'}, {'name': 'column',
                'options': {'lily.rootDelimiter': '#'}}, {'name': 'later', 'superTypes': ['E']},
                {'name': 'special', 'superTypes': ['column']}],
             'relationshipDefs': [{'name': 'cols', 'relationshipCategory': 'COMPOSITION',
                'endDef1': {'type': 'table', 'name': 'columns', 'isContainer': true,
                            'cardinality': 'SET'},
                'endDef2': {'type': 'column', 'name': 'table'}}]}
            """);
    assertThat(more.entityType("column").isLeaf()).isTrue();
    assertThat(more.entityType("special").isLeaf()).isTrue();
    assertThat(AssetRoot.rootOf(more.entityType("special"), "a#b#c")).isEqualTo("a#b");
    assertThat(more.entityType("table").isLeaf()).isFalse();
    TypeRegistry after =
        Types.create(
            more,
            relationship("x", "COMPOSITION", "table,laters,SET,true", "later,t,SINGLE,false"));
    assertThat(after.entityType("later").isLeaf()).isFalse();
    TypeRegistry owning =
        Types.create(
            after,
            relationship("y", "COMPOSITION", "column,parts,SET,true", "G,whole,SINGLE,false"));
    assertThat(owning.entityType("column").isLeaf()).isTrue();
  }

  @Test
  void relationshipNumbersAreUniqueAndNotReusedWhilePresent() {
    TypeRegistry two =
        Types.create(
            Types.create(
                registry, relationship("r1", "ASSOCIATION", "E,a,SET,false", "F,b,SET,false")),
            relationship("r2", "ASSOCIATION", "E,c,SET,false", "F,d,SET,false"));
    assertThat(two.relationshipType("r1").number()).isEqualTo(1);
    assertThat(two.relationshipType("r2").number()).isEqualTo(2);
    TypeRegistry without = two.delete(List.of("r1"), name -> 0).registry();
    TypeRegistry again =
        Types.create(without, relationship("r3", "ASSOCIATION", "E,e,SET,false", "F,f,SET,false"));
    assertThat(again.relationshipType("r3").number()).isEqualTo(3);
  }

  @Test
  void relationshipNumbersEnd() {
    List<RelationshipDef> all = new ArrayList<>();
    RelationshipDef sample =
        Types.types(relationship("r", "ASSOCIATION", "E,a,SET,false", "F,b,SET,false"))
            .relationshipDefs()
            .get(0);
    for (int i = 1; i <= FrozenOptions.MOST_NUMBERS; i++) {
      all.add(sample.withHead(TypeHead.named("r" + i)));
    }
    TypeRegistry full = registry.create(TypesDef.of(all), Types.REVISION).registry();
    TypeRegistry gap = full.delete(List.of("r17"), name -> 0).registry();
    TypesDef one = TypesDef.of(List.of(sample));
    assertThat(gap.create(one, Types.REVISION).registry().relationshipType("r").number())
        .isEqualTo(17);
    assertThatThrownBy(() -> full.create(one, Types.REVISION)).hasMessageContaining("4095");
  }

  private static String relationship(String name, String category, String end1, String end2) {
    return "{'relationshipDefs': [{'name': '%s', 'relationshipCategory': '%s', 'endDef1': %s, 'endDef2': %s}]}"
        .formatted(name, category, end(end1), end(end2));
  }

  private static String end(String text) {
    String[] parts = text.split(",");
    return "{'type': '%s', 'name': '%s', 'cardinality': '%s', 'isContainer': %s}"
        .formatted((Object[]) parts);
  }

  private void assertRefused(ErrorCode code, String json) {
    assertThatThrownBy(() -> Types.create(registry, json))
        .isInstanceOfSatisfying(
            CatalogException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
