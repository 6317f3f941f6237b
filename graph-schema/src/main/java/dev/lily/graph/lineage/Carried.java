package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntObjectHashMap;
import com.carrotsearch.hppc.cursors.IntCursor;
import com.carrotsearch.hppc.cursors.IntObjectCursor;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Who carries what: the published result, changed only under the write lock of the index. */
final class Carried {
  private static final Comparator<Classification> ORDER =
      Comparator.comparing(Classification::typeName).thenComparing(Classification::origin);

  private final IntObjectHashMap<List<Classification>> own = new IntObjectHashMap<>();
  private final Map<Pair.Key, Pair> pairs = new HashMap<>();
  private final Map<String, NamePairs> names = new HashMap<>();
  private final List<NamePairs> byNumber = new ArrayList<>();
  private final UnionTree reachOfNames = new UnionTree();

  List<Classification> own(int node) {
    List<Classification> known = own.get(node);
    return known == null ? List.of() : known;
  }

  /** The pair, as long as it reaches anything. */
  @Nullable Pair pair(Pair.Key key) {
    return pairs.get(key);
  }

  /** What the pair reaches; nothing where there is no such pair. */
  RoaringBitmap reached(Pair.Key key) {
    Pair pair = pairs.get(key);
    return pair == null ? new RoaringBitmap() : pair.reached;
  }

  /** Own classifications first, then by name and origin. */
  List<Classification> effective(int node) {
    List<Classification> reaching = new ArrayList<>();
    eachReaching(node, pair -> reaching.add(pair.classification));
    return ordered(own(node), reaching);
  }

  /** Only those of one name. */
  List<Classification> effective(int node, String name) {
    List<Classification> own =
        own(node).stream().filter(one -> one.typeName().equals(name)).toList();
    List<Classification> reaching = new ArrayList<>();
    eachReaching(node, name, pair -> reaching.add(pair.classification));
    return ordered(own, reaching);
  }

  static List<Classification> ordered(List<Classification> own, List<Classification> reaching) {
    reaching.sort(ORDER);
    reaching.addAll(0, own);
    return List.copyOf(reaching);
  }

  /** Every pair that reaches anything. */
  Collection<Pair> pairs() {
    return pairs.values();
  }

  /** Every asset that something was put on. */
  void eachOwner(IntConsumer visit) {
    for (IntCursor owner : own.keys()) {
      visit.accept(owner.value);
    }
  }

  /** Whether what came from the origin reaches the asset, also as derived if that counts. */
  boolean reaches(String name, Guid origin, int node, boolean derived) {
    return reaches(pair(new Pair.Key(name, origin)), node)
        || (derived && reaches(pair(Pair.Key.derivedFrom(origin, name)), node));
  }

  private static boolean reaches(@Nullable Pair pair, int node) {
    return pair != null && pair.reached.contains(node);
  }

  boolean carries(int node, String name) {
    NamePairs pairsOfName = names.get(name);
    return pairsOfName != null && pairsOfName.carries(node);
  }

  /** Whether it carries a classification of this name that holds at that time. */
  boolean holds(int node, String name, Instant time) {
    boolean[] holds = {false};
    if (carries(node, name)) {
      own(node).forEach(one -> holds[0] |= one.typeName().equals(name) && one.holdsAt(time));
      eachReaching(node, name, pair -> holds[0] |= pair.classification.holdsAt(time));
    }
    return holds[0];
  }

  void eachReaching(int node, Consumer<Pair> visit) {
    reachOfNames.find(node, number -> byNumber.get(number).eachReaching(node, visit));
  }

  /** Only the pairs of one name. */
  void eachReaching(int node, String name, Consumer<Pair> visit) {
    NamePairs pairsOfName = names.get(name);
    if (pairsOfName != null) {
      pairsOfName.eachReaching(node, visit);
    }
  }

  /** Every asset that carries the classification. */
  RoaringBitmap carrying(String name) {
    return Optional.ofNullable(names.get(name))
        .map(NamePairs::carrying)
        .orElseGet(RoaringBitmap::new);
  }

  /** Every asset that carries anything. */
  RoaringBitmap classified() {
    RoaringBitmap all = reachOfNames.root().clone();
    byNumber.forEach(name -> all.or(name.own));
    return all;
  }

  void setOwn(int node, List<Classification> now) {
    own(node).forEach(gone -> name(gone.typeName()).own.remove(node));
    now.forEach(here -> name(here.typeName()).own.add(node));
    if (now.isEmpty()) {
      own.remove(node);
    } else {
      own.put(node, now);
    }
  }

  void change(Pair pair, RoaringBitmap added, RoaringBitmap removed) {
    NamePairs name = name(pair.key.name());
    if (!added.isEmpty()) {
      pairs.put(pair.key, pair);
      name.grow(pair, added);
      reachOfNames.grow(name.number, added);
    }
    if (!removed.isEmpty()) {
      reachOfNames.shrink(name.number, name.shrink(pair, removed));
    }
    if (pair.slot == Pair.UNPLACED) {
      pairs.remove(pair.key);
    }
  }

  private NamePairs name(String name) {
    return names.computeIfAbsent(
        name,
        unknown -> {
          NamePairs fresh = new NamePairs(reachOfNames.add());
          byNumber.add(fresh);
          return fresh;
        });
  }

  /** What was put on a node. */
  record OwnOfNode(int node, List<Classification> classifications) {}

  void save(BlockWriter out) throws IOException {
    List<OwnOfNode> owns = new ArrayList<>(own.size());
    for (IntObjectCursor<List<Classification>> each : own) {
      owns.add(new OwnOfNode(each.key, each.value));
    }
    out.putLater(SnapshotPart.OWN, owns);
    List<Pair.State> states = new ArrayList<>(pairs.size());
    out.begin(SnapshotPart.REACHED);
    for (Pair pair : pairs.values()) {
      states.add(pair.state());
      out.putBitmap(pair.reached);
    }
    out.putLater(SnapshotPart.PAIRS, states);
  }

  /** Reads what {@link #save} wrote; nothing may be carried yet. */
  void load(BlockReader in) throws IOException {
    in.getAll(
        SnapshotPart.OWN, OwnOfNode.class, each -> setOwn(each.node(), each.classifications()));
    List<Pair> restored = new ArrayList<>();
    in.getAll(SnapshotPart.PAIRS, Pair.State.class, state -> restored.add(restored(state)));
    in.begin(SnapshotPart.REACHED);
    for (Pair pair : restored) {
      RoaringBitmap reached = in.getBitmap();
      pair.grow(null, reached);
      change(pair, reached, new RoaringBitmap());
    }
  }

  /** The origin's list and the pair share the classification. */
  private Pair restored(Pair.State state) {
    Classification told = state.classification();
    Classification shared =
        own(state.origin()).stream().filter(told::equals).findFirst().orElse(told);
    Pair.Key key = new Pair.Key(told.typeName(), told.origin(), state.derived());
    Pair pair = new Pair(state.tenant(), key, shared, state.origin());
    pair.frozen = state.frozen();
    return pair;
  }
}
