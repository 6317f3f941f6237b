package dev.lily.notifications.openlineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.notifications.openlineage.ColumnLineage.Transformation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestEdgeTransformation {
  private static final EdgeTransformation HASH =
      new EdgeTransformation("etl/hash", new Transformation("DIRECT", "HASH", "", true));

  @Test
  void readsWhatItWrote() {
    assertThat(EdgeTransformation.of(edge(HASH.toStruct()))).containsExactly(HASH);
  }

  @Test
  void readsWhatTheCatalogMadeOfIt() {
    Map<String, Object> stored =
        Map.of("typeName", "openlineage_transformation", "attributes", HASH.toStruct());

    assertThat(EdgeTransformation.of(edge(stored))).containsExactly(HASH);
  }

  private static Relationship edge(Map<String, Object> struct) {
    AssetRef from = new AssetRef(new Guid(1, 1), new AssetKey(OpenLineageNames.COLUMN, "a#x"));
    AssetRef to = new AssetRef(new Guid(2, 2), new AssetKey(OpenLineageNames.COLUMN, "b#x"));
    return new Relationship(
        new Guid(3, 3),
        OpenLineageNames.COLUMN_LINEAGE,
        from,
        to,
        AssetStatus.ACTIVE,
        PropagateTags.ONE_TO_TWO,
        Set.of(),
        Map.of(EdgeTransformation.ATTRIBUTE, List.of(struct)));
  }
}
