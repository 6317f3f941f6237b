package dev.lily.graph.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.PropagateTags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestTypeUpdate {
  private static final String BASE =
      """
      {'enumDefs': [{'name': 'N', 'elementDefs': [{'value': 'a', 'ordinal': 0},
          {'value': 'b', 'ordinal': 1}]}],
       'structDefs': [{'name': 'S', 'attributeDefs': [
          {'name': 'x', 'typeName': 'int', 'isOptional': true}]}],
       'entityDefs': [
          {'name': 'P'}, {'name': 'Strict', 'attributeDefs': [{'name': 'm', 'typeName': 'int'}]},
          {'name': 'E', 'superTypes': ['P'], 'typeVersion': '1.0', 'options': {'o': 'v'},
           'attributeDefs': [
             {'name': 'p', 'typeName': 'string', 'isOptional': true},
             {'name': 'q', 'typeName': 'array<int>', 'cardinality': 'LIST', 'isOptional': true}]},
          {'name': 'L', 'options': {'lily.rootDelimiter': '#'}}],
       'classificationDefs': [{'name': 'K', 'entityTypes': ['E']}, {'name': 'Any'}],
       'relationshipDefs': [{'name': 'R', 'relationshipCategory': 'AGGREGATION',
          'endDef1': {'type': 'P', 'name': 'es', 'isContainer': true, 'cardinality': 'SET'},
          'endDef2': {'type': 'E', 'name': 'p1'}}],
       'businessMetadataDefs': [{'name': 'B', 'attributeDefs': [
          {'name': 'n', 'typeName': 'int', 'isOptional': true,
           'options': {'applicableEntityTypes': '[\\"E\\"]'}}]}]}
      """;
  private static final String P = "{'name':'p','typeName':'string','isOptional':true}";
  private static final String Q =
      "{'name':'q','typeName':'array<int>','cardinality':'LIST','isOptional':true}";
  private final TypeRegistry registry = Types.create(BASE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'entityDefs':[{'name':'E','superTypes':['P'],'attributeDefs':[$P,$Q,{'name':'n','typeName':'int','isOptional':true}]}]}
          {'entityDefs':[{'name':'E','superTypes':['P'],'description':'new','attributeDefs':[$P,$Q]}]}
          {'entityDefs':[{'name':'E','superTypes':['P','L'],'attributeDefs':[$P,$Q]}]}
          {'entityDefs':[{'name':'E','superTypes':['P'],'attributeDefs':[{'name':'p','typeName':'string','isOptional':true,'isIndexable':true,'searchWeight':5,'description':'d'},$Q]}]}
          {'entityDefs':[{'name':'Strict','attributeDefs':[{'name':'m','typeName':'int','isOptional':true}]}]}
          {'enumDefs':[{'name':'N','elementDefs':[{'value':'a','ordinal':0},{'value':'b','ordinal':1},{'value':'c','ordinal':2}]}]}
          {'structDefs':[{'name':'S','attributeDefs':[{'name':'x','typeName':'int','isOptional':true},{'name':'y','typeName':'int','isOptional':true}]}]}
          {'classificationDefs':[{'name':'K','entityTypes':['E','P']}]}
          {'relationshipDefs':[{'name':'R','relationshipCategory':'AGGREGATION','propagateTags':'ONE_TO_TWO','endDef1':{'type':'P','name':'es','isContainer':true,'cardinality':'SET','isLegacyAttribute':true},'endDef2':{'type':'E','name':'p1','description':'d'}}]}
          {'businessMetadataDefs':[{'name':'B','attributeDefs':[{'name':'n','typeName':'int','isOptional':true,'options':{'applicableEntityTypes':'[\\"E\\",\\"P\\"]'}}]}]}
          """)
  void acceptsWhatExistingAssetsSurvive(String json) {
    TypeChange change = update(json);
    assertThat(change.types().all())
        .allSatisfy(def -> assertThat(def.head().audit().version()).isEqualTo(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          TYPE_NAME_NOT_FOUND                | {'entityDefs':[{'name':'nope'}]}
          TYPE_MATCH_FAILED                  | {'structDefs':[{'name':'E'}]}
          ATTRIBUTE_DELETION_NOT_SUPPORTED   | {'entityDefs':[{'name':'E','superTypes':['P'],'attributeDefs':[$P]}]}
          ATTRIBUTE_DELETION_NOT_SUPPORTED   | {'structDefs':[{'name':'S'}]}
          CANNOT_ADD_MANDATORY_ATTRIBUTE     | {'entityDefs':[{'name':'E','superTypes':['P'],'attributeDefs':[$P,$Q,{'name':'n','typeName':'int'}]}]}
          CANNOT_ADD_MANDATORY_ATTRIBUTE     | {'entityDefs':[{'name':'E','superTypes':['P','Strict'],'attributeDefs':[$P,$Q]}]}
          ATTRIBUTE_UPDATE_NOT_SUPPORTED     | {'entityDefs':[{'name':'E','superTypes':['P'],'attributeDefs':[{'name':'p','typeName':'int','isOptional':true},$Q]}]}
          ATTRIBUTE_UPDATE_NOT_SUPPORTED     | {'entityDefs':[{'name':'E','superTypes':['P'],'attributeDefs':[{'name':'p','typeName':'string'},$Q]}]}
          ATTRIBUTE_UPDATE_NOT_SUPPORTED     | {'entityDefs':[{'name':'E','superTypes':['P'],'attributeDefs':[{'name':'p','typeName':'string','isOptional':true,'isUnique':true},$Q]}]}
          ATTRIBUTE_UPDATE_NOT_SUPPORTED     | {'entityDefs':[{'name':'E','superTypes':['P'],'attributeDefs':[$P,{'name':'q','typeName':'array<int>','cardinality':'SET','isOptional':true}]}]}
          SUPERTYPE_REMOVAL_NOT_SUPPORTED    | {'entityDefs':[{'name':'E','attributeDefs':[$P,$Q]}]}
          TYPE_NAME_NOT_FOUND                | {'entityDefs':[{'name':'E','superTypes':['P','nope'],'attributeDefs':[$P,$Q]}]}
          CIRCULAR_REFERENCE                 | {'entityDefs':[{'name':'P','superTypes':['E']}]}
          INVALID_TYPE_DEFINITION            | {'entityDefs':[{'name':'L','options':{'lily.rootDelimiter':'/'}}]}
          INVALID_TYPE_DEFINITION            | {'enumDefs':[{'name':'N','elementDefs':[{'value':'a','ordinal':0}]}]}
          ENTITYTYPE_REMOVAL_NOT_SUPPORTED   | {'classificationDefs':[{'name':'K'}]}
          ENTITYTYPE_REMOVAL_NOT_SUPPORTED   | {'classificationDefs':[{'name':'Any','entityTypes':['E']}]}
          RELATIONSHIPDEF_INVALID_CATEGORY_UPDATE | {'relationshipDefs':[{'name':'R','relationshipCategory':'COMPOSITION','endDef1':{'type':'P','name':'es','isContainer':true,'cardinality':'SET'},'endDef2':{'type':'E','name':'p1'}}]}
          RELATIONSHIPDEF_INVALID_END1_UPDATE | {'relationshipDefs':[{'name':'R','relationshipCategory':'AGGREGATION','endDef1':{'type':'P','name':'other','isContainer':true,'cardinality':'SET'},'endDef2':{'type':'E','name':'p1'}}]}
          RELATIONSHIPDEF_INVALID_END2_UPDATE | {'relationshipDefs':[{'name':'R','relationshipCategory':'AGGREGATION','endDef1':{'type':'P','name':'es','isContainer':true,'cardinality':'SET'},'endDef2':{'type':'E','name':'p1','cardinality':'SET'}}]}
          APPLICABLE_ENTITY_TYPES_DELETION_NOT_SUPPORTED | {'businessMetadataDefs':[{'name':'B','attributeDefs':[{'name':'n','typeName':'int','isOptional':true}]}]}
          """)
  void refusesWhatWouldBreakThem(ErrorCode code, String json) {
    assertThatThrownBy(() -> update(json))
        .isInstanceOfSatisfying(
            CatalogException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Test
  void aRefusalListsAllThatWouldBreak() {
    assertThatThrownBy(
            () ->
                update(
                    """
                    {'entityDefs': [{'name': 'E', 'attributeDefs': [
                       {'name': 'p', 'typeName': 'int', 'isOptional': true},
                       {'name': 'm', 'typeName': 'int'}]}],
                     'enumDefs': [{'name': 'N'}]}
                    """))
        .hasMessageContainingAll(
            "N.a: an enum element cannot be removed",
            "N.b: an enum element cannot be removed",
            "E.p: its type cannot change from string to int",
            "E.q: an attribute cannot be removed",
            "E.m: a new attribute must be optional",
            "E: the super type P cannot be removed");
  }

  @Test
  void keepsIdentityAndWhatIsLeftBlank() {
    TypeHead old = registry.entityType("E").def().head();
    TypeChange change =
        registry.update(
            types(
                "{'entityDefs':[{'name':'E','guid':'theirs','description':'d','superTypes':['P'],'attributeDefs':[$P,$Q]}]}"),
            new Revision("bob", 2_000));
    TypeHead now = change.registry().entityType("E").def().head();
    assertThat(now.guid()).isEqualTo(old.guid());
    assertThat(now.audit()).isEqualTo(new AuditInfo(1_000, 2_000, "ann", "bob", 2));
    assertThat(now.typeVersion()).isEqualTo("1.0");
    assertThat(now.options()).isEqualTo(old.options()).containsEntry("o", "v");
  }

  @Test
  void whatIsUnchangedKeepsItsVersion() {
    TypeChange change = registry.update(registry.definitions(), new Revision("bob", 2_000));
    assertThat(change.registry().definitions()).isEqualTo(registry.definitions());
  }

  @Test
  void frozenOptionsStay() {
    int number = registry.relationshipType("R").number();
    TypeRegistry now =
        update(
                """
                {'relationshipDefs': [{'name': 'R', 'relationshipCategory': 'AGGREGATION',
                   'propagateTags': 'BOTH', 'options': {'lily.number': '4000', 'lily.lineage': 'true'},
                   'endDef1': {'type': 'P', 'name': 'es', 'isContainer': true, 'cardinality': 'SET'},
                   'endDef2': {'type': 'E', 'name': 'p1'}}],
                 'entityDefs': [{'name': 'L', 'options': {'lily.leaf': 'true', 'x': 'y'}}]}
                """)
            .registry();
    assertThat(now.relationshipType("R").number()).isEqualTo(number);
    assertThat(now.relationshipType("R").isLineage()).isTrue();
    assertThat(now.relationshipType("R").propagateTags()).isEqualTo(PropagateTags.BOTH);
    assertThat(now.entityType("L").isLeaf()).isFalse();
    assertThat(now.entityType("L").def().head().options())
        .containsEntry("lily.rootDelimiter", "#")
        .containsEntry("x", "y");
  }

  @Test
  void subtypesSeeTheChange() {
    TypeRegistry now =
        update(
                "{'entityDefs':[{'name':'P','attributeDefs':[{'name':'n','typeName':'int','isOptional':true}]}]}")
            .registry();
    assertThat(now.entityType("E").attributes()).containsKey("n");
    assertThat(registry.entityType("E").attributes()).doesNotContainKey("n");
  }

  private TypeChange update(String json) {
    return registry.update(types(json), Types.REVISION);
  }

  private static TypesDef types(String json) {
    return Types.types(json.replace("$P", P).replace("$Q", Q));
  }
}
