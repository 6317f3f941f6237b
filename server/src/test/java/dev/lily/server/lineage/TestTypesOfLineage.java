package dev.lily.server.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.RequestContext;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.lineage.query.NodeKind;
import dev.lily.graph.type.BuiltInModels;
import dev.lily.graph.type.Revision;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.graph.type.TypesDef;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the built-in models are to lineage. */
class TestTypesOfLineage {
  private final TypesOfLineage types = new TypesOfLineage(new BuiltIn());

  private void assertKind(NodeKind kind, List<String> names) {
    for (String name : names) {
      assertThat(types.kind(name)).as(name).isEqualTo(kind);
    }
  }

  @Test
  void everyModelHasItsKinds() {
    assertKind(
        NodeKind.DATASET,
        List.of(
            "DataSet",
            "hive_table",
            "rdbms_table",
            "trino_table",
            "spark_table",
            "openlineage_dataset",
            "kafka_topic"));
    assertKind(
        NodeKind.PROCESS,
        List.of("Process", "hive_process", "openlineage_job", "hive_column_lineage"));
    assertKind(
        NodeKind.COLUMN,
        List.of("hive_column", "rdbms_column", "trino_column", "openlineage_column"));
    assertKind(
        NodeKind.CONTAINER,
        List.of(
            "hive_db",
            "rdbms_db",
            "rdbms_instance",
            "trino_schema",
            "trino_catalog",
            "trino_instance"));
    assertKind(NodeKind.OTHER, List.of("", "nix", "AtlasGlossaryTerm"));
  }

  @Test
  void containersContain() {
    assertThat(types.contains("hive_table_db")).isTrue();
    assertThat(types.contains("openlineage_dataset_columns")).isTrue();
    assertThat(types.contains("dataset_process_inputs")).isFalse();
    assertThat(types.contains("column_lineage")).isFalse();
    assertThat(types.contains("nix")).isFalse();
  }

  private static final class BuiltIn implements TypeCatalog {
    private final TypeRegistry types =
        BuiltInModels.install(TypeRegistry.empty(), new Revision("test", 1)).registry();

    @Override
    public void onChange(Consumer<TypeRegistry> listener) {}

    @Override
    public TypeRegistry types() {
      return types;
    }

    @Override
    public TypesDef create(RequestContext context, TypesDef defs) {
      throw new UnsupportedOperationException();
    }

    @Override
    public TypesDef update(RequestContext context, TypesDef defs) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(RequestContext context, Collection<String> names) {
      throw new UnsupportedOperationException();
    }
  }
}
