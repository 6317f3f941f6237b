package dev.lily.graph.lineage;

import static dev.lily.graph.lineage.Catalog.TENANT;
import static dev.lily.graph.lineage.Catalog.classification;
import static dev.lily.graph.lineage.Catalog.column;
import static dev.lily.graph.lineage.Catalog.guid;
import static dev.lily.graph.lineage.Catalog.key;
import static dev.lily.graph.lineage.Catalog.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.EffectiveClassifications.Change;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TestClassificationIndex {
  private final Catalog catalog = new Catalog();
  private final ClassificationIndex index = catalog.index;

  @Test
  void aBatchIsToldOnceWithTheOldestTime() {
    List<Change> changes = new ArrayList<>();
    index.onChange(changes::add);
    Classification pii = classification("PII", "a", Classification.Rules.PROPAGATE);
    Delta delta =
        index.apply(
            List.of(
                new Op.PutAsset(new Op.At(TENANT, 5, 500), ref("a"), List.of(pii), false),
                new Op.PutEdge(new Op.At(TENANT, 6, 400), column("a", "b")),
                new Op.PutEdge(new Op.At(TENANT, 7, 700), column("b", "c"))));

    assertThat(changes).hasSize(1);
    Change change = changes.get(0);
    assertThat(change.position()).isEqualTo(7);
    assertThat(change.eventTime()).isEqualTo(400);
    assertThat(change.assets()).containsExactlyInAnyOrder(guid("a"), guid("b"), guid("c"));
    assertThat(delta.spreads()).hasSize(1);
    assertThat(delta.spreads().get(0).added()).containsExactlyInAnyOrder(guid("b"), guid("c"));
    assertThat(index.position()).isEqualTo(7);
  }

  @Test
  void whatChangesNothingIsNotTold() {
    catalog.assets("a", "b").edges(column("a", "b")).tag("a");
    List<Change> changes = new ArrayList<>();
    index.onChange(changes::add);
    assertThat(catalog.tag("a").spreads()).isEmpty();
    catalog.edges(column("a", "b"));
    catalog.cut(column("b", "a"));
    assertThat(changes).isEmpty();
  }

  @Test
  void aNewNameOfWhatCarriesSomethingIsTold() {
    catalog.assets("a", "b", "c").edges(column("a", "b")).tag("a");
    List<Change> changes = new ArrayList<>();
    index.onChange(changes::add);
    for (String name : List.of("b", "c")) {
      AssetRef renamed = new AssetRef(guid(name), new AssetKey("column", name + " renamed"));
      index.apply(List.of(new Op.PutAsset(new Op.At(TENANT, 9, 0), renamed, List.of(), false)));
    }

    assertThat(changes.stream().flatMap(change -> change.assets().stream()))
        .containsExactly(guid("b"));
  }

  @Test
  void waitingEndsWhenThePositionIsTakenIn() throws Exception {
    assertThat(index.awaitPosition(3, Duration.ofMillis(1))).isFalse();
    CompletableFuture<Void> later = CompletableFuture.runAsync(() -> index.advance(3));
    assertThat(index.awaitPosition(3, Duration.ofSeconds(20))).isTrue();
    later.get();
  }

  @Test
  void tenantsDoNotSeeEachOther() {
    TenantId other = new TenantId("other");
    catalog.assets("a").tag("a");
    assertThat(index.of(other, key("a"))).isEmpty();
    assertThat(index.of(other, guid("a"))).isEmpty();
    assertThat(index.classified(other)).isEmpty();
    assertThat(index.lineage().find(other, guid("a"))).isEmpty();
    Op foreign = new Op.PutEdge(new Op.At(other, 9, 9), column("a", "b"));
    assertThatThrownBy(() -> index.apply(List.of(foreign)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another tenant than 'other'");
    assertThat(index.lineage().edgeCount()).isZero();
  }

  @Test
  void aRenamedAssetIsFoundByItsNewKeyOnly() {
    catalog.assets("a").tag("a");
    AssetKey renamed = new AssetKey("column", "a_new_and_much_longer_name");
    index.apply(
        List.of(
            new Op.PutAsset(
                catalog.at(),
                new AssetRef(guid("a"), renamed),
                List.of(classification("PII", "a", Classification.Rules.PROPAGATE)),
                false)));
    assertThat(index.of(TENANT, key("a"))).isEmpty();
    assertThat(index.of(TENANT, renamed)).hasSize(1);
  }

  @Test
  void anActiveAssetIsFoundRatherThanItsDeletedNamesake() {
    catalog.tag("a");
    catalog.put("a", true, classification("PII", "a", Classification.Rules.PROPAGATE));
    AssetRef again = new AssetRef(guid("again"), key("a"));
    index.apply(List.of(new Op.PutAsset(catalog.at(), again, List.of(), false)));
    assertThat(index.lineage().find(TENANT, key("a"))).hasValue(again);
    assertThat(index.of(TENANT, key("a"))).isEmpty();
  }

  @Test
  void aPurgedAssetLeavesNothingToItsSuccessor() {
    catalog.assets("a", "b").edges(column("a", "b")).tag("a");
    index.apply(List.of(new Op.RemoveAsset(catalog.at(), guid("b"))));
    assertThat(index.lineage().edgeCount()).isZero();
    catalog.assets("c");
    assertThat(index.lineage().nodeCount()).isEqualTo(2);
    assertThat(catalog.carried("c")).isEmpty();
    assertThat(index.lineage().find(TENANT, guid("b"))).isEmpty();
  }

  @Test
  void readersNeverSeeHalfABatch() throws Exception {
    catalog.assets("a", "b", "c").edges(column("a", "c"), column("b", "c")).tag("a");
    CompletableFuture<Integer> reader =
        CompletableFuture.supplyAsync(
            () -> {
              int answers = 0;
              while (index.position() < 20_000) {
                assertThat(index.of(TENANT, key("c"))).hasSize(1);
                answers++;
              }
              return answers;
            });
    for (long position = 1000; position <= 20_000; position++) {
      String from = position % 2 == 0 ? "a" : "b";
      String to = position % 2 == 0 ? "b" : "a";
      Op.At at = new Op.At(TENANT, position, position);
      index.apply(
          List.of(
              new Op.PutAsset(at, ref(from), List.of(), false),
              new Op.PutAsset(
                  at,
                  ref(to),
                  List.of(classification("PII", to, Classification.Rules.PROPAGATE)),
                  false)));
    }
    assertThat(reader.get()).isPositive();
  }
}
