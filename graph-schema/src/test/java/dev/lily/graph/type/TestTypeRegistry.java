package dev.lily.graph.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TestTypeRegistry {
  private final TypeRegistry registry = Types.builtIn();

  @Test
  void subtypesInheritAttributesAndRelationships() {
    EntityType table = registry.entityType("hive_table");
    assertThat(table.allSuperTypes()).containsExactly("Referenceable", "Asset", "DataSet");
    assertThat(table.attributes().keySet()).startsWith("qualifiedName").contains("name", "comment");
    assertThat(table.uniqueAttributes())
        .extracting(Attribute::name)
        .containsExactly("qualifiedName");
    assertThat(table.requiredAttributes())
        .extracting(Attribute::path)
        .containsExactly("hive_table.qualifiedName", "hive_table.name");
    assertThat(table.relationshipAttributes())
        .containsKeys("inputToProcesses", "columns", "partitionKeys", "db", "sourceColumns");
    assertThat(table.isSubTypeOf("hive_table")).isTrue();
    assertThat(table.isSubTypeOf("Asset")).isTrue();
    assertThat(table.isSubTypeOf("Process")).isFalse();
    assertThat(registry.entityType("DataSet").allSubTypes()).contains("hive_table", "hdfs_path");
    assertThat(registry.entityType("hdfs_path").allSuperTypes())
        .containsExactly("Referenceable", "Asset", "DataSet", "Path", "fs_path");
  }

  @Test
  void severalRelationshipsMayShareAnAttribute() {
    List<RelationshipEnd> tables =
        registry.entityType("hive_column").relationshipAttributes().get("table");
    assertThat(tables)
        .extracting(end -> end.relationship().name())
        .containsExactly("hive_table_columns", "hive_table_partitionkeys");
    assertThat(tables).allMatch(RelationshipEnd::isOwned).allMatch(RelationshipEnd::isSingle);
    assertThat(tables.get(0).otherDef().name()).isEqualTo("columns");
  }

  @Test
  void servedDefinitionsCarryWhatIsComputed() {
    EntityDef process = registry.entityType("Process").def();
    assertThat(process.subTypes()).contains("hive_process", "openlineage_job");
    assertThat(process.relationshipAttributeDefs())
        .extracting(EntityDef.RelationshipAttribute::relationshipTypeName)
        .containsExactly("dataset_process_inputs", "process_dataset_outputs");
    EntityDef.RelationshipAttribute table =
        registry.entityType("hive_column").def().relationshipAttributeDefs().stream()
            .filter(attribute -> attribute.relationshipTypeName().equals("hive_table_columns"))
            .findFirst()
            .orElseThrow();
    assertThat(table.attribute().isOptional()).isFalse();
    assertThat(table.attribute().typeName()).isEqualTo("hive_table");
    assertThat(table.isLegacyAttribute()).isTrue();
  }

  @Test
  void classificationsInheritAttributesAndWhereTheyApply() {
    TypeRegistry more =
        Types.create(
            registry,
            """
            {'classificationDefs': [
              {'name': 'PII', 'superTypes': ['Sensitive'], 'entityTypes': ['hive_column'],
               'attributeDefs': [{'name': 'kind', 'typeName': 'string', 'isOptional': true}]},
              {'name': 'Sensitive', 'entityTypes': ['DataSet'],
               'attributeDefs': [{'name': 'level', 'typeName': 'int', 'isOptional': true}]},
              {'name': 'Child', 'superTypes': ['PII']},
              {'name': 'Free.Tag'}]}
            """);
    ClassificationType child = more.classificationType("Child");
    assertThat(child.attributes()).containsOnlyKeys("level", "kind");
    assertThat(child.isSubTypeOf("Sensitive")).isTrue();
    assertThat(child.isApplicableTo(more.entityType("hive_column"))).isTrue();
    assertThat(child.isApplicableTo(more.entityType("hive_table"))).isFalse();
    assertThat(more.classificationType("Sensitive").isApplicableTo(more.entityType("hive_table")))
        .isTrue();
    assertThat(more.classificationType("Free.Tag").isApplicableTo(more.entityType("Process")))
        .isTrue();
    assertThat(more.classificationType("Sensitive").allSubTypes()).containsExactly("PII", "Child");
    assertThat(more.classificationType("Sensitive").def().subTypes()).containsExactly("PII");
  }

  @Test
  void businessMetadataAppliesToSubtypesToo() {
    TypeRegistry more =
        Types.create(
            registry,
            """
            {'businessMetadataDefs': [{'name': 'ops', 'attributeDefs': [
              {'name': 'team', 'typeName': 'string', 'isOptional': true,
               'options': {'applicableEntityTypes': '[\\"DataSet\\"]', 'maxStrLength': '3'}}]}]}
            """);
    BusinessMetadataType.BusinessAttribute team =
        more.businessMetadataType("ops").attributes().get("team");
    assertThat(team.isApplicableTo(more.entityType("hive_table"))).isTrue();
    assertThat(team.isApplicableTo(more.entityType("hive_process"))).isFalse();
    assertThat(more.entityType("hive_table").def().businessAttributeDefs()).containsKey("ops");
    Faults faults = new Faults();
    assertThat(team.normalize("abc", faults)).isEqualTo("abc");
    team.normalize("abcd", faults);
    assertThat(faults.list()).containsExactly("ops.team has 4 characters, at most 3 are allowed");
  }

  @Test
  void unknownNamesAreRefusedOrAbsent() {
    assertThat(registry.findEntityType("nope")).isEmpty();
    assertThat(registry.findEntityType("hive_order")).isEmpty();
    assertThat(registry.findStructType("hive_order")).isPresent();
    assertThatThrownBy(() -> registry.entityType("nope"))
        .isInstanceOfSatisfying(
            CatalogException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.TYPE_NAME_NOT_FOUND);
              assertThat(refused).hasMessage("there is no entity type 'nope'");
            });
  }

  @Test
  void definitionsAreFoundByNameAndGuid() {
    TypeDef table = registry.findDef("hive_table").orElseThrow();
    assertThat(registry.findDefByGuid(table.head().guid())).contains(table);
  }

  @Test
  void persistedDefinitionsGiveTheSameRegistry() {
    byte[] persisted = TypesDefCodec.encode(registry.definitions());
    TypeRegistry again = TypeRegistry.of(TypesDefCodec.decode(persisted));
    assertThat(again.definitions()).isEqualTo(registry.definitions());
    assertThat(again.entityType("hive_column").isLeaf()).isTrue();
    assertThat(again.relationshipType("column_lineage").number())
        .isEqualTo(registry.relationshipType("column_lineage").number());
  }

  @Test
  void twoHundredWideTypesAreCreatedAtOnce() {
    List<EntityDef> wide =
        IntStream.range(0, 200)
            .mapToObj(i -> wideType("wide_" + i, i == 0 ? "DataSet" : "wide_0"))
            .toList();
    long start = System.nanoTime();
    TypeRegistry many = registry.create(TypesDef.of(wide), Types.REVISION).registry();
    System.out.printf(
        "200 types of 200 attributes created in %d ms%n", (System.nanoTime() - start) / 1_000_000);
    assertThat(many.entityType("wide_199").attributes()).hasSize(8 + 400);
  }

  private static EntityDef wideType(String name, String superType) {
    List<AttributeDef> attributes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      attributes.add(AttributeDef.optional(name + "_a" + i, i % 2 == 0 ? "string" : "array<long>"));
    }
    return new EntityDef(TypeHead.named(name), attributes, List.of(superType));
  }
}
