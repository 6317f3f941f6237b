package dev.lily.notifications.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.TenantId;
import dev.lily.graph.activity.Activity;
import dev.lily.graph.activity.ActivityMark;
import dev.lily.graph.activity.ActivityStore;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.CanaryAsset;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEvent.AttributeChange;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.change.ChangeEvent.Origin;
import dev.lily.graph.change.ChangeEvent.RelationshipChange;
import dev.lily.graph.change.ChangeEventCodec;
import dev.lily.graph.type.BuiltInModels;
import dev.lily.graph.type.Revision;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.notifications.log.ConsumedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestActivityRecorder {
  private static final AssetRef TABLE = ref(1, "hive_table", "t");
  private static final AssetRef JOB = ref(2, "hive_process", "job");
  private static final AssetRef DATABASE = ref(3, "hive_db", "db");

  private final Memory store = new Memory();
  private final ActivityRecorder recorder =
      new ActivityRecorder(store, new HistoryEntries(TestActivityRecorder::types));

  private static TypeRegistry types() {
    return BuiltInModels.install(TypeRegistry.empty(), new Revision("test", 1)).registry();
  }

  private static AssetRef ref(long number, String type, String name) {
    return new AssetRef(new Guid(7, number), new AssetKey(type, name));
  }

  private static ChangeEvent event(
      long position,
      AssetRef ref,
      Kind kind,
      Map<String, AttributeChange> attributes,
      List<ClassificationChange> classifications,
      List<RelationshipChange> relationships) {
    Asset asset =
        new Asset(
            ref,
            AssetStatus.ACTIVE,
            false,
            Map.of("name", "\"kind\":\"CREATED\""),
            List.of(),
            Set.of(),
            Map.of(),
            Map.of(),
            new AuditInfo(1, 1, "etl", "etl", 1));
    return new ChangeEvent(
        position + "-0",
        TenantId.DEFAULT,
        kind,
        asset,
        "t",
        new Origin("sam", "request", position),
        attributes,
        classifications,
        relationships);
  }

  private static RelationshipChange edge(String type, AssetRef end1, AssetRef end2) {
    return new RelationshipChange(
        Operation.ADDED,
        new Relationship(
            new Guid(9, 9),
            type,
            end1,
            end2,
            AssetStatus.ACTIVE,
            PropagateTags.NONE,
            Set.of(),
            Map.of()));
  }

  private static ClassificationChange tag() {
    return new ClassificationChange(Operation.ADDED, new Classification("PII", TABLE.guid()));
  }

  private void take(ChangeEvent... events) {
    recorder.handle(
        List.of(events).stream()
            .filter(event -> recorder.concerns(ChangeEventCodec.encode(event)))
            .map(event -> new ConsumedEvent(event, 0, event.position(), 0))
            .toList());
  }

  private List<Activity> of(AssetRef asset) {
    return store.histories.getOrDefault(asset.guid(), List.of());
  }

  @Test
  void whatIsByNameWithinAPartIsToldByName() {
    take(
        event(
            5,
            TABLE,
            Kind.UPDATED,
            Map.of(
                "customAttributes",
                new AttributeChange(Map.of("a", "1", "b", "2"), Map.of("a", "1", "c", "3")),
                "businessAttributes",
                new AttributeChange(null, Map.of("Ops", Map.of("tier", 1)))),
            List.of(),
            List.of()));
    assertThat(of(TABLE).get(0).attributes())
        .containsOnly(
            Map.entry("customAttributes.b", new AttributeChange("2", null)),
            Map.entry("customAttributes.c", new AttributeChange(null, "3")),
            Map.entry("businessAttributes.Ops.tier", new AttributeChange(null, 1)));
  }

  @Test
  void aVeryLongTextIsCut() {
    take(
        event(
            5,
            TABLE,
            Kind.UPDATED,
            Map.of("sql", new AttributeChange("x".repeat(20_000), "short")),
            List.of(),
            List.of()));
    assertThat((String) of(TABLE).get(0).attributes().get("sql").before())
        .hasSizeLessThan(10_050)
        .endsWith("(20,000 characters)");
  }

  @Test
  void newAssetsAreNotEvenReadUnlessTheyHaveClassifications() {
    ChangeEvent plain = event(5, TABLE, Kind.CREATED, Map.of(), List.of(), List.of());
    assertThat(recorder.concerns(ChangeEventCodec.encode(plain))).isFalse();
    take(plain, event(6, JOB, Kind.CREATED, Map.of(), List.of(tag()), List.of()));
    assertThat(of(TABLE)).isEmpty();
    assertThat(of(JOB).get(0).kind()).isEqualTo(Kind.CREATED);
    ChangeEvent updated =
        event(7, TABLE, Kind.UPDATED, Map.of("a", new AttributeChange(1, 2)), List.of(), List.of());
    assertThat(recorder.concerns(ChangeEventCodec.encode(updated)))
        .as("whatever its attributes are called")
        .isTrue();
  }

  @Test
  void lineageIsToldAtBothEndsAndContainmentAtOne() {
    take(
        event(
            5,
            JOB,
            Kind.CREATED,
            Map.of(),
            List.of(),
            List.of(edge("dataset_process_inputs", JOB, TABLE))),
        event(
            6,
            TABLE,
            Kind.UPDATED,
            Map.of(),
            List.of(),
            List.of(edge("hive_table_db", TABLE, DATABASE))));
    assertThat(of(JOB)).as("it was made so").isEmpty();
    assertThat(of(TABLE)).hasSize(2);
    assertThat(of(DATABASE)).isEmpty();
  }

  @Test
  void theCanaryHasNoHistoryAndAPurgedAssetHasNoneAnyMore() {
    take(
        event(
            4,
            new AssetRef(new Guid(7, 4), CanaryAsset.KEY),
            Kind.UPDATED,
            Map.of(),
            List.of(tag()),
            List.of()),
        event(5, TABLE, Kind.UPDATED, Map.of(), List.of(tag()), List.of()));
    assertThat(store.histories).containsOnlyKeys(TABLE.guid());
    take(
        event(6, TABLE, Kind.UPDATED, Map.of(), List.of(tag()), List.of()),
        event(7, TABLE, Kind.PURGED, Map.of(), List.of(), List.of()));
    assertThat(store.histories).isEmpty();
    take(
        event(8, TABLE, Kind.UPDATED, Map.of(), List.of(tag()), List.of()),
        event(9, TABLE, Kind.PURGED, Map.of(), List.of(), List.of()),
        event(10, TABLE, Kind.UPDATED, Map.of(), List.of(tag()), List.of()));
    assertThat(of(TABLE)).as("of the asset that was made in its place").hasSize(1);
  }

  /** Histories in memory, in the order of writing. */
  private static final class Memory implements ActivityStore {
    private final Map<Guid, List<Activity>> histories = new HashMap<>();

    @Override
    public void add(List<Item> items) {
      items.forEach(
          item ->
              histories
                  .computeIfAbsent(item.asset(), asset -> new ArrayList<>())
                  .add(item.activity()));
    }

    @Override
    public void forget(Collection<Guid> assets) {
      histories.keySet().removeAll(assets);
    }

    @Override
    public List<Activity> read(Guid asset, Optional<ActivityMark> before, int limit) {
      throw new UnsupportedOperationException("the recorder does not read");
    }
  }
}
