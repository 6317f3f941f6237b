package dev.lily.notifications.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lily.graph.CatalogException;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.ClassificationUpdate.Operation;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagatedUpdate;
import dev.lily.graph.asset.RelationshipInput;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEventCodec;
import dev.lily.graph.change.Outbox.Entry;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.rule.DerivationRule;
import dev.lily.graph.rule.RuleAsset;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.RuleSetCodec;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.store.StoreSettings;
import dev.lily.graph.type.BuiltInModels;
import dev.lily.graph.type.Revision;
import dev.lily.graph.type.TypesDefCodec;
import dev.lily.notifications.log.ConsumedEvent;
import dev.lily.notifications.openlineage.OpenLineageNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.tinkerpop.gremlin.process.traversal.dsl.graph.GraphTraversalSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left in the graph, and in the outboxes, when assets are renamed and deleted. */
final class LeftBehindIT {
  private static final RequestContext CONTEXT =
      new RequestContext(
          TenantId.DEFAULT, new Principal("test", Set.of(), Set.of()), Clock.systemUTC(), "r");
  private static final Classification.Rules OUTLIVES =
      new Classification.Rules(true, false, false, false);

  @TempDir private Path folder;
  private GraphCatalog catalog;

  @BeforeEach
  void open() {
    catalog = GraphCatalog.open(StoreSettings.embedded(folder));
    catalog
        .types()
        .create(
            CONTEXT,
            BuiltInModels.install(catalog.types().types(), new Revision("test", 0)).types());
    String types =
        """
        {'classificationDefs':[{'name':'RED','attributeDefs':[
        {'name':'why','typeName':'string','isOptional':true}]},{'name':'BLUE'}]}\
        """
            .replace('\'', '"');
    catalog.types().create(CONTEXT, TypesDefCodec.decode(types.getBytes(StandardCharsets.UTF_8)));
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @ParameterizedTest
  @EnumSource(DeleteMode.class)
  void tagThatOutlivesItsOriginOutlivesARestart(DeleteMode mode) {
    Guid source = column("s", "x");
    Guid target = column("t", "y");
    connect(source, target);
    Classification red =
        new Classification("RED", source, Map.of("why", "a\nb"), OUTLIVES, List.of());
    tag(source, red);
    materialise(target);
    assertThat(fresh().of(TenantId.DEFAULT, target)).containsExactly(red);

    catalog.delete(CONTEXT, List.of(source), mode);

    assertThat(fresh().of(TenantId.DEFAULT, target)).containsExactly(red);
  }

  @ParameterizedTest
  @EnumSource(DeleteMode.class)
  void tagThatOutlivesItsOriginIsTakenOffForGood(DeleteMode mode) {
    Guid source = column("s", "x");
    Guid target = column("t", "y");
    Guid other = column("t", "z");
    connect(source, target);
    connect(source, other);
    Classification red = new Classification("RED", source, Map.of(), OUTLIVES, List.of());
    Classification blue = new Classification("BLUE", source, Map.of(), OUTLIVES, List.of());
    tag(source, red);
    tag(source, blue);
    materialise(target);
    materialise(other);
    assertThatThrownBy(() -> catalog.release(CONTEXT, target, red))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("delete it at " + source);
    catalog.delete(CONTEXT, List.of(source), mode);
    ClassificationIndex following = followed(0);

    long before = catalog.outbox().head();
    long position = catalog.release(CONTEXT, target, red).position();

    assertThat(position).isEqualTo(before + 1);
    assertThat(fresh().of(TenantId.DEFAULT, target)).containsExactly(blue);
    assertThat(fresh().of(TenantId.DEFAULT, other)).containsExactly(blue, red);
    follow(following, before);
    assertThat(following.of(TenantId.DEFAULT, target)).containsExactly(blue);
    assertThat(followed(0).of(TenantId.DEFAULT, target)).containsExactly(blue);
    assertThat(followed(0).of(TenantId.DEFAULT, other)).containsExactly(blue, red);

    catalog.release(CONTEXT, target, blue);
    assertThat(fresh().of(TenantId.DEFAULT, target)).isEmpty();
    assertThat(inGraph()).hasSize(1);
    assertThat(materialise(target)).isZero();
  }

  @ParameterizedTest
  @EnumSource(DeleteMode.class)
  void whatIsDerivedFromWhatIsLeftIsNotLeftItself(DeleteMode mode) {
    lift("RED");
    Guid source = column("s", "x");
    Guid target = column("t", "y");
    Guid table = table("t");
    connect(source, target);
    Classification red = new Classification("RED", source, Map.of(), OUTLIVES, List.of());
    Classification lifted =
        new Classification("RED", source, Map.of(), Classification.Rules.STAY, List.of());
    tag(source, red);
    materialise(target);
    materialise(table);

    catalog.delete(CONTEXT, List.of(source), mode);
    assertThat(fresh().of(TenantId.DEFAULT, table)).containsExactly(lifted);

    catalog.release(CONTEXT, table, red);
    assertThat(inGraph()).hasSize(2);
    assertThat(fresh().of(TenantId.DEFAULT, target)).containsExactly(red);
    assertThat(fresh().of(TenantId.DEFAULT, table)).containsExactly(lifted);
  }

  /** The table of a column that has the classification has it, too. */
  private void lift(String name) {
    RuleSet rules =
        new RuleSet(
            1, List.of(new DerivationRule.Lift("lift", "", false, List.of(name), name, 1, null)));
    Map<String, Object> values =
        Map.of(
            "qualifiedName",
            RuleAsset.KEY.qualifiedName(),
            RuleAsset.VERSION,
            1,
            RuleAsset.RULES,
            RuleSetCodec.encode(rules));
    AssetInput input = new AssetInput("-1", RuleAsset.KEY.typeName(), values, Map.of());
    catalog.apply(CONTEXT, new AssetBatch(List.of(input), false));
  }

  @ParameterizedTest
  @EnumSource(DeleteMode.class)
  void otherTagsGoWithTheirOrigin(DeleteMode mode) {
    Guid source = column("s", "x");
    Guid target = column("t", "y");
    connect(source, target);
    tag(source, new Classification("RED", source));
    materialise(target);

    catalog.delete(CONTEXT, List.of(source), mode);

    assertThat(fresh().of(TenantId.DEFAULT, target)).isEmpty();
    materialise(target);
    assertThat(propagatedEvents())
        .extracting(event -> event.classifications().get(0).operation())
        .containsExactly(ChangeEvent.Operation.ADDED, ChangeEvent.Operation.REMOVED);
  }

  @Test
  void whatIsWrittenAlreadyMakesNoEvent() {
    Guid source = column("s", "x");
    Guid target = column("t", "y");
    connect(source, target);
    tag(source, new Classification("RED", source));

    assertThat(materialise(target)).isEqualTo(1);
    assertThat(materialise(target)).isZero();

    assertThat(propagatedEvents()).hasSize(1);
    assertThat(propagatedEvents().get(0).asset().attributes()).isEmpty();
  }

  @Test
  void gremlinSeesWhatIsWrittenUntilItIsGone() {
    Guid source = column("s", "x");
    Guid target = column("t", "y");
    connect(source, target);
    tag(source, new Classification("RED", source));
    materialise(target);
    assertThat(inGraph()).containsExactly("RED@" + source);

    tag(source, new Classification("BLUE", source));
    materialise(target);
    assertThat(inGraph()).containsExactly("BLUE@%s\nRED@%s".formatted(source, source));

    catalog.delete(CONTEXT, List.of(source), DeleteMode.SOFT);
    materialise(target);
    assertThat(inGraph()).isEmpty();
  }

  @Test
  void whatIsNamedWithItsOwnerIsPurgedOnce() {
    Guid column = column("t", "y");
    Guid table = table("t");

    assertThat(catalog.delete(CONTEXT, List.of(table, column, column), DeleteMode.HARD).deleted())
        .hasSize(2);
  }

  @Test
  void purgingRemovesWhatIsWritten() {
    Guid source = column("s", "x");
    Guid target = column("t", "y");
    connect(source, target);
    tag(source, new Classification("RED", source));
    materialise(target);

    catalog.delete(CONTEXT, List.of(target), DeleteMode.HARD);

    assertThat(inGraph()).isEmpty();
    assertThat(materialise(target)).isZero();
  }

  @Test
  void anAssetThatIsNamedTwiceIsWrittenOnce() {
    Guid source = column("s", "x");
    Guid target = column("t", "y");
    connect(source, target);
    tag(source, new Classification("RED", source));
    PropagatedUpdate update =
        new PropagatedUpdate(target, fresh().of(TenantId.DEFAULT, target), List.of());

    assertThat(catalog.materialise(CONTEXT, List.of(update, update))).isEqualTo(1);

    assertThat(propagatedEvents()).hasSize(1);
  }

  @Test
  void whatARestartFindsUnwrittenIsOneTask() {
    Guid source = column("s", "x");
    Guid target = column("t", "y");
    connect(source, target);
    tag(source, new Classification("RED", source));
    ClassificationIndex index = new ClassificationIndex();
    var inGraph = new IndexBootstrap(index).load(catalog.scan(), catalog.outbox().head());

    try (Materialiser materialiser = new Materialiser(catalog, index, CONTEXT.clock(), 10)) {
      materialiser.compare(List.of(TenantId.DEFAULT), inGraph);
      assertThat(materialiser.status(TenantId.DEFAULT).waiting()).isEqualTo(1);
      assertThat(materialiser.status(new TenantId("other")).waiting()).isZero();
      PropagationTask waiting = materialiser.tasks(TenantId.DEFAULT).get(0);
      assertThat(waiting.status()).isEqualTo(PropagationTask.Status.PENDING);
      assertThatThrownBy(() -> materialiser.forget(TenantId.DEFAULT, List.of(waiting.guid())))
          .isInstanceOf(CatalogException.class)
          .hasMessageContaining("1 assets are left");

      materialiser.start();
      PropagationTask task =
          await()
              .until(
                  () -> materialiser.tasks(TenantId.DEFAULT).get(0),
                  one -> one.counts().isFinished());

      assertThat(task.guid()).isEqualTo(waiting.guid());
      assertThat(task.subject()).isEmpty();
      assertThat(task.counts()).isEqualTo(new PropagationTask.Counts(1, 1, 0));
      assertThat(propagatedEvents()).hasSize(1);
    }
  }

  @Test
  void deletionOfManyAssetsIsOneTransaction() {
    List<Guid> columns = columns("wide", IntStream.range(0, 1_200).mapToObj(i -> "c" + i).toList());
    long before = catalog.outbox().head();

    catalog.delete(CONTEXT, columns, DeleteMode.SOFT);

    List<Entry> entries = catalog.outbox().read(before, 100);
    assertThat(entries).hasSize(3);
    assertThat(entries)
        .allMatch(entry -> entry.transaction().first() == before + 1)
        .allMatch(entry -> entry.transaction().last() == before + 3);
  }

  @Test
  void renamedAssetKeepsItsPlaceInTheLog() {
    Guid column = column("t", "x");
    for (String name : List.of("other#x", "third#x")) {
      AssetInput renamed =
          new AssetInput(
              column.toString(), OpenLineageNames.COLUMN, Map.of("qualifiedName", name), Map.of());
      catalog.apply(CONTEXT, new AssetBatch(List.of(renamed), false));
    }
    tag(column, new Classification("RED", column));

    assertThat(events(catalog.outbox().read(0, 1_000)))
        .filteredOn(event -> event.asset().guid().equals(column))
        .hasSize(4)
        .allMatch(event -> event.rootKey().equals("t"));
  }

  private Guid column(String table, String name) {
    return columns(table, List.of(name)).get(0);
  }

  private Guid table(String name) {
    return catalog.find(CONTEXT, new AssetKey(OpenLineageNames.DATASET, name)).orElseThrow().guid();
  }

  private List<Guid> columns(String table, List<String> names) {
    List<AssetInput> inputs = new ArrayList<>();
    inputs.add(
        new AssetInput(
            "-1",
            OpenLineageNames.DATASET,
            Map.of("qualifiedName", table, "name", table),
            Map.of()));
    for (String name : names) {
      inputs.add(
          new AssetInput(
              "",
              OpenLineageNames.COLUMN,
              Map.of("qualifiedName", table + "#" + name, "name", name),
              Map.of("dataset", Map.of("guid", "-1"))));
    }
    catalog.apply(CONTEXT, new AssetBatch(inputs, false));
    return names.stream()
        .map(name -> new AssetKey(OpenLineageNames.COLUMN, table + "#" + name))
        .map(key -> catalog.find(CONTEXT, key).orElseThrow().guid())
        .toList();
  }

  private void connect(Guid from, Guid to) {
    RelationshipInput edge =
        new RelationshipInput(OpenLineageNames.COLUMN_LINEAGE, key(from), key(to), Map.of());
    catalog.apply(
        CONTEXT, new AssetBatch(List.of(), List.of(edge), List.of(), List.of(), Map.of(), false));
  }

  private AssetKey key(Guid asset) {
    return catalog.find(CONTEXT, asset).orElseThrow().ref().key();
  }

  private void tag(Guid asset, Classification classification) {
    catalog.classify(
        CONTEXT, List.of(new ClassificationUpdate(asset, Operation.ADD, List.of(classification))));
  }

  private int materialise(Guid asset) {
    return catalog.materialise(
        CONTEXT,
        List.of(new PropagatedUpdate(asset, fresh().of(TenantId.DEFAULT, asset), List.of())));
  }

  private List<Object> inGraph() {
    GraphTraversalSource assets = catalog.traversal(TenantId.DEFAULT);
    try {
      return assets.V().values("propagated").toList();
    } finally {
      assets.getGraph().tx().rollback();
    }
  }

  /** An index that learned everything from the log. */
  private ClassificationIndex followed(long after) {
    ClassificationIndex index = new ClassificationIndex();
    follow(index, after);
    return index;
  }

  private void follow(ClassificationIndex index, long after) {
    new IndexFollower(
            index, catalog.types(), new StoredAspects(catalog, CONTEXT.clock()), delta -> {})
        .handle(
            events(catalog.outbox().read(after, 1_000)).stream()
                .map(event -> new ConsumedEvent(event, 0, event.position(), 0))
                .toList());
  }

  private ClassificationIndex fresh() {
    ClassificationIndex index = new ClassificationIndex();
    new IndexBootstrap(index).load(catalog.scan(), catalog.outbox().head());
    return index;
  }

  private List<ChangeEvent> propagatedEvents() {
    return events(catalog.propagatedOutbox().read(0, 1_000));
  }

  private static List<ChangeEvent> events(List<Entry> entries) {
    List<ChangeEvent> events = new ArrayList<>();
    entries.forEach(
        entry -> entry.messages().forEach(one -> events.add(ChangeEventCodec.decode(one.value()))));
    return events;
  }
}
