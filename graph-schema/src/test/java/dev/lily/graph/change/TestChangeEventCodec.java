package dev.lily.graph.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.graph.change.ChangeEvent.AttributeChange;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.change.ChangeEvent.Origin;
import dev.lily.graph.change.ChangeEvent.RelationshipChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TestChangeEventCodec {
  private static final AssetRef TABLE =
      new AssetRef(new Guid(1, 2), new AssetKey("hive_table", "sales.orders@cl1"));
  private static final AssetRef COLUMN =
      new AssetRef(new Guid(1, 3), new AssetKey("hive_column", "sales.orders.id@cl1"));

  @Test
  void keepsEverything() {
    Classification pii =
        new Classification(
            "PII",
            new Guid(7, 8),
            Map.of("level", 2),
            Classification.Rules.STAY,
            List.of(new ValidityPeriod("2026/01/01 00:00:00", "", "UTC")));
    Relationship columns =
        new Relationship(
            new Guid(9, 9),
            "hive_table_columns",
            TABLE,
            COLUMN,
            AssetStatus.ACTIVE,
            PropagateTags.ONE_TO_TWO,
            Set.of("GDPR"),
            Map.of("position", 1));
    ChangeEvent event =
        new ChangeEvent(
            "12-3",
            TenantId.DEFAULT,
            Kind.UPDATED,
            asset(Map.of("name", "orders", "empty", "", "list", List.of(1, "two"))),
            "sales.orders@cl1",
            new Origin("etl", "r-1", 17L),
            Map.of("name", new AttributeChange("old", "orders")),
            List.of(new ClassificationChange(Operation.ADDED, pii)),
            List.of(new RelationshipChange(Operation.ADDED, columns)));

    assertThat(ChangeEventCodec.decode(ChangeEventCodec.encode(event))).isEqualTo(event);
    assertThat(event.position()).isEqualTo(12);
  }

  @Test
  void keepsNullValuesAndLeavesOutWhatIsEmpty() {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("description", null);
    ChangeEvent event =
        new ChangeEvent(
            "1-0",
            TenantId.DEFAULT,
            Kind.CREATED,
            asset(attributes),
            "sales.orders@cl1",
            new Origin("etl", "r-1", 17L),
            Map.of("description", new AttributeChange("x", null)),
            List.of(),
            List.of());

    byte[] json = ChangeEventCodec.encode(event);

    assertThat(new String(json, java.nio.charset.StandardCharsets.UTF_8))
        .doesNotContain("classifications", "relationships", "labels");
    assertThat(ChangeEventCodec.decode(json)).isEqualTo(event);
  }

  private static Asset asset(Map<String, Object> attributes) {
    return new Asset(
        TABLE,
        AssetStatus.ACTIVE,
        false,
        attributes,
        List.of(),
        Set.of(),
        Map.of(),
        Map.of(),
        new AuditInfo(1, 2, "a", "b", 3));
  }
}
