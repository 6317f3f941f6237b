package dev.lily.server;

import dev.lily.graph.RelationshipCatalog;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.BlockedClassification;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.ClassificationUpdate.Operation;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.MutationResult;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.RelationshipInput;
import dev.lily.graph.asset.RelationshipValues;
import dev.lily.graph.lineage.RandomPeriods;
import dev.lily.graph.lineage.RandomRules;
import dev.lily.graph.rule.Transformation;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.server.RememberedGraph.Drawn;
import dev.lily.server.RememberedGraph.Known;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A small graph of its own in a catalog of many, changed at random: rings, diamonds and hubs to
 * begin with. What happens to it depends on its number and the seed alone.
 */
final class RandomGraph {
  private static final int MOST_ASSETS = 16;

  private final GraphCatalog catalog;
  private final RequestContext context;
  private final String name;
  private final int shape;
  private final Random random;
  private final RandomPeriods periods;
  private final RememberedGraph memory;
  private int names;

  RandomGraph(GraphCatalog catalog, RequestContext context, long seed, int number) {
    this.catalog = catalog;
    this.context = context;
    name = "db.g" + number + ".";
    shape = number % 4;
    random = new Random(seed * 1_000_003 + number);
    periods = new RandomPeriods(seed * 1_000_003 + number);
    memory = new RememberedGraph(context.tenant());
  }

  RememberedGraph memory() {
    return memory;
  }

  /** Makes the first assets and edges, all at once. */
  void begin() {
    int size = 3 + random.nextInt(10);
    List<AssetInput> inputs = new ArrayList<>();
    List<AssetKey> keys = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      AssetKey key = newKey(RandomLink.COLUMN);
      keys.add(key);
      inputs.add(input(-1 - i, key, random.nextInt(3) == 0 ? newTags() : List.of(), ""));
    }
    List<RelationshipInput> flows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      for (int next : neighbours(i, size)) {
        AssetKey to = keys.get(next);
        if (!to.equals(keys.get(i))) {
          flows.add(new RelationshipInput(RandomLink.FLOWS.type, keys.get(i), to, Map.of()));
        }
      }
    }
    create(inputs, flows);
  }

  private List<Integer> neighbours(int i, int size) {
    return switch (shape) {
      case 0 -> List.of((i + 1) % size);
      case 1 -> List.of(Math.min(i + 1, size - 1), Math.min(i + 2, size - 1));
      case 2 -> i == 0 ? List.of() : List.of(random.nextInt(4) == 0 ? random.nextInt(i) : 0);
      default -> List.of(random.nextInt(size));
    };
  }

  /** Makes one change that is possible now. */
  void change() {
    boolean done = false;
    while (!done) {
      done =
          switch (random.nextInt(22)) {
            case 0, 1, 2, 3, 4 -> tag();
            case 5, 6, 7, 8, 9, 10 -> connect();
            case 11, 12, 13 -> vary();
            case 14 -> unrelate();
            case 15, 16 -> delete(1);
            case 17 -> delete(2);
            case 18 -> add();
            case 19 -> describe();
            case 20 -> purge();
            default -> release();
          };
    }
  }

  private AssetKey newKey(String type) {
    boolean again = names > 3 && random.nextInt(3) == 0;
    return new AssetKey(type, name + 'c' + (again ? random.nextInt(names) : names++));
  }

  private static AssetInput input(
      int placeholder, AssetKey key, List<Classification> tags, String certificate) {
    return new AssetInput(
        String.valueOf(placeholder),
        key.typeName(),
        Map.of(
            "qualifiedName",
            key.qualifiedName(),
            "name",
            key.qualifiedName(),
            RandomLink.CERTIFICATE,
            certificate),
        Map.of(),
        Optional.of(tags),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  private void create(List<AssetInput> inputs, List<RelationshipInput> links) {
    memory.tell("create", inputs, links);
    MutationResult made =
        catalog.apply(
            context, new AssetBatch(inputs, links, List.of(), List.of(), Map.of(), false));
    memory.created(made.created());
    Map<AssetKey, Guid> guids = new HashMap<>();
    memory.active().forEach(one -> guids.put(one.ref().key(), one.ref().guid()));
    memory.drawn(
        links.stream()
            .map(
                link ->
                    new Drawn(
                        RandomLink.of(link.typeName()),
                        guids.get(link.end1()),
                        guids.get(link.end2())))
            .toList());
  }

  private boolean add() {
    AssetKey key = newKey(random.nextInt(3) == 0 ? RandomLink.JOB : RandomLink.COLUMN);
    boolean taken =
        memory.active().stream()
            .anyMatch(one -> one.ref().key().qualifiedName().equals(key.qualifiedName()));
    if (taken || memory.active().size() >= MOST_ASSETS) {
      return false;
    }
    List<RelationshipInput> links = new ArrayList<>();
    Known neighbour = memory.active().isEmpty() ? null : anyOf(memory.active());
    if (neighbour != null
        && key.typeName().equals(RandomLink.COLUMN)
        && neighbour.isColumn()
        && random.nextBoolean()) {
      links.add(new RelationshipInput(RandomLink.FLOWS.type, neighbour.ref().key(), key, Map.of()));
    }
    create(List.of(input(-1, key, newTags(), certificate())), links);
    return true;
  }

  private String certificate() {
    return random.nextBoolean() ? "VERIFIED" : "";
  }

  /** Another certificate, or another name. */
  private boolean describe() {
    if (memory.active().isEmpty()) {
      return false;
    }
    Known asset = anyOf(memory.active());
    String key = random.nextBoolean() ? asset.ref().key().qualifiedName() : name + 'c' + names++;
    String certificate = certificate();
    memory.tell("describe", asset.ref(), key, certificate);
    AssetInput input =
        new AssetInput(
            asset.ref().guid().toString(),
            asset.ref().key().typeName(),
            Map.of("qualifiedName", key, RandomLink.CERTIFICATE, certificate),
            Map.of());
    catalog.apply(context, new AssetBatch(List.of(input), false));
    memory.put(asset.named(key, certificate));
    return true;
  }

  private List<Classification> newTags() {
    List<Classification> tags = new ArrayList<>();
    for (String tag : RandomLink.TAGS) {
      if (random.nextInt(3) == 0) {
        tags.addAll(periods.replaced(List.of(newTag(tag, new Guid(0, 0))), List.of()));
      }
    }
    return tags;
  }

  private Classification newTag(String tag, Guid origin) {
    Classification.Rules rules =
        new Classification.Rules(
            random.nextInt(8) > 0,
            random.nextBoolean(),
            random.nextInt(6) == 0,
            random.nextInt(6) == 0);
    return new Classification(tag, origin, Map.of("level", random.nextInt(2)), rules, List.of());
  }

  private boolean tag() {
    if (memory.active().isEmpty()) {
      return false;
    }
    Known asset = anyOf(memory.active());
    Guid guid = asset.ref().guid();
    String tag = anyOf(RandomLink.TAGS);
    List<Classification> before =
        asset.own().stream().filter(one -> one.typeName().equals(tag)).toList();
    Operation operation =
        before.isEmpty()
            ? Operation.ADD
            : random.nextBoolean() ? Operation.REMOVE : Operation.UPDATE;
    List<Classification> now =
        operation == Operation.REMOVE
            ? before
            : periods.replaced(List.of(newTag(tag, guid)), before.isEmpty() ? List.of() : before);
    if (now.isEmpty()) {
      return false;
    }
    memory.tell(operation.name(), asset.ref(), now);
    catalog.classify(context, List.of(new ClassificationUpdate(guid, operation, now)));
    memory.put(asset.tagged(operation, now.get(0)));
    return true;
  }

  private boolean connect() {
    if (memory.active().size() < 2) {
      return false;
    }
    Known end1 = anyOf(memory.active());
    Known end2 = random.nextInt(4) == 0 ? memory.active().get(0) : anyOf(memory.active());
    RandomLink link =
        anyOf(RandomLink.between(end1.ref().key().typeName(), end2.ref().key().typeName()));
    Drawn wanted = new Drawn(link, end1.ref().guid(), end2.ref().guid());
    if (end1.equals(end2) || memory.links().stream().anyMatch(wanted::excludes)) {
      return false;
    }
    Drawn drawn = varied(wanted);
    memory.tell("relate", drawn);
    RelationshipCatalog.Written unused =
        catalog.relate(context, link.type, drawn.end1(), drawn.end2(), values(drawn));
    memory.drawn(List.of(drawn));
    return true;
  }

  private Drawn varied(Drawn drawn) {
    PropagateTags tags = anyOf(drawn.link().possible());
    Set<String> blocked =
        switch (random.nextInt(6)) {
          case 0 -> Set.of(anyOf(RandomLink.TAGS));
          case 1 ->
              Set.of(
                  BlockedClassification.text(
                      anyOf(RandomLink.TAGS), anyOf(memory.active()).ref().guid()));
          default -> Set.of();
        };
    List<Transformation> ways =
        drawn.link() == RandomLink.FLOWS && random.nextBoolean()
            ? RandomRules.ways(random)
            : List.of();
    return drawn.with(tags, blocked, ways);
  }

  private static RelationshipValues values(Drawn drawn) {
    Map<String, Object> attributes = new HashMap<>();
    if (drawn.link() == RandomLink.FLOWS) {
      attributes.put("transformations", drawn.ways().stream().map(RandomGraph::struct).toList());
    }
    return new RelationshipValues(
        Optional.of(drawn.tags()), Optional.of(drawn.blocked()), attributes);
  }

  private static Map<String, Object> struct(Transformation way) {
    Map<String, Object> values =
        Map.of("job", way.job(), "type", way.type(), "masking", way.masking());
    return Map.of("typeName", "openlineage_transformation", "attributes", values);
  }

  private boolean vary() {
    if (memory.links().isEmpty()) {
      return false;
    }
    Drawn before = anyOf(memory.links());
    Drawn now = varied(before);
    memory.tell("update", before, now);
    RelationshipCatalog.Written unused = catalog.update(context, relationship(before), values(now));
    memory.drawn(List.of(now));
    return true;
  }

  private boolean unrelate() {
    if (memory.links().isEmpty()) {
      return false;
    }
    Drawn gone = anyOf(memory.links());
    memory.tell("unrelate", gone);
    RelationshipCatalog.Written unused = catalog.unrelate(context, relationship(gone), mode());
    memory.removed(gone);
    return true;
  }

  private Guid relationship(Drawn drawn) {
    return catalog
        .findRelationship(context, drawn.end1(), drawn.end2(), drawn.link().type)
        .orElseThrow()
        .guid();
  }

  private DeleteMode mode() {
    return random.nextBoolean() ? DeleteMode.SOFT : DeleteMode.HARD;
  }

  private boolean delete(int count) {
    return memory.active().size() > 3
        && delete(
            random.ints(count, 0, memory.active().size()).distinct().boxed().toList().stream()
                .map(i -> memory.active().get(i).ref().guid())
                .toList(),
            mode());
  }

  private boolean purge() {
    return !memory.deleted().isEmpty() && delete(List.of(anyOf(memory.deleted())), DeleteMode.HARD);
  }

  private boolean delete(List<Guid> assets, DeleteMode mode) {
    memory.tell("delete", mode, assets);
    memory.ended(catalog.delete(context, assets, mode).deleted(), mode);
    return true;
  }

  /** Takes away what somebody left who is gone. */
  private boolean release() {
    if (memory.active().isEmpty() || memory.ended().isEmpty()) {
      return false;
    }
    Classification left = anyOf(memory.ended());
    Guid asset = anyOf(memory.active()).ref().guid();
    memory.tell("release", asset, left);
    catalog.release(context, asset, left);
    memory.released(asset, left);
    return true;
  }

  private <T> T anyOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
