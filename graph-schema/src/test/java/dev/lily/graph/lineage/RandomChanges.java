package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Changes of a small catalog in which everything happens to everything: cycles, hubs, deletes. */
final class RandomChanges {
  private static final List<String> NAMES = List.of("PII", "SECRET", "GDPR");
  private static final List<String> TYPES = List.of("flows", "contains");

  private final Random random;
  private final RandomPeriods periods;
  private final Map<Guid, List<Classification>> last = new HashMap<>();
  private final List<Guid> universe = new ArrayList<>();
  private final boolean rules;
  private long position;

  RandomChanges(long seed) {
    this(seed, false);
  }

  /** Changes of rules, too, if wanted. */
  RandomChanges(long seed, boolean rules) {
    this.rules = rules;
    random = new Random(seed);
    periods = new RandomPeriods(seed);
    int size = 2 + random.nextInt(14);
    for (int i = 0; i < size; i++) {
      universe.add(new Guid(random.nextLong(), i));
    }
  }

  List<Guid> universe() {
    return universe;
  }

  /** The changes of the next position. */
  List<Op> next() {
    position++;
    return switch (random.nextInt(rules ? 14 : 12)) {
      case 0, 1, 2 -> List.of(putAsset(any(), false));
      case 3 -> endWithEdges(any());
      case 4 -> List.of(random.nextInt(3) > 0 ? removeEdge() : new Op.RemoveAsset(at(), any()));
      case 5 -> List.of(removeEdge());
      case 6 -> List.of(random.nextInt(4) > 0 ? putEdge() : left());
      case 12 ->
          List.of(
              random.nextInt(4) > 0
                  ? new Op.PutRules(at(), RandomRules.of(random))
                  : new Op.PutTypes(at(), RandomRules.kin(random)));
      case 13 -> List.of(putContained());
      default -> List.of(putEdge());
    };
  }

  private Op.At at() {
    return new Op.At(TenantId.DEFAULT, position, 1000 + position);
  }

  private Guid any() {
    return universe.get(random.nextInt(universe.size()));
  }

  private <T> T anyOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private Op.PutAsset putAsset(Guid guid, boolean deleted) {
    List<Classification> own = new ArrayList<>();
    for (String name : NAMES) {
      if (random.nextInt(3) == 0) {
        own.add(classification(name, guid));
      }
    }
    String certificate = rules && random.nextInt(3) == 0 ? "VERIFIED" : "";
    List<Classification> now = periods.replaced(own, last.getOrDefault(guid, List.of()));
    last.put(guid, now);
    return new Op.PutAsset(at(), ref(guid), now, deleted, certificate);
  }

  static AssetRef ref(Guid guid) {
    return new AssetRef(guid, new AssetKey("column", "db.table.c" + guid.low()));
  }

  private Classification classification(String name, Guid guid) {
    Classification.Rules rules =
        new Classification.Rules(
            random.nextInt(6) > 0,
            random.nextBoolean(),
            random.nextInt(6) == 0,
            random.nextInt(6) == 0);
    return new Classification(name, guid, Map.of("level", random.nextInt(2)), rules, List.of());
  }

  /** A delete as the store reports it: the edges go with the asset, in either order. */
  private List<Op> endWithEdges(Guid guid) {
    List<Op> together = new ArrayList<>();
    together.add(putAsset(guid, true));
    for (Guid other : universe) {
      if (random.nextInt(3) == 0) {
        together.add(random.nextInt(2), new Op.RemoveEdge(at(), guid, other, TYPES.get(0)));
      }
    }
    return together;
  }

  private Op.PutEdge putEdge() {
    EdgeKind kind = anyOf(List.of(EdgeKind.values()));
    PropagateTags tags =
        random.nextInt(3) > 0 ? PropagateTags.ONE_TO_TWO : anyOf(List.of(PropagateTags.values()));
    LineageEdge plain = LineageEdge.of(any(), any(), anyOf(TYPES), kind, tags);
    LineageEdge edge =
        random.nextInt(4) > 0 ? plain : plain.ofTypeWith(anyOf(List.of(PropagateTags.values())));
    return new Op.PutEdge(
        at(),
        switch (random.nextInt(10)) {
          case 0 -> edge.stoppedBy("masking");
          case 1 -> edge.blocking(blocked());
          case 2 -> rules ? edge.by(RandomRules.ways(random)) : edge;
          case 3 -> rules ? edge.at(anyOf(List.of(ProcessEnd.values()))) : edge;
          default -> edge;
        });
  }

  /** A container without a mind of its own about what travels. */
  private Op.PutEdge putContained() {
    return new Op.PutEdge(
        at(), LineageEdge.of(any(), any(), TYPES.get(1), EdgeKind.HIERARCHY, PropagateTags.NONE));
  }

  private Op.RemoveEdge removeEdge() {
    return new Op.RemoveEdge(at(), any(), any(), anyOf(TYPES));
  }

  /** All of a name, or those of one origin, or both. */
  private Set<String> blocked() {
    Set<String> blocked = new HashSet<>();
    if (random.nextBoolean()) {
      blocked.add(anyOf(NAMES));
    }
    if (blocked.isEmpty() || random.nextBoolean()) {
      blocked.add(anyOf(NAMES) + "@" + any());
    }
    return blocked;
  }

  private Op left() {
    return random.nextBoolean() ? remain() : new Op.Release(at(), any(), anyOf(NAMES), any());
  }

  private Op.Remain remain() {
    Guid origin = any();
    List<Guid> reached =
        universe.stream().filter(each -> !each.equals(origin) && random.nextBoolean()).toList();
    Classification.Rules rules = new Classification.Rules(true, false, false, false);
    return new Op.Remain(
        at(), new Classification(anyOf(NAMES), origin, Map.of(), rules, List.of()), reached);
  }
}
