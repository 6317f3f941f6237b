package dev.lily.notifications.atlas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Classification.Rules;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEvent.AttributeChange;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.change.ChangeEvent.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TestAtlasEntitiesCodec {
  private static final Guid GUID = Guid.parse("24d9b1f2-8674-49a8-9644-74716afa3828").orElseThrow();
  private static final Guid SOURCE =
      Guid.parse("c14be9f2-cc7b-4499-9130-535b83d3db9d").orElseThrow();
  private static final Classification PII =
      new Classification(
          "PII",
          GUID,
          Map.of("level", "2"),
          new Rules(true, false, false, false),
          List.of(new ValidityPeriod("2026/01/01 00:00:00", "2027/01/01 00:00:00", "UTC")));
  private static final Classification GDPR = new Classification("GDPR", SOURCE);

  private final List<Classification> current = new ArrayList<>();
  private final AtlasEntitiesCodec codec =
      new AtlasEntitiesCodec(
          (tenant, asset) -> current,
          type -> AtlasEntitiesCodec.ATTRIBUTES,
          new Sender("127.0.0.1", "root"),
          Clock.fixed(Instant.ofEpochMilli(1_795_368_140_179L), ZoneOffset.UTC));

  @Test
  void announcesANewEntityWithoutItsStatus() throws IOException {
    assertMessages(event(Kind.CREATED, List.of()), "entity-create");
  }

  @Test
  void reportsAnUpdate() throws IOException {
    ChangeEvent event =
        event(Kind.UPDATED, Map.of("name", new AttributeChange("o", "orders")), List.of());

    assertMessages(event, "entity-update");
  }

  @Test
  void reportsAnUpdateWhereTheEventSaysNothingInParticular() throws IOException {
    assertMessages(event(Kind.UPDATED, List.of()), "entity-update");
  }

  @Test
  void saysThatADeletedOrPurgedEntityIsActive() throws IOException {
    assertMessages(event(Kind.DELETED, List.of()), "entity-delete");
    assertMessages(event(Kind.PURGED, List.of()), "entity-delete");
  }

  @Test
  void namesTheSourceOfAPropagatedClassification() throws IOException {
    current.add(GDPR);

    assertMessages(
        event(Kind.UPDATED, List.of(), change(Operation.ADDED, GDPR)), "classification-add");
  }

  @Test
  void sendsTheClassificationsOfTheEventAndAllThatReachTheAsset() throws IOException {
    current.add(new Classification("PII", GUID));
    current.add(GDPR);

    assertMessages(
        event(Kind.UPDATED, List.of(PII), change(Operation.UPDATED, PII)), "classification-update");
  }

  @Test
  void leavesTheListsOutWithTheLastClassification() throws IOException {
    current.add(GDPR);

    assertMessages(
        event(Kind.UPDATED, List.of(), change(Operation.REMOVED, GDPR)), "classification-delete");
  }

  @Test
  void isRightWhileTheCurrentClassificationsAreBehind() throws IOException {
    assertMessages(
        event(Kind.UPDATED, List.of(), change(Operation.ADDED, GDPR)), "classification-add");
  }

  @Test
  void sendsAMessageForEachSortOfChange() {
    ChangeEvent event =
        event(
            Kind.UPDATED,
            Map.of("name", new AttributeChange("o", "orders")),
            List.of(PII),
            change(Operation.ADDED, PII),
            change(Operation.REMOVED, GDPR));

    assertThat(codec.encode(event))
        .extracting(
            message -> new String(message, UTF_8).replaceAll(".*operationType\":\"(\\w+).*", "$1"))
        .containsExactly("ENTITY_UPDATE", "CLASSIFICATION_ADD", "CLASSIFICATION_DELETE");
  }

  private void assertMessages(ChangeEvent event, String golden) throws IOException {
    assertThat(codec.encode(event))
        .extracting(message -> new String(message, UTF_8))
        .containsExactly(read(golden + ".json"));
  }

  private static String read(String resource) throws IOException {
    try (InputStream in = TestAtlasEntitiesCodec.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), UTF_8).strip();
    }
  }

  private static ClassificationChange change(Operation operation, Classification one) {
    return new ClassificationChange(operation, one);
  }

  private static ChangeEvent event(
      Kind kind, List<Classification> own, ClassificationChange... changes) {
    return event(kind, Map.of(), own, changes);
  }

  private static ChangeEvent event(
      Kind kind,
      Map<String, AttributeChange> attributes,
      List<Classification> own,
      ClassificationChange... changes) {
    Asset asset =
        new Asset(
            new AssetRef(GUID, new AssetKey("hive_table", "sales.orders@cl1")),
            AssetStatus.ACTIVE,
            false,
            Map.of(
                "name", "orders",
                "owner", "etl",
                "description", "orders, daily",
                "createTime", 1_700_000_000_000L,
                "retention", 3),
            own,
            Set.of(),
            Map.of(),
            Map.of(),
            new AuditInfo(1, 2, "etl", "etl", 1));
    return new ChangeEvent(
        "3-0",
        TenantId.DEFAULT,
        kind,
        asset,
        "sales.orders@cl1",
        new Origin("etl", "r-1", 1_795_368_139_984L),
        attributes,
        List.of(changes),
        List.of());
  }
}
