package dev.lily.graph.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.PropagateTags;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestBuiltInModels {
  private final TypeRegistry registry = Types.builtIn();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hive_column",
        "rdbms_column",
        "trino_column",
        "spark_column",
        "openlineage_column",
        "hive_storagedesc",
        "hive_column_lineage",
        "rdbms_index",
        "DashboardChart"
      })
  void leavesLiveBesideTheirOwner(String name) {
    assertThat(registry.entityType(name).isLeaf()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DataSet",
        "Process",
        "hive_db",
        "hive_table",
        "hive_process",
        "rdbms_instance",
        "rdbms_db",
        "rdbms_table",
        "trino_catalog",
        "trino_schema",
        "trino_table",
        "spark_table",
        "kafka_topic",
        "openlineage_dataset",
        "openlineage_job",
        "Dashboard",
        "aws_s3_v2_object",
        "aws_s3_v2_directory",
        "aws_s3_v2_bucket"
      })
  void containersAreNoLeaves(String name) {
    assertThat(registry.entityType(name).isLeaf()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "hive_column, db.t.c@cl, db.t@cl",
    "hive_storagedesc, db.t@cl_storage, db.t@cl",
    "hive_column_lineage, db.t@cl:17:c, db.t@cl:17",
    "hive_table, db.t@cl, db.t@cl",
    "openlineage_column, postgres://h:5432/shop.public.t#a.b, postgres://h:5432/shop.public.t",
    "rdbms_column, h.shop.t.c, h.shop.t",
    "hive_column, c@cl.eu, c@cl.eu",
    "hive_column, plain, plain"
  })
  void rootIsToldFromTheQualifiedName(String type, String qualifiedName, String root) {
    assertThat(AssetRoot.rootOf(registry.entityType(type), qualifiedName)).isEqualTo(root);
  }

  @Test
  void lineageIsWhatProcessesReadAndWriteAndColumnLineage() {
    assertThat(registry.relationshipTypes())
        .filteredOn(RelationshipType::isLineage)
        .extracting(RelationshipType::name)
        .containsExactlyInAnyOrder(
            "dataset_process_inputs", "process_dataset_outputs", "column_lineage");
    RelationshipType columns = registry.relationshipType("column_lineage");
    assertThat(columns.propagateTags()).isEqualTo(PropagateTags.ONE_TO_TWO);
    assertThat(columns.end1().attributeName()).isEqualTo("derivedColumns");
    assertThat(columns.end2().attributeName()).isEqualTo("sourceColumns");
  }

  @Test
  void relationshipsHaveNumbersOfTheirOwn() {
    List<Integer> numbers =
        registry.relationshipTypes().stream().map(RelationshipType::number).toList();
    assertThat(numbers).doesNotHaveDuplicates().allMatch(number -> number > 0 && number < 4096);
  }

  @Test
  void installAddsOnlyWhatIsMissing() {
    TypeChange again = BuiltInModels.install(registry, Types.REVISION);
    assertThat(again.types().isEmpty()).isTrue();
    assertThat(again.registry().definitions()).isEqualTo(registry.definitions());
  }

  @Test
  void modelsBuildOnEarlierOnes() {
    TypeRegistry grown = TypeRegistry.empty();
    for (TypesDef model : BuiltInModels.load()) {
      grown = grown.create(model, Types.REVISION).registry();
    }
    assertThat(grown.entityTypes()).hasSameSizeAs(registry.entityTypes());
    assertThat(grown.entityType("hive_column").isLeaf()).isTrue();
  }
}
