package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.rule.AssetFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Who would carry what after a proposal: what differs, over what is. */
final class Foreseen implements Deriver.World {
  /** Of more stops of one classification it is told that there are more. */
  static final int HELD_BACK_LIMIT = 1_000;

  private static final int ARRIVING_LIMIT = 100;

  private final NodeTable nodes;
  private final Carried carried;
  private final Map<Pair.Key, RoaringBitmap> after = new LinkedHashMap<>();
  private final Map<Pair.Key, Classification> derived = new HashMap<>();
  private final Map<Pair.Key, Classification> moving = new HashMap<>();
  private final Map<String, List<HeldBack>> heldBack = new HashMap<>();
  private final Set<String> heldBackCut = new HashSet<>();
  private final Map<String, List<Classification>> arriving = new HashMap<>();
  private @Nullable Classification ownNow;
  private Pair.@Nullable Key ownGone;
  private final Map<Guid, Integer> strangers = new HashMap<>();
  private final List<Guid> strangersInOrder = new ArrayList<>();
  private final Map<Guid, AssetFacts> told = new HashMap<>();

  Foreseen(NodeTable nodes, Carried carried) {
    this.nodes = nodes;
    this.carried = carried;
  }

  /** It would be put on its origin and reach so far. */
  void classified(Classification proposed, RoaringBitmap reach, List<HeldBack> stops) {
    ownNow = proposed;
    arriving.put(proposed.typeName(), new ArrayList<>(List.of(proposed)));
    after.put(Pair.Key.of(proposed), reach);
    moving.put(Pair.Key.of(proposed), proposed);
    stops.forEach(stop -> hold(proposed.typeName(), stop));
  }

  /** It would be taken off its origin. */
  void declassified(Guid asset, String name) {
    ownGone = new Pair.Key(name, asset);
    after.put(ownGone, new RoaringBitmap());
  }

  /** It would reach so far. */
  void moved(Pair.Key key, RoaringBitmap reach, Classification classification) {
    boolean more = !RoaringBitmap.andNot(reach, reached(key)).isEmpty();
    after.put(key, reach);
    moving.put(key, classification);
    List<Classification> known = arriving.computeIfAbsent(key.name(), none -> new ArrayList<>());
    if (more && known.size() < ARRIVING_LIMIT) {
      known.add(classification);
    }
  }

  /** It would be derived there; returns whether that is new. */
  boolean derived(Pair.Key key, Deriver.Derived then) {
    derived.put(key, then.classification());
    boolean differs = !then.target().equals(reached(key));
    if (differs) {
      moved(key, then.target(), then.classification());
    }
    return differs;
  }

  void hold(String name, HeldBack held) {
    List<HeldBack> known = heldBack.computeIfAbsent(name, none -> new ArrayList<>());
    if (heldBackCut.contains(name) || known.contains(held)) {
      return;
    }
    if (known.size() < HELD_BACK_LIMIT) {
      known.add(held);
    } else {
      heldBackCut.add(name);
    }
  }

  /** What would reach something else. */
  Set<Pair.Key> moved() {
    return after.keySet();
  }

  /** An asset that nothing is known of yet gets a number after the last. */
  int stranger(Guid guid) {
    return strangers.computeIfAbsent(
        guid,
        fresh -> {
          strangersInOrder.add(fresh);
          return nodes.limit() + strangersInOrder.size() - 1;
        });
  }

  /** What the proposal says about assets, of which the index may know nothing. */
  void told(Map<Guid, AssetFacts> facts) {
    told.putAll(facts);
  }

  /** What rules may ask about the asset. */
  AssetFacts facts(int node) {
    return node < nodes.limit()
        ? nodes.facts(node)
        : told.getOrDefault(guid(node), AssetFacts.UNKNOWN);
  }

  boolean hasStranger() {
    return !strangers.isEmpty();
  }

  Guid guid(int node) {
    return node < nodes.limit() ? nodes.guid(node) : strangersInOrder.get(node - nodes.limit());
  }

  private int number(Guid guid) {
    Integer stranger = strangers.get(guid);
    return stranger != null ? stranger : nodes.find(guid);
  }

  @Override
  public RoaringBitmap reached(Pair.Key key) {
    RoaringBitmap then = after.get(key);
    return then != null ? then : carried.reached(key);
  }

  @Override
  public @Nullable Classification classification(Pair.Key key) {
    Classification then = derived.get(key);
    Pair pair = carried.pair(key);
    return then != null || pair == null ? then : pair.classification;
  }

  @Override
  public @Nullable Classification own(int node, String name) {
    Guid asset = nodes.guid(node);
    if (ownNow != null && ownNow.isOwnOf(asset) && ownNow.typeName().equals(name)) {
      return ownNow;
    }
    if (new Pair.Key(name, asset).equals(ownGone)) {
      return null;
    }
    return carried.own(node).stream()
        .filter(own -> own.typeName().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** What would reach something else under that name. */
  List<Pair.Key> moved(String name) {
    return after.keySet().stream().filter(key -> key.name().equals(name)).toList();
  }

  /**
   * What the asset would carry under a name, its own first.
   *
   * @param moved what would reach something else under that name
   */
  List<Classification> effective(int node, String name, List<Pair.Key> moved) {
    Classification own = own(node, name);
    List<Classification> reaching = new ArrayList<>();
    carried.eachReaching(
        node,
        name,
        pair -> {
          if (!after.containsKey(pair.key)) {
            reaching.add(pair.classification);
          }
        });
    for (Pair.Key key : moved) {
      Classification moves = moving.get(key);
      if (moves != null && reached(key).contains(node)) {
        reaching.add(moves);
      }
    }
    return Carried.ordered(own == null ? List.of() : List.of(own), reaching);
  }

  /** By name, what would be different. */
  List<Preview.Effect> effects() {
    Map<String, List<Pair.Key>> byName = new TreeMap<>();
    after
        .keySet()
        .forEach(key -> byName.computeIfAbsent(key.name(), n -> new ArrayList<>()).add(key));
    List<Preview.Effect> effects = new ArrayList<>();
    byName.forEach(
        (name, moved) -> {
          Preview.Effect effect = effect(name, moved);
          boolean put = ownNow != null && ownNow.typeName().equals(name);
          boolean taken = ownGone != null && ownGone.name().equals(name);
          if (put
              || taken
              || !effect.gained().isEmpty()
              || !effect.lost().isEmpty()
              || !effect.heldBack().isEmpty()) {
            effects.add(effect);
          }
        });
    return effects;
  }

  private Preview.Effect effect(String name, List<Pair.Key> moved) {
    RoaringBitmap before = new RoaringBitmap();
    RoaringBitmap then = new RoaringBitmap();
    for (Pair.Key key : moved) {
      Pair known = carried.pair(key);
      if (known != null) {
        before.or(known.reached);
      }
      then.or(reached(key));
    }
    if (ownNow != null && ownNow.typeName().equals(name)) {
      then.add(number(ownNow.origin()));
    }
    if (ownGone != null && ownGone.name().equals(name)) {
      before.add(nodes.find(ownGone.origin()));
    }
    RoaringBitmap gained = RoaringBitmap.andNot(then, carried.carrying(name));
    RoaringBitmap lost = new RoaringBitmap();
    RoaringBitmap.andNot(before, then)
        .forEach(
            (int node) -> {
              if (!staysOtherwise(node, name)) {
                lost.add(node);
              }
            });
    int concerned = RoaringBitmap.orCardinality(before, then);
    return new Preview.Effect(
        name,
        guids(gained),
        guids(lost),
        concerned - gained.getCardinality() - lost.getCardinality(),
        heldBack.getOrDefault(name, List.of()),
        !heldBackCut.contains(name),
        arriving.getOrDefault(name, List.of()));
  }

  private List<Guid> guids(RoaringBitmap members) {
    if (members.isEmpty() || members.last() < nodes.limit()) {
      return new GuidList(nodes, members);
    }
    List<Guid> guids = new ArrayList<>(members.getCardinality());
    members.forEach((int node) -> guids.add(guid(node)));
    return guids;
  }

  private boolean staysOtherwise(int node, String name) {
    boolean[] stays = {own(node, name) != null};
    carried.eachReaching(
        node, pair -> stays[0] |= pair.key.name().equals(name) && !after.containsKey(pair.key));
    return stays[0];
  }
}
