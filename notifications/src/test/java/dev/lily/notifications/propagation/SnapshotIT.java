package dev.lily.notifications.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.lineage.Arrival;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.SnapshotFile.Loaded;
import dev.lily.graph.lineage.SnapshotFile.Waiting;
import dev.lily.graph.lineage.Why;
import dev.lily.graph.type.RelationshipDef;
import dev.lily.graph.type.TypeDef;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.graph.type.TypesDef;
import dev.lily.notifications.log.ChangeLogHandler;
import dev.lily.notifications.log.ConsumedEvent;
import dev.lily.notifications.log.LogExtent;
import dev.lily.notifications.log.LogPoint;
import dev.lily.notifications.openlineage.OpenLineageNames;
import dev.lily.notifications.propagation.SnapshotKeeper.Followed;
import dev.lily.notifications.propagation.SnapshotKeeper.Pace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that was read from a snapshot and went on from there is the one of the graph. */
final class SnapshotIT {
  private static final LogExtent LOG = new LogExtent("log", Map.of(0, 0L), Map.of(0, 1_000L));
  private static final Pace EACH = new Pace(1, Duration.ZERO);
  private static final List<Waiting> WAITING =
      List.of(new Waiting(TenantId.DEFAULT, new Guid(1, 2)));

  @TempDir private Path folder;
  private RandomCatalog catalog;
  private Path file;

  @BeforeEach
  void open() {
    catalog = new RandomCatalog(folder.resolve("graph"), new Random(3));
    file = folder.resolve("index.snapshot");
    change(80);
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  private void change(int times) {
    for (int i = 0; i < times; i++) {
      catalog.change();
    }
  }

  private IndexSnapshots snapshots(LogExtent log, TypeCatalog types) {
    return new IndexSnapshots(file, catalog.catalog().identity(), log, types);
  }

  private IndexSnapshots snapshots() {
    return snapshots(LOG, catalog.catalog().types());
  }

  private long head() {
    return catalog.catalog().outbox().head();
  }

  private SnapshotKeeper keeper(ClassificationIndex index, Pace pace) {
    ChangeLogHandler follower =
        new IndexFollower(
            index,
            catalog.catalog().types(),
            new StoredAspects(catalog.catalog(), Clock.systemUTC()),
            delta -> {});
    return new SnapshotKeeper(
        snapshots(), new Followed(follower, index, () -> WAITING), pace, true);
  }

  /** The events after the position, as one batch. */
  private List<ConsumedEvent> events(long after) {
    return catalog.partitions().stream()
        .flatMap(Collection::stream)
        .filter(event -> event.event().position() > after)
        .toList();
  }

  private ClassificationIndex saved() {
    ClassificationIndex index = new ClassificationIndex();
    try (SnapshotKeeper keeper = keeper(index, Pace.STANDARD)) {
      keeper.handle(events(0));
      keeper.rested(() -> new LogPoint(head(), Map.of(0, 7L)));
    }
    return index;
  }

  @Test
  void goesOnFromASnapshot() {
    saved();
    long before = head();
    change(60);

    Loaded loaded = snapshots().load(head()).orElseThrow();

    assertThat(loaded.label().position()).isEqualTo(before);
    assertThat(loaded.label().offsets()).isEqualTo(Map.of(0, 7L));
    assertThat(loaded.waiting()).isEqualTo(WAITING);
    new IndexFollower(
            loaded.index(),
            catalog.catalog().types(),
            new StoredAspects(catalog.catalog(), Clock.systemUTC()),
            delta -> {})
        .handle(events(before));
    ClassificationIndex fresh = new ClassificationIndex();
    new IndexBootstrap(fresh).load(catalog.catalog().scan(), head());
    assertThat(state(loaded.index())).isEqualTo(state(fresh));
  }

  @Test
  void whatFollowedOnTheSnapshotIsOneTaskAndHasNoTimeOfArrival() {
    saved();
    long before = head();
    change(60);
    Loaded loaded = snapshots().load(head()).orElseThrow();
    ClassificationIndex index = loaded.index();
    try (Materialiser materialiser =
        new Materialiser(catalog.catalog(), index, Clock.systemUTC(), 1_000)) {
      IndexFollower follower =
          new IndexFollower(
              index,
              catalog.catalog().types(),
              new StoredAspects(catalog.catalog(), Clock.systemUTC()),
              materialiser::accept);
      follower.startAfter(before, head());
      materialiser.resume(loaded.waiting());
      follower.handle(events(before));

      PropagationTask restart = materialiser.tasks(TenantId.DEFAULT).get(0);
      assertThat(materialiser.tasks(TenantId.DEFAULT)).hasSize(1);
      assertThat(restart.subject()).isEmpty();
      assertThat(restart.counts().total()).isEqualTo(materialiser.waiting()).isGreaterThan(1);
      assertThat(arrivals(index)).isEmpty();

      long started = head();
      materialiser.start();
      change(60);
      follower.handle(events(started));
      assertThat(materialiser.tasks(TenantId.DEFAULT))
          .filteredOn(task -> !task.guid().equals(restart.guid()))
          .isNotEmpty()
          .allMatch(task -> task.subject().isPresent());
      assertThat(arrivals(index)).isNotEmpty().allMatch(one -> one.position() > started);
      Awaitility.await()
          .until(
              () ->
                  materialiser.tasks(TenantId.DEFAULT).stream()
                      .allMatch(task -> task.counts().isFinished()));
    }
  }

  private static List<Arrival> arrivals(ClassificationIndex index) {
    Why.Limits limits = new Why.Limits(100, 100, 100);
    return index.classified(TenantId.DEFAULT).stream()
        .flatMap(
            asset ->
                Stream.of("RED", "BLUE")
                    .flatMap(
                        name -> index.why(TenantId.DEFAULT, asset.guid(), name, limits).stream()))
        .flatMap(why -> why.origins().stream())
        .flatMap(origin -> origin.hops().stream())
        .flatMap(hop -> hop.arrival().stream())
        .toList();
  }

  @Test
  void writesWhileItFollows() {
    ClassificationIndex index = new ClassificationIndex();
    try (SnapshotKeeper keeper = keeper(index, EACH)) {
      keeper.handle(events(0));
      keeper.rested(() -> new LogPoint(head(), Map.of()));
      Awaitility.await().until(() -> snapshots().load(head()).isPresent());
    }
  }

  @Test
  void writesNothingAmidABatch() {
    ClassificationIndex index = new ClassificationIndex();
    try (SnapshotKeeper keeper = keeper(index, new Pace(1, Duration.ofDays(1)))) {
      keeper.rested(() -> new LogPoint(0, Map.of()));
      keeper.handle(events(0));
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void anIndexWithAGapIsNotKept() {
    saved();
    try (SnapshotKeeper keeper = keeper(new ClassificationIndex(), EACH)) {
      keeper.missed(0, 12);
      keeper.rested(() -> new LogPoint(head(), Map.of()));
      assertThat(keeper.isWhole()).isFalse();
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void anIndexThatRefusedAChangeIsNotKept() {
    saved();
    try (SnapshotKeeper keeper = keeper(new ClassificationIndex(), EACH)) {
      keeper.refused(1);
      keeper.rested(() -> new LogPoint(head(), Map.of()));
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aSnapshotThatDoesNotFitIsDeleted() {
    saved();
    assertThat(snapshots().load(head() - 1)).isEmpty();
    assertThat(file).doesNotExist();

    saved();
    LogExtent other = new LogExtent("other", LOG.begin(), LOG.end());
    assertThat(snapshots(other, catalog.catalog().types()).load(head())).isEmpty();
    assertThat(file).doesNotExist();

    saved();
    LogExtent later = new LogExtent("log", Map.of(0, 8L), LOG.end());
    assertThat(snapshots(later, catalog.catalog().types()).load(head())).isEmpty();
    assertThat(file).doesNotExist();

    saved();
    IndexSnapshots elsewhere = new IndexSnapshots(file, "another", LOG, catalog.catalog().types());
    assertThat(elsewhere.load(head())).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void aChangedRelationshipTypeCallsForTheGraphButANewOneDoesNot() {
    saved();
    TypesDef all = catalog.catalog().types().types().definitions();
    TypesDef fewer = without(all, OpenLineageNames.COLUMN_LINEAGE);
    RelationshipDef edge =
        all.relationshipDefs().stream()
            .filter(def -> def.name().equals(OpenLineageNames.COLUMN_LINEAGE))
            .findFirst()
            .orElseThrow();
    RelationshipDef turned =
        new RelationshipDef(
            edge.head(),
            edge.attributeDefs(),
            edge.relationshipCategory(),
            edge.relationshipLabel(),
            PropagateTags.BOTH,
            edge.endDef1(),
            edge.endDef2());
    Map<String, String> met = new KnownTypes(catalog.catalog().types(), Map.of()).met();
    Map<String, String> metFewer = new KnownTypes(new Fixed(fewer), Map.of()).met();

    TypeRegistry now = TypeRegistry.of(all);
    assertThat(KnownTypes.difference(met, now)).isEmpty();
    assertThat(KnownTypes.difference(metFewer, now)).isEmpty();
    assertThat(KnownTypes.difference(met, TypeRegistry.of(with(fewer, turned))))
        .contains(
            "is older than a change of the relationship type " + OpenLineageNames.COLUMN_LINEAGE);
    assertThat(new KnownTypes(new Fixed(with(fewer, turned)), met).met()).isEqualTo(met);
  }

  private static TypesDef without(TypesDef types, String name) {
    return TypesDef.of(types.all().stream().filter(def -> !def.name().equals(name)).toList());
  }

  private static TypesDef with(TypesDef types, TypeDef more) {
    return TypesDef.of(Stream.concat(types.all().stream(), Stream.of(more)).toList());
  }

  /** Types that nobody changes. */
  private record Fixed(TypesDef all) implements TypeCatalog {
    @Override
    public void onChange(Consumer<TypeRegistry> listener) {}

    @Override
    public TypeRegistry types() {
      return TypeRegistry.of(all);
    }

    @Override
    public TypesDef create(RequestContext context, TypesDef types) {
      throw new UnsupportedOperationException();
    }

    @Override
    public TypesDef update(RequestContext context, TypesDef types) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(RequestContext context, Collection<String> names) {
      throw new UnsupportedOperationException();
    }
  }

  private static Map<String, Object> state(ClassificationIndex index) {
    Map<String, Object> state = new TreeMap<>();
    state.put("edges", index.lineage().edgeCount());
    for (AssetRef asset : index.classified(TenantId.DEFAULT)) {
      state.put(
          asset.toString(),
          index.of(TenantId.DEFAULT, asset.guid()).stream()
              .map(Object::toString)
              .sorted()
              .toList());
    }
    return state;
  }
}
