package dev.lily.notifications.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Delta;
import dev.lily.graph.lineage.SnapshotDraft;
import dev.lily.graph.type.RelationshipDef;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.graph.type.TypesDef;
import dev.lily.notifications.log.LogExtent;
import dev.lily.notifications.log.LogPoint;
import dev.lily.notifications.openlineage.OpenLineageNames;
import dev.lily.notifications.propagation.SnapshotKeeper.Followed;
import dev.lily.notifications.propagation.SnapshotKeeper.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which snapshots are good after a relationship type changed while the index was followed. */
final class TypeChangeIT {
  private static final String TYPE = OpenLineageNames.COLUMN_LINEAGE;
  private static final LogExtent LOG = new LogExtent("log", Map.of(0, 0L), Map.of(0, 1_000L));
  private static final RequestContext CONTEXT =
      new RequestContext(
          TenantId.DEFAULT, new Principal("types", Set.of(), Set.of()), Clock.systemUTC(), "t");

  @TempDir private Path folder;
  private RandomCatalog catalog;
  private ClassificationIndex index;
  private IndexFollower follower;
  private IndexSnapshots snapshots;

  @BeforeEach
  void open() {
    catalog = new RandomCatalog(folder.resolve("graph"), new Random(3));
    for (int i = 0; i < 150; i++) {
      catalog.change();
    }
    index = new ClassificationIndex();
    new IndexBootstrap(index).load(catalog.catalog().scan(), head());
    StoredAspects stored = new StoredAspects(catalog.catalog(), Clock.systemUTC());
    follower = new IndexFollower(index, catalog.catalog().types(), stored, delta -> {});
    snapshots = snapshots();
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  private IndexSnapshots snapshots() {
    return new IndexSnapshots(
        folder.resolve("index.snapshot"),
        catalog.catalog().identity(),
        LOG,
        catalog.catalog().types());
  }

  private long head() {
    return catalog.catalog().outbox().head();
  }

  private TypeFollower types(Consumer<Delta> materialiser) {
    return new TypeFollower(
        catalog.catalog(), follower.entrance(), snapshots, Clock.systemUTC(), materialiser);
  }

  private void turn(PropagateTags tags) {
    RelationshipDef edge = catalog.catalog().types().types().relationshipType(TYPE).def();
    RelationshipDef turned =
        new RelationshipDef(
            edge.head(),
            edge.attributeDefs(),
            edge.relationshipCategory(),
            edge.relationshipLabel(),
            tags,
            edge.endDef1(),
            edge.endDef2());
    catalog.catalog().types().update(CONTEXT, TypesDef.of(List.of(turned)));
  }

  /** Whether a snapshot of this moment would be read at the next start. */
  private boolean isGood() {
    try (SnapshotDraft draft = snapshots.draft(index, new LogPoint(head(), Map.of()))) {
      draft.publish(List.of());
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    return snapshots().load(head()).isPresent();
  }

  @Test
  void aSnapshotIsGoodAgainWhenTheEdgesAreReadAgain() {
    List<Boolean> amid = new ArrayList<>();
    TypeFollower types = types(delta -> amid.add(isGood()));
    assertThat(isGood()).isTrue();
    turn(PropagateTags.BOTH);
    types.close();
    assertThat(amid).isNotEmpty().containsOnly(false);
    assertThat(isGood()).isTrue();
  }

  @Test
  void aTypeThatIsTurnedBackIsNotTakenForOneThatNeverChanged() {
    TypeRegistry first = catalog.catalog().types().types();
    turn(PropagateTags.BOTH);
    TypeRegistry second = catalog.catalog().types().types();
    KnownTypes known = new KnownTypes(catalog.catalog().types(), Map.of());

    known.changed(Set.of(TYPE), first);
    known.changed(Set.of(TYPE), second);
    known.readAgain(Set.of(TYPE), first);
    assertThat(KnownTypes.difference(known.met(), first)).isPresent();
    assertThat(KnownTypes.difference(known.met(), second)).isPresent();

    known.readAgain(Set.of(TYPE), second);
    assertThat(KnownTypes.difference(known.met(), second)).isEmpty();
  }

  @Test
  void theLastSnapshotHasWhatNoEventTold() {
    Followed followed = new Followed(follower, index, List::of);
    try (SnapshotKeeper keeper =
        new SnapshotKeeper(snapshots, followed, new Pace(1, Duration.ZERO), true)) {
      keeper.rested(() -> new LogPoint(head(), Map.of()));
      TypeFollower types = types(delta -> {});
      turn(PropagateTags.BOTH);
      types.close();
    }
    assertThat(snapshots().load(head())).isPresent();
  }
}
