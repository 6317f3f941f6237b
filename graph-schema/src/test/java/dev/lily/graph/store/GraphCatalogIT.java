package dev.lily.graph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lily.graph.CatalogException;
import dev.lily.graph.EffectiveClassifications;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.MutationResult;
import dev.lily.graph.asset.Provenance;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEventCodec;
import dev.lily.graph.search.AttributeFilter;
import dev.lily.graph.search.AttributeFilter.Comparison;
import dev.lily.graph.search.AttributeFilter.Operator;
import dev.lily.graph.search.SearchQuery;
import dev.lily.graph.store.Addresses.KeyHash;
import dev.lily.graph.type.TypesDefCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GraphCatalogIT {
  private static final RequestContext CONTEXT =
      new RequestContext(
          TenantId.DEFAULT, new Principal("etl", Set.of(), Set.of()), Clock.systemUTC(), "r-1");

  @TempDir private Path folder;
  private GraphCatalog catalog;

  @BeforeEach
  void open() throws IOException {
    catalog = GraphCatalog.open(StoreSettings.embedded(folder));
    makeTypes();
  }

  private void makeTypes() throws IOException {
    try (InputStream json = GraphCatalogIT.class.getResourceAsStream("types.json")) {
      catalog.types().create(CONTEXT, TypesDefCodec.decode(json.readAllBytes()));
    }
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void keepsATableWithItsColumnsOverARestart() {
    MutationResult result = createTable("sales.orders@cl1", "id", "email");
    Guid table = result.guidAssignments().get("-1");

    catalog.close();
    catalog = GraphCatalog.open(StoreSettings.embedded(folder));

    Asset found = catalog.find(CONTEXT, table).orElseThrow();
    assertThat(found.attributes())
        .containsEntry("name", "orders")
        .containsEntry("qualifiedName", "sales.orders@cl1");
    assertThat(found.audit().createdBy()).isEqualTo("etl");
    assertThat(catalog.relationships(CONTEXT, table))
        .extracting(Relationship::typeName, one -> one.end2().key().qualifiedName())
        .containsExactlyInAnyOrder(
            tuple("table_columns", "sales.orders.id@cl1"),
            tuple("table_columns", "sales.orders.email@cl1"));
    assertThat(find("DataSet", "sales.orders.email@cl1")).isPresent();
    assertThat(search("email")).containsExactly("email");
  }

  @Test
  void findsWhatSomebodyPastesTheQualifiedNameOf() {
    createTable("sales.orders@cl1", "id");
    createTable("sales.returns@cl1", "id");

    assertThat(search("sales.orders@cl1")).containsExactly("orders");
    assertThat(search("sales.orders.id@cl1")).containsExactly("id");
    assertThat(search("sales.nothing@cl1")).isEmpty();
  }

  @Test
  void countsEveryHitHoweverMany() {
    createTable(
        "sales.wide@cl1", IntStream.range(0, 2_500).mapToObj(i -> "c" + i).toArray(String[]::new));

    SearchQuery columns =
        new SearchQuery(
            Set.of("column"),
            Set.of(),
            "",
            Optional.empty(),
            Optional.empty(),
            true,
            Optional.empty(),
            0,
            1);

    assertThat(catalog.search().search(TenantId.DEFAULT, columns, new Nothing()).total())
        .isEqualTo(2_500);
  }

  @Test
  void writesNothingForWhatIsUnchanged() {
    createTable("sales.orders@cl1", "id", "email");
    long head = catalog.outbox().head();

    MutationResult again = createTable("sales.orders@cl1", "id", "email");

    assertThat(again.position()).isZero();
    assertThat(again.unchanged()).hasSize(3);
    assertThat(catalog.outbox().head()).isEqualTo(head);
  }

  @Test
  void tellsEachChangeOnce() {
    createTable("sales.orders@cl1", "id", "email");
    List<ChangeEvent> events = events(0);

    assertThat(events)
        .extracting(event -> event.asset().qualifiedName(), ChangeEvent::kind)
        .containsExactlyInAnyOrder(
            tuple("sales.orders@cl1", ChangeEvent.Kind.CREATED),
            tuple("sales.orders.id@cl1", ChangeEvent.Kind.CREATED),
            tuple("sales.orders.email@cl1", ChangeEvent.Kind.CREATED));
    assertThat(events).extracting(ChangeEvent::rootKey).containsOnly("sales.orders@cl1");
    assertThat(events.stream().flatMap(event -> event.relationships().stream())).hasSize(2);
  }

  @Test
  void keepsTypesThatAreInUse() {
    Guid table = createTable("sales.orders@cl1", "id").guidAssignments().get("-1");
    classify(table, ClassificationUpdate.Operation.ADD, new Classification("PII", table));

    for (String used : List.of("PII", "table_columns", "column")) {
      assertThatThrownBy(() -> catalog.types().delete(CONTEXT, List.of(used)))
          .isInstanceOfSatisfying(
              CatalogException.class,
              refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TYPE_HAS_REFERENCES));
    }
    classify(table, ClassificationUpdate.Operation.REMOVE, new Classification("PII", table));
    catalog.types().delete(CONTEXT, List.of("PII"));
    assertThat(catalog.types().types().findClassificationType("PII")).isEmpty();
  }

  @Test
  void findsByConditionsOnNamesWhateverTheCase() {
    createTable("sales.Orders@cl1", "id", "E-Mail/\"x\\");
    createTable("sales.orders_2@cl1", "İd");

    assertThat(search("name", Operator.EQ, "ORDERS")).containsExactly("Orders");
    assertThat(search("name", Operator.STARTS_WITH, "ord"))
        .containsExactlyInAnyOrder("Orders", "orders_2");
    assertThat(search("name", Operator.ENDS_WITH, "S_2")).containsExactly("orders_2");
    assertThat(search("name", Operator.CONTAINS, "-mail/\"x\\")).containsExactly("E-Mail/\"x\\");
    assertThat(search("name", Operator.CONTAINS, "i"))
        .containsExactlyInAnyOrder("id", "E-Mail/\"x\\", "İd");
    assertThat(search("name", Operator.LIKE, "o?ders*"))
        .containsExactlyInAnyOrder("Orders", "orders_2");
    assertThat(search("name", Operator.IN, "orders,id")).containsExactlyInAnyOrder("Orders", "id");
    assertThat(search("name", Operator.NEQ, "orders"))
        .containsExactlyInAnyOrder("id", "E-Mail/\"x\\", "orders_2", "İd");
    assertThat(search("qualifiedName", Operator.EQ, "Sales.orders@CL1")).containsExactly("Orders");
    assertThat(search("qualifiedName", Operator.CONTAINS, "v.orders")).isEmpty();
    assertThat(search("v.orders \"v.name\":x")).isEmpty();
    assertThat(
            search(
                "",
                Optional.of(
                    new AttributeFilter.Or(
                        List.of(
                            new Comparison("name", Operator.EQ, "id"),
                            new Comparison("rows", Operator.NOT_NULL, ""))))))
        .containsExactly("id");
  }

  @Test
  void classifiesAndUnclassifies() {
    Guid table = createTable("sales.orders@cl1", "id").guidAssignments().get("-1");
    Classification pii = new Classification("PII", table);

    classify(table, ClassificationUpdate.Operation.ADD, pii);
    assertThat(catalog.find(CONTEXT, table).orElseThrow().classifications()).containsExactly(pii);
    assertThatThrownBy(() -> classify(table, ClassificationUpdate.Operation.ADD, pii))
        .isInstanceOfSatisfying(
            CatalogException.class,
            refused ->
                assertThat(refused.code()).isEqualTo(ErrorCode.CLASSIFICATION_ALREADY_ASSOCIATED));

    classify(table, ClassificationUpdate.Operation.REMOVE, pii);
    assertThat(catalog.find(CONTEXT, table).orElseThrow().classifications()).isEmpty();
  }

  @Test
  void everyClassificationNamesTheEventThatPutItThere() {
    List<AssetInput> tables =
        IntStream.range(0, 1_100).mapToObj(i -> table("sales.t" + i + "@cl1", i % 3 == 0)).toList();
    catalog.apply(CONTEXT, new AssetBatch(tables, false));
    List<ClassificationUpdate> updates =
        IntStream.range(0, 1_100)
            .filter(i -> i % 3 == 1)
            .mapToObj(i -> find("table", "sales.t" + i + "@cl1").orElseThrow().guid())
            .map(guid -> update(guid, ClassificationUpdate.Operation.ADD))
            .toList();
    catalog.classify(CONTEXT, updates);
    catalog.close();
    catalog = GraphCatalog.open(StoreSettings.embedded(folder));

    Map<Guid, ChangeEvent> newest = new HashMap<>();
    events(0).stream()
        .filter(event -> !event.classifications().isEmpty())
        .forEach(event -> newest.put(event.asset().guid(), event));
    assertThat(newest).hasSize(734);
    newest.forEach(
        (guid, event) -> {
          Classification stored =
              catalog.find(CONTEXT, guid).orElseThrow().classifications().get(0);
          assertThat(stored.provenance())
              .isEqualTo(new Provenance("etl", event.origin().time(), "r-1", event.id()))
              .isEqualTo(event.classifications().get(0).classification().provenance())
              .isEqualTo(event.asset().classifications().get(0).provenance());
        });
  }

  @Test
  void whatIsSentAgainUnchangedKeepsItsProvenance() {
    Guid table = createTable("sales.orders@cl1", "id").guidAssignments().get("-1");
    classify(table, ClassificationUpdate.Operation.ADD, new Classification("PII", table));
    Provenance first = provenance(table);
    RequestContext other =
        new RequestContext(
            TenantId.DEFAULT, new Principal("ann", Set.of(), Set.of()), Clock.systemUTC(), "r-2");
    long head = catalog.outbox().head();

    catalog.classify(other, List.of(update(table, ClassificationUpdate.Operation.UPDATE)));
    assertThat(catalog.outbox().head()).isEqualTo(head);
    assertThat(provenance(table)).isEqualTo(first);

    Classification stays =
        new Classification("PII", table, Map.of(), Classification.Rules.STAY, List.of());
    catalog.classify(
        other,
        List.of(
            new ClassificationUpdate(
                table, ClassificationUpdate.Operation.UPDATE, List.of(stays))));
    assertThat(provenance(table).actor()).isEqualTo("ann");
    assertThat(provenance(table).requestId()).isEqualTo("r-2");
  }

  private Provenance provenance(Guid asset) {
    return catalog.find(CONTEXT, asset).orElseThrow().classifications().get(0).provenance();
  }

  private static ClassificationUpdate update(Guid asset, ClassificationUpdate.Operation operation) {
    return new ClassificationUpdate(asset, operation, List.of(new Classification("PII", asset)));
  }

  private static AssetInput table(String qualifiedName, boolean classified) {
    AssetInput plain = table(qualifiedName);
    return classified
        ? new AssetInput(
            "",
            plain.typeName(),
            plain.attributes(),
            plain.relationshipAttributes(),
            Optional.of(List.of(new Classification("PII", new Guid(0, 0)))),
            Optional.empty(),
            Optional.empty(),
            Map.of())
        : new AssetInput("", plain.typeName(), plain.attributes(), Map.of());
  }

  @Test
  void refusesWithEverythingThatIsWrongAndLeavesNothing() {
    AssetInput bad =
        new AssetInput("-1", "table", Map.of("qualifiedName", "x@cl1", "rows", "many"), Map.of());
    assertThatThrownBy(() -> catalog.apply(CONTEXT, new AssetBatch(List.of(bad), false)))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("table.rows")
        .hasMessageContaining("many");
    AssetInput nameless = new AssetInput("-1", "table", Map.of("qualifiedName", "x@cl1"), Map.of());
    assertThatThrownBy(() -> catalog.apply(CONTEXT, new AssetBatch(List.of(nameless), false)))
        .hasMessageContaining("table.name: mandatory attribute value missing in type table");
    assertThat(find("table", "x@cl1")).isEmpty();
    assertThat(catalog.outbox().head()).isZero();
  }

  @Test
  void makesShellsOnlyWhereAsked() {
    AssetInput job =
        new AssetInput(
            "-1",
            "Process",
            Map.of("qualifiedName", "job1", "name", "job1"),
            Map.of("inputs", List.of(reference("table", "unknown@cl1"))));
    assertThatThrownBy(() -> catalog.apply(CONTEXT, new AssetBatch(List.of(job), false)))
        .isInstanceOfSatisfying(
            CatalogException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.REFERENCED_ENTITY_NOT_FOUND));
    assertThat(find("Process", "job1")).isEmpty();

    catalog.apply(CONTEXT, new AssetBatch(List.of(job), true));
    assertThat(find("table", "unknown@cl1").orElseThrow().incomplete()).isTrue();

    catalog.apply(CONTEXT, new AssetBatch(List.of(table("unknown@cl1")), false));
    assertThat(find("table", "unknown@cl1").orElseThrow().incomplete()).isFalse();
  }

  @Test
  void deletesSoftlyWithWhatIsOwnedAndRecreatesUnderAnotherGuid() {
    Guid first = createTable("sales.orders@cl1", "id").guidAssignments().get("-1");

    MutationResult deleted = catalog.delete(CONTEXT, List.of(first), DeleteMode.SOFT);

    assertThat(deleted.deleted()).hasSize(2);
    assertThat(catalog.find(CONTEXT, first).orElseThrow().status()).isEqualTo(AssetStatus.DELETED);
    Guid second = createTable("sales.orders@cl1", "id").guidAssignments().get("-1");
    assertThat(second).isNotEqualTo(first);
    assertThat(find("table", "sales.orders@cl1").orElseThrow().guid()).isEqualTo(second);
    assertThat(catalog.find(CONTEXT, first)).isPresent();

    catalog.delete(CONTEXT, List.of(first), DeleteMode.HARD);
    assertThat(catalog.find(CONTEXT, first)).isEmpty();
    assertThat(find("table", "sales.orders@cl1").orElseThrow().guid()).isEqualTo(second);
  }

  @Test
  void dropsColumnsThatTheTableNoLongerLists() {
    Guid table = createTable("sales.orders@cl1", "id", "email").guidAssignments().get("-1");

    createTable("sales.orders@cl1", "id");

    assertThat(find("column", "sales.orders.email@cl1").orElseThrow().status())
        .isEqualTo(AssetStatus.DELETED);
    assertThat(
            catalog.relationships(CONTEXT, table).stream()
                .filter(one -> one.status() == AssetStatus.ACTIVE))
        .hasSize(1);
  }

  @Test
  void findsByAlias() {
    createTable("sales.orders@cl1", "id");
    catalog.apply(
        CONTEXT,
        new AssetBatch(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(new AssetKey("table", "also@cl1"), new AssetKey("table", "sales.orders@cl1")),
            false));

    assertThat(find("table", "also@cl1").orElseThrow().qualifiedName())
        .isEqualTo("sales.orders@cl1");
    MutationResult again = catalog.apply(CONTEXT, new AssetBatch(List.of(), false));
    assertThat(again.position()).isZero();
  }

  @Test
  void renamesUnderTheSameGuid() {
    Guid table = createTable("sales.orders@cl1", "id").guidAssignments().get("-1");
    long head = catalog.outbox().head();

    rename(table, "sales.bookings@cl1");
    catalog.close();
    catalog = GraphCatalog.open(StoreSettings.embedded(folder));

    Asset renamed = catalog.find(CONTEXT, table).orElseThrow();
    assertThat(renamed.qualifiedName()).isEqualTo("sales.bookings@cl1");
    assertThat(renamed.attributes()).containsEntry("qualifiedName", "sales.bookings@cl1");
    assertThat(find("table", "sales.bookings@cl1")).contains(renamed);
    assertThat(find("DataSet", "sales.bookings@cl1")).contains(renamed);
    assertThat(find("DataSet", "sales.orders@cl1")).isEmpty();
    assertThat(catalog.relationships(CONTEXT, table))
        .extracting(one -> one.end1().key().qualifiedName())
        .containsExactly("sales.bookings@cl1");
    ChangeEvent event = events(head).get(0);
    assertThat(event.asset().ref()).isEqualTo(renamed.ref());
    assertThat(event.attributes().get("qualifiedName"))
        .isEqualTo(new ChangeEvent.AttributeChange("sales.orders@cl1", "sales.bookings@cl1"));
  }

  @Test
  void aFormerNameIsFreeForAnotherAsset() {
    Guid first = createTable("a.t@cl1", "id").guidAssignments().get("-1");
    rename(first, "b.t@cl1");
    rename(first, "c.t@cl1");

    Guid second = createTable("a.t@cl1", "id", "email").guidAssignments().get("-1");
    Guid third = createTable("b.t@cl1", "id").guidAssignments().get("-1");

    assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
    assertThat(find("table", "a.t@cl1").orElseThrow().guid()).isEqualTo(second);
    assertThat(find("table", "b.t@cl1").orElseThrow().guid()).isEqualTo(third);
    assertThat(find("table", "c.t@cl1").orElseThrow().guid()).isEqualTo(first);
    assertThatThrownBy(() -> rename(first, "a.t@cl1")).hasMessageContaining("a.t@cl1");
    rename(second, "d.t@cl1");
    rename(first, "a.t@cl1");
    rename(second, "c.t@cl1");
    assertThat(find("table", "a.t@cl1").orElseThrow().guid()).isEqualTo(first);
    assertThat(find("table", "c.t@cl1").orElseThrow().guid()).isEqualTo(second);
    assertThat(find("table", "d.t@cl1")).isEmpty();
  }

  @Test
  void renamesATableWithItsColumnsInOneBatch() {
    MutationResult made = createTable("a.t@cl1", "id");
    Guid table = made.guidAssignments().get("-1");
    Guid column = made.guidAssignments().get("-2");
    AssetInput renamedTable =
        new AssetInput(table.toString(), "table", Map.of("qualifiedName", "b.t@cl1"), Map.of());
    AssetInput renamedColumn =
        new AssetInput(
            column.toString(),
            "column",
            Map.of("qualifiedName", "b.t.id@cl1"),
            Map.of("table", reference("table", "b.t@cl1")));

    catalog.apply(CONTEXT, new AssetBatch(List.of(renamedTable, renamedColumn), false));

    assertThat(find("column", "b.t.id@cl1").orElseThrow().guid()).isEqualTo(column);
    assertThat(find("table", "b.t@cl1").orElseThrow().guid()).isEqualTo(table);
    assertThat(find("column", "a.t.id@cl1")).isEmpty();
    assertThat(find("table", "a.t@cl1")).isEmpty();
    assertThat(catalog.relationships(CONTEXT, table)).hasSize(1);
  }

  @Test
  void refusesANameThatAnotherHas() {
    Guid first = createTable("a.t@cl1", "id").guidAssignments().get("-1");
    createTable("b.t@cl1", "id");
    long head = catalog.outbox().head();

    assertThatThrownBy(() -> rename(first, "b.t@cl1"))
        .isInstanceOfSatisfying(
            CatalogException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INSTANCE_ALREADY_EXISTS))
        .hasMessageContaining("b.t@cl1");
    assertThat(catalog.outbox().head()).isEqualTo(head);
    assertThat(find("table", "a.t@cl1").orElseThrow().qualifiedName()).isEqualTo("a.t@cl1");
  }

  @Test
  void aNameOfADeletedAssetIsFreeAgain() {
    Guid first = createTable("a.t@cl1", "id").guidAssignments().get("-1");
    rename(first, "b.t@cl1");
    catalog.delete(CONTEXT, List.of(first), DeleteMode.SOFT);

    Guid second = createTable("b.t@cl1", "id").guidAssignments().get("-1");
    Guid third = createTable("a.t@cl1", "id").guidAssignments().get("-1");
    catalog.delete(CONTEXT, List.of(first), DeleteMode.HARD);

    assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
    assertThat(find("table", "b.t@cl1").orElseThrow().guid()).isEqualTo(second);
    assertThat(find("table", "a.t@cl1").orElseThrow().guid()).isEqualTo(third);
    assertThat(catalog.find(CONTEXT, first)).isEmpty();
  }

  @Test
  void survivesCollisionsOfEveryAddress() throws IOException {
    catalog.close();
    KeyHash poor = text -> text.hashCode() & 7;
    catalog = GraphCatalog.open(StoreSettings.embedded(folder.resolve("poor")), poor);
    makeTypes();
    List<String> names = IntStream.range(0, 40).mapToObj(i -> "db.t" + i + "@cl1").toList();
    names.forEach(name -> createTable(name, "a", "b"));

    for (String name : names) {
      Asset table = find("table", name).orElseThrow();
      assertThat(table.qualifiedName()).isEqualTo(name);
      assertThat(catalog.find(CONTEXT, table.guid())).contains(table);
      assertThat(catalog.relationships(CONTEXT, table.guid())).hasSize(2);
    }
    assertThat(createTable(names.get(17), "a", "b").position()).isZero();
  }

  @Test
  void keepsWideTables() {
    String[] columns = IntStream.range(0, 3_000).mapToObj(i -> "c" + i).toArray(String[]::new);
    Guid table = createTable("wide.table@cl1", columns).guidAssignments().get("-1");

    assertThat(catalog.relationships(CONTEXT, table)).hasSize(3_000);
    assertThat(find("column", "wide.table.c2999@cl1")).isPresent();
  }

  @Test
  void manyWritersShareCommits() {
    IntStream.range(0, 200)
        .parallel()
        .forEach(i -> createTable("db.t" + i % 100 + "@cl1", "a", "b"));

    assertThat(search("t")).hasSize(100);
    assertThat(events(0).stream().filter(event -> event.kind() == ChangeEvent.Kind.CREATED))
        .hasSize(300);
  }

  private MutationResult createTable(String qualifiedName, String... columns) {
    List<AssetInput> inputs = new ArrayList<>();
    List<Object> references = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      String guid = String.valueOf(-2 - i);
      references.add(Map.of("guid", guid, "typeName", "column"));
      inputs.add(
          new AssetInput(
              guid,
              "column",
              Map.of(
                  "qualifiedName",
                  qualifiedName.replace("@", "." + columns[i] + "@"),
                  "name",
                  columns[i]),
              Map.of("table", Map.of("guid", "-1"))));
    }
    AssetInput table = table(qualifiedName);
    inputs.add(0, new AssetInput("-1", "table", table.attributes(), Map.of("columns", references)));
    return catalog.apply(CONTEXT, new AssetBatch(inputs, false));
  }

  private void rename(Guid table, String qualifiedName) {
    AssetInput input =
        new AssetInput(table.toString(), "table", Map.of("qualifiedName", qualifiedName), Map.of());
    catalog.apply(CONTEXT, new AssetBatch(List.of(input), false));
  }

  private static AssetInput table(String qualifiedName) {
    String name =
        qualifiedName.substring(qualifiedName.indexOf('.') + 1, qualifiedName.indexOf('@'));
    return new AssetInput(
        "-1", "table", Map.of("qualifiedName", qualifiedName, "name", name), Map.of());
  }

  private static Map<String, Object> reference(String typeName, String qualifiedName) {
    return Map.of("typeName", typeName, "uniqueAttributes", Map.of("qualifiedName", qualifiedName));
  }

  private void classify(
      Guid asset, ClassificationUpdate.Operation operation, Classification classification) {
    catalog.classify(
        CONTEXT, List.of(new ClassificationUpdate(asset, operation, List.of(classification))));
  }

  private Optional<Asset> find(String typeName, String qualifiedName) {
    return catalog.find(CONTEXT, new AssetKey(typeName, qualifiedName));
  }

  private List<String> search(String text) {
    return search(text, Optional.empty());
  }

  private List<String> search(String attribute, Operator operator, String operand) {
    return search("", Optional.of(new Comparison(attribute, operator, operand)));
  }

  private List<String> search(String text, Optional<AttributeFilter> filter) {
    SearchQuery query =
        new SearchQuery(
            Set.of(), Set.of(), text, filter, Optional.empty(), true, Optional.empty(), 0, 100);
    return catalog.search().search(TenantId.DEFAULT, query, new Nothing()).assets().stream()
        .map(Asset::displayText)
        .toList();
  }

  private List<ChangeEvent> events(long after) {
    return catalog.outbox().read(after, 1_000).stream()
        .flatMap(entry -> entry.messages().stream())
        .map(message -> ChangeEventCodec.decode(message.value()))
        .toList();
  }

  private static final class Nothing implements EffectiveClassifications {
    @Override
    public List<Classification> of(TenantId tenant, AssetKey asset) {
      return List.of();
    }

    @Override
    public List<AssetRef> classified(TenantId tenant) {
      return List.of();
    }

    @Override
    public long position() {
      return 0;
    }

    @Override
    public void onChange(Consumer<Change> listener) {}
  }
}
