package dev.lily.notifications.propagation;

import dev.lily.graph.Principal;
import dev.lily.graph.RelationshipCatalog;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.BlockedClassification;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.ClassificationUpdate.Operation;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipInput;
import dev.lily.graph.asset.RelationshipValues;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEventCodec;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.store.StoreSettings;
import dev.lily.graph.type.BuiltInModels;
import dev.lily.graph.type.RelationshipType;
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
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A real catalog, changed at random, with the events that this made. */
final class RandomCatalog implements AutoCloseable {
  private static final RequestContext CONTEXT =
      new RequestContext(
          TenantId.DEFAULT, new Principal("random", Set.of(), Set.of()), Clock.systemUTC(), "r");
  private static final List<String> TAGS = List.of("RED", "BLUE");
  private static final int PARTITIONS = 4;

  private final Random random;
  private final GraphCatalog catalog;
  private final List<Guid> tables = new ArrayList<>();
  private final List<Guid> columns = new ArrayList<>();
  private int names;

  RandomCatalog(Path folder, Random random) {
    this.random = random;
    catalog = GraphCatalog.open(StoreSettings.embedded(folder));
    catalog
        .types()
        .create(
            CONTEXT,
            BuiltInModels.install(catalog.types().types(), new Revision("test", 0)).types());
    String types =
        """
        {'classificationDefs':[{'name':'RED'},{'name':'BLUE'}],
        'relationshipDefs':[{'name':'twin','relationshipCategory':'ASSOCIATION',
        'propagateTags':'BOTH',
        'endDef1':{'type':'openlineage_column','name':'twins','cardinality':'SET'},
        'endDef2':{'type':'openlineage_column','name':'twinOf','cardinality':'SET'}}]}"""
            .replace('\'', '"');
    catalog.types().create(CONTEXT, TypesDefCodec.decode(types.getBytes(StandardCharsets.UTF_8)));
  }

  GraphCatalog catalog() {
    return catalog;
  }

  void change() {
    switch (random.nextInt(18)) {
      case 0, 1 -> createTable();
      case 2, 3, 4 -> connect(true);
      case 5 -> connect(false);
      case 6, 7 -> tag();
      case 8 -> rename();
      case 9, 10 -> own();
      case 11 -> addLater();
      case 12 -> relate();
      case 13, 14, 15 -> vary();
      case 16 -> unrelate();
      default -> delete();
    }
  }

  private void createTable() {
    String name = "t" + names++;
    List<AssetInput> inputs = new ArrayList<>();
    inputs.add(
        new AssetInput(
            "-1", OpenLineageNames.DATASET, Map.of("qualifiedName", name, "name", name), Map.of()));
    for (int i = 2; i < 5; i++) {
      inputs.add(
          new AssetInput(
              "-" + i,
              OpenLineageNames.COLUMN,
              Map.of("qualifiedName", name + "#c" + i, "name", "c" + i),
              Map.of("dataset", Map.of("guid", "-1"))));
    }
    Map<String, Guid> made =
        catalog.apply(CONTEXT, new AssetBatch(inputs, false)).guidAssignments();
    made.forEach((placeholder, guid) -> (placeholder.equals("-1") ? tables : columns).add(guid));
  }

  private void connect(boolean add) {
    if (columns.isEmpty()) {
      return;
    }
    AssetKey from = key(any(columns));
    AssetKey to = key(any(columns));
    if (from.equals(to)) {
      return;
    }
    RelationshipInput edge =
        new RelationshipInput(OpenLineageNames.COLUMN_LINEAGE, from, to, Map.of());
    catalog.apply(
        CONTEXT,
        new AssetBatch(
            List.of(),
            add ? List.of(edge) : List.of(),
            add ? List.of() : List.of(edge),
            List.of(),
            Map.of(),
            false));
  }

  /** A relationship that is no edge of the index where nothing travels along it. */
  private void relate() {
    if (columns.size() < 2) {
      return;
    }
    Guid from = any(columns);
    Guid to = any(columns);
    boolean related =
        relationships(from).stream()
            .anyMatch(one -> one.typeName().equals("twin") && one.end2().guid().equals(to));
    if (!from.equals(to) && !related) {
      PropagateTags tags = anyOf(List.of(PropagateTags.values()));
      RelationshipCatalog.Written unused =
          catalog.relate(
              CONTEXT,
              "twin",
              from,
              to,
              new RelationshipValues(Optional.of(tags), Optional.empty(), Map.of()));
    }
  }

  private List<Relationship> relationships(Guid asset) {
    return catalog.relationships(CONTEXT, asset).stream()
        .filter(one -> one.status() == AssetStatus.ACTIVE)
        .filter(one -> one.end1().guid().equals(asset))
        .toList();
  }

  private Optional<Relationship> anyRelationship() {
    if (assets().isEmpty()) {
      return Optional.empty();
    }
    List<Relationship> known = relationships(any(assets()));
    return known.isEmpty() ? Optional.empty() : Optional.of(anyOf(known));
  }

  /** Lets pass less, or as much as its type, or blocks a tag, of one origin or of all. */
  private void vary() {
    anyRelationship()
        .ifPresent(
            one -> {
              RelationshipType type = catalog.types().types().relationshipType(one.typeName());
              PropagateTags tags = anyOf(List.of(PropagateTags.values()));
              RelationshipCatalog.Written unused =
                  catalog.update(
                      CONTEXT,
                      one.guid(),
                      new RelationshipValues(
                          Optional.of(tags).filter(type::allows),
                          random.nextBoolean() ? Optional.of(blocked()) : Optional.empty(),
                          Map.of()));
            });
  }

  private Set<String> blocked() {
    String name = anyOf(TAGS);
    return switch (random.nextInt(3)) {
      case 0 -> Set.of();
      case 1 -> Set.of(name);
      default -> Set.of(BlockedClassification.text(name, any(assets())));
    };
  }

  private void unrelate() {
    anyRelationship()
        .ifPresent(
            one -> {
              DeleteMode mode = random.nextBoolean() ? DeleteMode.SOFT : DeleteMode.HARD;
              RelationshipCatalog.Written unused = catalog.unrelate(CONTEXT, one.guid(), mode);
            });
  }

  private void tag() {
    if (columns.isEmpty()) {
      return;
    }
    Guid column = any(columns);
    String name = anyOf(TAGS);
    boolean has =
        catalog.find(CONTEXT, column).orElseThrow().classifications().stream()
            .anyMatch(one -> one.typeName().equals(name));
    catalog.classify(
        CONTEXT,
        List.of(
            new ClassificationUpdate(
                column,
                has ? Operation.REMOVE : Operation.ADD,
                List.of(new Classification(name, column)))));
  }

  private void rename() {
    if (columns.isEmpty()) {
      return;
    }
    Guid column = any(columns);
    AssetKey key = key(column);
    String table = key.qualifiedName().substring(0, key.qualifiedName().indexOf('#'));
    catalog.apply(
        CONTEXT,
        new AssetBatch(
            List.of(
                new AssetInput(
                    column.toString(),
                    key.typeName(),
                    Map.of("qualifiedName", table + "#n" + names++),
                    Map.of())),
            false));
  }

  private void delete() {
    List<Guid> all = random.nextInt(4) == 0 ? tables : columns;
    if (all.size() < 3) {
      return;
    }
    Guid asset = any(all);
    DeleteMode mode = random.nextBoolean() ? DeleteMode.SOFT : DeleteMode.HARD;
    catalog
        .delete(CONTEXT, List.of(asset), mode)
        .deleted()
        .forEach(
            deleted -> {
              tables.remove(deleted.guid());
              columns.remove(deleted.guid());
            });
  }

  /** Every asset that is active. */
  List<Guid> assets() {
    List<Guid> all = new ArrayList<>(tables);
    all.addAll(columns);
    return all;
  }

  /** Gives an asset an owner, or takes it. */
  private void own() {
    List<Guid> all = assets();
    if (all.isEmpty()) {
      return;
    }
    Guid asset = any(all);
    Map<String, Object> owner = Map.of("owner", random.nextInt(3) == 0 ? "" : "ann");
    catalog.apply(
        CONTEXT,
        new AssetBatch(
            List.of(new AssetInput(asset.toString(), key(asset).typeName(), owner, Map.of())),
            false));
  }

  /** A table that nothing is connected to, or a column that makes it known to the index. */
  private void addLater() {
    if (tables.isEmpty() || random.nextBoolean()) {
      String name = "t" + names++;
      Map<String, Object> values = Map.of("qualifiedName", name, "name", name, "owner", "bob");
      List<AssetInput> table =
          List.of(new AssetInput("-1", OpenLineageNames.DATASET, values, Map.of()));
      tables.addAll(
          catalog.apply(CONTEXT, new AssetBatch(table, false)).guidAssignments().values());
      return;
    }
    Guid table = any(tables);
    String name = key(table).qualifiedName() + "#l" + names++;
    List<AssetInput> column =
        List.of(
            new AssetInput(
                "-1",
                OpenLineageNames.COLUMN,
                Map.of("qualifiedName", name, "name", name),
                Map.of("dataset", Map.of("guid", table.toString()))));
    columns.addAll(
        catalog.apply(CONTEXT, new AssetBatch(column, false)).guidAssignments().values());
  }

  private AssetKey key(Guid asset) {
    return catalog.find(CONTEXT, asset).orElseThrow().ref().key();
  }

  private Guid any(List<Guid> guids) {
    return anyOf(guids);
  }

  private <T> T anyOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** The change log: what each partition holds, in order. */
  List<List<ConsumedEvent>> partitions() {
    List<List<ConsumedEvent>> partitions = new ArrayList<>();
    for (int i = 0; i < PARTITIONS; i++) {
      partitions.add(new ArrayList<>());
    }
    catalog
        .outbox()
        .read(0, Integer.MAX_VALUE)
        .forEach(
            entry ->
                entry
                    .messages()
                    .forEach(
                        message -> {
                          int partition = Math.floorMod(message.key().hashCode(), PARTITIONS);
                          List<ConsumedEvent> log = partitions.get(partition);
                          ChangeEvent event = ChangeEventCodec.decode(message.value());
                          log.add(new ConsumedEvent(event, partition, log.size(), 0));
                        }));
    return partitions;
  }

  @Override
  public void close() {
    catalog.close();
  }
}
