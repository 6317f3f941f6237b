package dev.lily.graph.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.graph.lineage.SnapshotFile.Loaded;
import dev.lily.graph.lineage.SnapshotFile.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSnapshotFile {
  private static final SnapshotLabel LABEL =
      new SnapshotLabel("catalog", 7, "log", Map.of(0, 12L, 5, 1L << 40), Map.of("flows", "BOTH"));
  private static final List<Waiting> WAITING =
      List.of(new Waiting(TenantId.DEFAULT, new Guid(-1, 2)));

  @TempDir private Path folder;
  private Path path;
  private SnapshotFile file;

  @BeforeEach
  void setUp() {
    path = folder.resolve("index");
    file = new SnapshotFile(path);
  }

  private void save(ClassificationIndex index) throws IOException {
    try (SnapshotDraft draft = file.draft(index, LABEL)) {
      draft.publish(WAITING);
    }
  }

  private Loaded load() throws IOException {
    return file.load(label -> Optional.empty());
  }

  @Test
  void whatIsLoadedEqualsWhatWasSavedAndGoesOnEqual() throws IOException {
    for (int seed = 0; seed < 100; seed++) {
      RandomChanges changes = new RandomChanges(seed, seed % 2 == 1);
      Random random = new Random(seed);
      Oracle oracle = new Oracle();
      ClassificationIndex index = new ClassificationIndex();
      for (int step = 0; step < 60; step++) {
        List<Op> together = changes.next();
        oracle.apply(together);
        Delta delta = index.apply(together);
        if (random.nextInt(15) == 0) {
          Loaded loaded = reloaded(index);
          assertThat(loaded.index().position()).isEqualTo(LABEL.position());
          check(seed, loaded.index(), index, oracle, changes.universe());
          together = changes.next();
          oracle.apply(together);
          assertThat(sorted(loaded.index().apply(together)))
              .isEqualTo(sorted(index.apply(together)));
          check(seed, loaded.index(), index, oracle, changes.universe());
          index = loaded.index();
        }
        assertThat(delta.position()).isPositive();
      }
    }
  }

  private Loaded reloaded(ClassificationIndex index) throws IOException {
    save(index);
    return load();
  }

  /** Pairs have no order. */
  private static List<String> sorted(Delta delta) {
    return delta.spreads().stream().map(Object::toString).sorted().toList();
  }

  private static void check(
      int seed,
      ClassificationIndex actual,
      ClassificationIndex expected,
      Oracle oracle,
      List<Guid> universe) {
    Map<Guid, List<Classification>> effective = oracle.effective(universe);
    for (Guid guid : universe) {
      assertThat(actual.of(TenantId.DEFAULT, guid)).as("%d", seed).isEqualTo(effective.get(guid));
      assertThat(slice(actual, guid)).isEqualTo(slice(expected, guid));
    }
    assertThat(new HashSet<>(actual.classified(TenantId.DEFAULT)))
        .isEqualTo(new HashSet<>(expected.classified(TenantId.DEFAULT)));
    assertThat(actual.lineage().nodeCount()).isEqualTo(expected.lineage().nodeCount());
    assertThat(actual.lineage().edgeCount()).isEqualTo(expected.lineage().edgeCount());
  }

  private static Optional<LineageSlice> slice(ClassificationIndex index, Guid root) {
    return index
        .lineage()
        .slice(
            TenantId.DEFAULT,
            new LineageQuery(root, LineageDirection.BOTH, 3, 100, 100, LineageQuery.LINEAGE));
  }

  @Test
  void labelWaitingAssetsAndValuesSurvive() throws IOException {
    Catalog catalog = new Catalog().edges(Catalog.column("a", "b"));
    Classification tag =
        new Classification(
            "PII",
            Catalog.guid("a"),
            Map.of("level", 3, "owners", List.of("ann"), "note", "ü"),
            Catalog.OUTLIVING,
            List.of(new ValidityPeriod("2026/01/01 00:00:00", "2027/01/01 00:00:00", "UTC")));
    catalog.put("a", false, tag);
    catalog.put("a", true, tag);

    Loaded loaded = reloaded(catalog.index);

    assertThat(loaded.label()).isEqualTo(LABEL);
    assertThat(loaded.waiting()).isEqualTo(WAITING);
    assertThat(loaded.index().of(TenantId.DEFAULT, Catalog.guid("b"))).containsExactly(tag);
    assertThat(loaded.index().of(TenantId.DEFAULT, Catalog.guid("a"))).containsExactly(tag);
  }

  @Test
  void anEmptyIndexIsAnIndex() throws IOException {
    assertThat(reloaded(new ClassificationIndex()).index().lineage().nodeCount()).isZero();
  }

  @Test
  void aManyPagedIndexIsReadWhole() throws IOException {
    Random random = new Random(5);
    ClassificationIndex index = new ClassificationIndex();
    List<Op> ops = new ArrayList<>();
    Op.At at = new Op.At(TenantId.DEFAULT, 1, 1);
    for (int i = 0; i < 30_000; i++) {
      ops.add(new Op.PutAsset(at, RandomChanges.ref(new Guid(1, i)), List.of(), false));
      ops.add(
          new Op.PutEdge(
              at,
              LineageEdge.of(
                  new Guid(1, i),
                  new Guid(1, random.nextInt(30_000)),
                  "flows",
                  EdgeKind.COLUMN_LINEAGE,
                  dev.lily.graph.asset.PropagateTags.ONE_TO_TWO)));
    }
    index.apply(ops);
    ClassificationIndex loaded = reloaded(index).index();
    for (int i = 0; i < 30_000; i += 97) {
      Guid guid = new Guid(1, i);
      assertThat(slice(loaded, guid)).isEqualTo(slice(index, guid));
      assertThat(loaded.lineage().find(TenantId.DEFAULT, RandomChanges.ref(guid).key()))
          .contains(RandomChanges.ref(guid));
    }
  }

  @Test
  void aDamagedByteAnywhereIsNoticed() throws IOException {
    save(sample());
    byte[] whole = Files.readAllBytes(path);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x20;
      Files.write(path, damaged);
      assertThatThrownBy(this::load).as("byte %d", at).isInstanceOf(SnapshotException.class);
    }
  }

  @Test
  void aFileCutAnywhereIsNoticed() throws IOException {
    save(sample());
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      assertThatThrownBy(this::load)
          .as("length %d", length)
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining("cut off");
    }
    Files.write(path, Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(this::load).isInstanceOf(SnapshotException.class);
  }

  @Test
  void otherVersionsAndOtherFilesAreRefused() throws IOException {
    save(sample());
    byte[] other = Files.readAllBytes(path);
    other[SnapshotFile.START - 1]++;
    Files.write(path, other);
    assertThatThrownBy(this::load).hasMessage("has version 4 of the format instead of 3");
    Files.writeString(path, "no snapshot at all");
    assertThatThrownBy(this::load).hasMessageContaining("does not begin as one");
  }

  @Test
  void theCallerMayRefuse() throws IOException {
    save(sample());
    assertThatThrownBy(() -> file.load(label -> Optional.of("is of " + label.catalog())))
        .isInstanceOf(SnapshotException.class)
        .hasMessage("is of catalog");
  }

  @Test
  void anUnpublishedDraftChangesNothing() throws IOException {
    save(sample());
    byte[] before = Files.readAllBytes(path);
    file.draft(new ClassificationIndex(), LABEL).close();
    assertThat(Files.readAllBytes(path)).isEqualTo(before);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  private static ClassificationIndex sample() {
    Catalog catalog = new Catalog().assets("a", "b", "c");
    catalog.edges(Catalog.column("a", "b"), Catalog.hierarchy("b", "c"));
    catalog.tag("a");
    return catalog.index;
  }
}
