package dev.lily.graph.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Provenance;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.graph.change.ChangeEvent.AttributeChange;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.change.ChangeEvent.Origin;
import dev.lily.graph.change.ChangeEvent.RelationshipChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestChangeEventCodec {
  private static final AssetRef TABLE =
      new AssetRef(new Guid(1, 2), new AssetKey("hive_table", "sales.orders@cl1"));
  private static final AssetRef COLUMN =
      new AssetRef(new Guid(1, 3), new AssetKey("hive_column", "sales.orders.id@cl1"));

  private static ChangeEvent full() {
    Classification pii =
        new Classification(
            "PII",
            new Guid(7, 8),
            Map.of("level", 2),
            Classification.Rules.STAY,
            List.of(new ValidityPeriod("2026/01/01 00:00:00", "", "UTC")),
            new Provenance("ann", 5L, "r-0", "11-0"));
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
    return new ChangeEvent(
        "12-3",
        TenantId.DEFAULT,
        Kind.UPDATED,
        asset(Map.of("name", "orders", "empty", "", "list", List.of(1, "two"))),
        "sales.orders@cl1",
        new Origin("etl", "r-1", 17L),
        Map.of("name", new AttributeChange("old", "orders")),
        List.of(new ClassificationChange(Operation.ADDED, pii)),
        List.of(new RelationshipChange(Operation.ADDED, columns)));
  }

  @Test
  void keepsEverything() {
    ChangeEvent event = full();

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

    assertThat(new String(json, UTF_8)).doesNotContain("classifications", "relationships");
    assertThat(ChangeEventCodec.decode(json)).isEqualTo(event);
  }

  @Test
  void writesWhatTheValuesAreElsewhere() throws IOException {
    assertThat(ChangeEventCodec.encode(full()))
        .isEqualTo(ValueJson.MAPPER.writeValueAsBytes(full()));
  }

  @Test
  void passesOverWhatItDoesNotKnow() {
    String json = new String(ChangeEventCodec.encode(full()), UTF_8);
    String newer =
        json.replaceAll(
            "^\\{|\"(asset|ref|key|audit|origin|classification|rules|provenance)\":\\{",
            "$0\"later\":{\"a\":[1,{\"id\":\"x\"}]},");

    assertThat(ChangeEventCodec.decode(newer.getBytes(UTF_8))).isEqualTo(full());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "no JSON",
        "{\"id\":7}",
        "{\"kind\":\"GONE\"}",
        "{\"tenant\":\"\"}",
        "{\"asset\":{\"ref\":{\"guid\":\"x\"}}}",
        "{\"asset\":null}",
        "{\"classifications\":[null]}",
        "{\"attributes\":[1]}",
        "{\"origin\":{\"time\":\"soon\"}}",
        "{\"id\":\"1-0\""
      })
  void refusesWhatIsNoChangeEvent(String json) {
    assertThatThrownBy(() -> ChangeEventCodec.decode(json.getBytes(UTF_8)))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void refusesWhatIsCutShort() {
    byte[] whole = ChangeEventCodec.encode(full());
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ChangeEventCodec.decode(part))
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  private static Asset asset(Map<String, Object> attributes) {
    return new Asset(
        TABLE,
        AssetStatus.ACTIVE,
        false,
        attributes,
        List.of(),
        Set.of("gold"),
        Map.of("team", "sales"),
        Map.of("cost", Map.of("center", 7)),
        new AuditInfo(1, 2, "a", "b", 3));
  }
}
