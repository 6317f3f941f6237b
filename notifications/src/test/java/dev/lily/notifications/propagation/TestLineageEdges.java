package dev.lily.notifications.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.lineage.EdgeKind;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.ProcessEnd;
import dev.lily.graph.rule.Transformation;
import dev.lily.graph.type.BuiltInModels;
import dev.lily.graph.type.Revision;
import dev.lily.graph.type.TypeRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestLineageEdges {
  private static final TypeRegistry TYPES =
      BuiltInModels.install(TypeRegistry.empty(), new Revision("test", 0)).registry();
  private static final Guid ONE = new Guid(1, 1);
  private static final Guid TWO = new Guid(2, 2);

  @Test
  void aContainerComesFirstAtWhicheverEndItStands() {
    LineageEdge columns = edge("openlineage_dataset_columns", PropagateTags.NONE, Map.of());
    assertThat(columns.kind()).isEqualTo(EdgeKind.HIERARCHY);
    assertThat(columns.from()).isEqualTo(ONE);

    LineageEdge database = edge("hive_table_db", PropagateTags.ONE_TO_TWO, Map.of());
    assertThat(database.kind()).isEqualTo(EdgeKind.HIERARCHY);
    assertThat(database.from()).isEqualTo(TWO);
    assertThat(database.propagateTags()).isEqualTo(PropagateTags.TWO_TO_ONE);
  }

  @Test
  void aProcessStandsWhereItsInputsOrOutputsAreNamed() {
    LineageEdge inputs = edge("dataset_process_inputs", PropagateTags.ONE_TO_TWO, Map.of());
    LineageEdge outputs = edge("process_dataset_outputs", PropagateTags.ONE_TO_TWO, Map.of());

    assertThat(inputs.processEnd()).isNotEqualTo(ProcessEnd.NONE);
    assertThat(outputs.processEnd()).isEqualTo(ProcessEnd.FROM);
    assertThat(inputs.kind()).isEqualTo(EdgeKind.DATASET_LINEAGE);
  }

  @Test
  void aColumnEdgeKnowsHowJobsMadeIt() {
    Map<String, Object> masked =
        Map.of("job", "etl/hash", "type", "DIRECT", "subtype", "TRANSFORMATION", "masking", true);
    LineageEdge edge =
        edge(
            "column_lineage",
            PropagateTags.ONE_TO_TWO,
            Map.of("transformations", List.of(Map.of("attributes", masked))));

    assertThat(edge.transformations())
        .containsExactly(new Transformation("etl/hash", "DIRECT", "TRANSFORMATION", true));
    assertThat(edge.stopped()).isFalse();
  }

  private static LineageEdge edge(String type, PropagateTags tags, Map<String, Object> attributes) {
    Relationship relationship =
        new Relationship(
            new Guid(3, 3),
            type,
            new AssetRef(ONE, new AssetKey("a", "one")),
            new AssetRef(TWO, new AssetKey("b", "two")),
            AssetStatus.ACTIVE,
            tags,
            Set.of(),
            Map.copyOf(attributes));
    return LineageEdges.of(TYPES.findRelationshipType(type).orElseThrow(), relationship)
        .orElseThrow();
  }
}
