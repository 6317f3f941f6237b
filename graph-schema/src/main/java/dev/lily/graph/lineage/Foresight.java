package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Classification.Rules;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Computes what would come of a proposal; writes nothing, needs the lock of the index. */
final class Foresight {
  private static final int HELD_BACK_LIMIT = 1_000;
  private static final int ARRIVING_LIMIT = 100;

  /** How many steps are taken before the rest is left out. */
  private static final long STEPS = 30_000_000;

  private final LineageIndex index;
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final Carried carried;
  private final TenantId tenant;
  private final Overlay overlay;
  private final Map<Pair.Key, RoaringBitmap> after = new LinkedHashMap<>();
  private final Map<String, List<HeldBack>> heldBack = new HashMap<>();
  private final Map<String, List<Classification>> arriving = new HashMap<>();
  private Derivations derivations;
  private @Nullable Classification ownNow;
  private Pair.@Nullable Key ownGone;
  private @Nullable Guid stranger;
  private List<InheritanceEffect> inherited = List.of();
  private boolean inheritedComplete = true;
  private long steps;

  Foresight(LineageIndex index, Carried carried, TenantId tenant) {
    this.index = index;
    this.nodes = index.nodes();
    this.edges = index.edges();
    this.carried = carried;
    this.tenant = tenant;
    this.overlay = new Overlay(index);
    this.derivations = index.rules().derivations(tenant);
  }

  /** The effects by name; none where the proposal names what the index does not know. */
  List<Preview.Effect> of(Proposal proposal) {
    if (proposal instanceof Proposal.Classify classify) {
      classify(classify.classification());
    } else if (proposal instanceof Proposal.Declassify declassify) {
      declassify(declassify.asset(), declassify.name());
    } else if (proposal instanceof Proposal.Link link) {
      link(link.edge());
    } else if (proposal instanceof Proposal.Cut cut) {
      cut(cut);
    } else if (proposal instanceof Proposal.Rules rules) {
      judge(rules.rules());
    }
    derive();
    List<Preview.Effect> effects = effects();
    if (proposal instanceof Proposal.Rules rules) {
      Repercussion repercussion = new Repercussion(index, tenant, overlay);
      inherited =
          repercussion.of(
              index.rules().rules(tenant).inheritances(),
              rules.rules().inheritances(),
              !overlay.ends().isEmpty());
      inheritedComplete = repercussion.isComplete();
    }
    return effects;
  }

  /** Whether everything was looked at. */
  boolean isComplete() {
    return steps < STEPS && inheritedComplete;
  }

  /** What changes about other aspects, once the effects are known. */
  List<InheritanceEffect> inherited() {
    return inherited;
  }

  private void classify(Classification proposed) {
    int origin = nodes.find(proposed.origin());
    if (origin >= 0 && nodes.isDeleted(origin)) {
      return;
    }
    ownNow = proposed;
    arriving.put(proposed.typeName(), List.of(proposed));
    if (origin < 0) {
      stranger(proposed.origin());
      after.put(Pair.Key.of(proposed), new RoaringBitmap());
      return;
    }
    RoaringBitmap reach =
        proposed.rules().propagate() ? reach(origin, proposed) : new RoaringBitmap();
    after.put(Pair.Key.of(proposed), reach);
    heldBack.put(
        proposed.typeName(), new Reasons(index, origin, proposed, reach).stops(HELD_BACK_LIMIT));
  }

  private void declassify(Guid asset, String name) {
    int node = nodes.find(asset);
    if (node >= 0 && carried.own(node).stream().anyMatch(own -> own.typeName().equals(name))) {
      ownGone = new Pair.Key(name, asset);
      after.put(ownGone, new RoaringBitmap());
    }
  }

  private void link(LineageEdge edge) {
    int from = nodes.find(edge.from());
    int to = nodes.find(edge.to());
    if (from < 0 && to < 0) {
      return;
    }
    from = from < 0 ? stranger(edge.from()) : from;
    to = to < 0 ? stranger(edge.to()) : to;
    EdgeTraits traits =
        index.rules().judged(tenant, from, to, EdgeTraits.of(edge), EdgeOrigin.of(edge));
    int known = stranger != null ? -1 : edges.find(from, to, edge.relationshipType());
    if (known < 0) {
      overlay.add(from, to, traits);
    } else if (!edges.traitsOf(known).equals(traits)) {
      overlay.change(known, traits);
    }
    rewire();
    hold(from, to, traits, EdgeOrigin.of(edge));
  }

  /** What the new edge would not let pass to its other end. */
  private void hold(int from, int to, EdgeTraits traits, EdgeOrigin origin) {
    concerned()
        .forEach(
            (key, classification) -> {
              RoaringBitmap reach = reached(key).clone();
              reach.add(nodes.find(key.origin()));
              boolean outward = reach.contains(from);
              if (outward != reach.contains(to)
                  && traits.leads(outward)
                  && !traits.passes(key.name(), classification.rules())) {
                hold(
                    key.name(),
                    new HeldBack(
                        traits.between(guid(from), guid(to), origin),
                        guid(outward ? from : to),
                        guid(outward ? to : from),
                        traits.heldBack(key.name(), classification.rules())));
              }
            });
  }

  private void hold(String name, HeldBack held) {
    List<HeldBack> known = heldBack.computeIfAbsent(name, none -> new ArrayList<>());
    if (known.size() < HELD_BACK_LIMIT && !known.contains(held)) {
      known.add(held);
    }
  }

  /** An asset that nothing is known of yet gets the number after the last. */
  private int stranger(Guid guid) {
    stranger = guid;
    return nodes.limit();
  }

  private int number(Guid guid) {
    return guid.equals(stranger) ? nodes.limit() : nodes.find(guid);
  }

  private Guid guid(int node) {
    return stranger != null && node == nodes.limit() ? stranger : nodes.guid(node);
  }

  private void cut(Proposal.Cut cut) {
    int from = nodes.find(cut.from());
    int to = nodes.find(cut.to());
    int known = from < 0 || to < 0 ? -1 : edges.find(from, to, cut.relationshipType());
    if (known >= 0) {
      overlay.remove(known);
      rewire();
    }
  }

  private void judge(RuleSet rules) {
    RuleBook proposed = new RuleBook(nodes);
    proposed.set(tenant, rules);
    derivations = proposed.derivations(tenant);
    for (int edge = 0; edge < edges.limit(); edge++) {
      if (edges.exists(edge) && nodes.tenant(edges.from(edge)).equals(tenant)) {
        EdgeTraits now = edges.traitsOf(edge);
        EdgeTraits then =
            proposed.judged(tenant, edges.from(edge), edges.to(edge), now, edges.origin(edge));
        if (!then.equals(now)) {
          overlay.change(edge, then);
        }
      }
    }
    rewire();
  }

  private void rewire() {
    concerned()
        .forEach(
            (key, classification) -> {
              if (isComplete()) {
                put(key, reach(nodes.find(key.origin()), classification), classification);
              }
            });
  }

  private void put(Pair.Key key, RoaringBitmap reach, Classification classification) {
    boolean more = !RoaringBitmap.andNot(reach, reached(key)).isEmpty();
    after.put(key, reach);
    List<Classification> known = arriving.computeIfAbsent(key.name(), none -> new ArrayList<>());
    if (more && known.size() < ARRIVING_LIMIT) {
      known.add(classification);
    }
  }

  /** Every live classification that is at the end of an edge that differs. */
  private Map<Pair.Key, Classification> concerned() {
    Map<Pair.Key, Classification> concerned = new LinkedHashMap<>();
    overlay
        .ends()
        .forEach(
            (int end) -> {
              if (!nodes.isDeleted(end)) {
                carried.own(end).stream()
                    .filter(own -> own.rules().propagate())
                    .forEach(own -> concerned.put(Pair.Key.of(own), own));
                carried.eachReaching(
                    end,
                    pair -> {
                      if (!pair.frozen && !pair.key.derived()) {
                        concerned.put(pair.key, pair.classification);
                      }
                    });
              }
            });
    return concerned;
  }

  private RoaringBitmap reach(int origin, Classification classification) {
    String name = classification.typeName();
    Classification.Rules rules = classification.rules();
    RoaringBitmap reached = new RoaringBitmap();
    IntArrayList open = new IntArrayList();
    open.add(origin);
    for (int next = 0; next < open.size() && isComplete(); next++) {
      overlay.ways(
          open.get(next),
          way -> {
            steps++;
            boolean passes = way.traits().leads(way.outward()) && way.traits().passes(name, rules);
            if (passes
                && way.to() != origin
                && !nodes.isDeleted(way.to())
                && reached.checkedAdd(way.to())) {
              open.add(way.to());
            }
          });
    }
    return reached;
  }

  private void derive() {
    Containment containment = new Containment(nodes, edges, overlay);
    boolean otherRules = derivations != index.rules().derivations(tenant);
    Set<Guid> origins = new LinkedHashSet<>();
    after.keySet().forEach(key -> origins.add(key.origin()));
    if (otherRules) {
      everyOrigin(origins);
    } else if (!derivations.isEmpty()) {
      originsNear(containment, origins);
    }
    Set<String> results = new LinkedHashSet<>(index.rules().derivations(tenant).results());
    results.removeAll(derivations.results());
    for (String dropped : results) {
      origins.forEach(origin -> derive(containment, dropped, origin));
    }
    for (String result : derivations.results()) {
      origins.forEach(origin -> derive(containment, result, origin));
    }
  }

  private void everyOrigin(Set<Guid> origins) {
    for (Pair pair : carried.pairs()) {
      if (pair.tenant.equals(tenant)) {
        origins.add(pair.key.origin());
      }
    }
    carried.eachOwner(
        node -> {
          if (nodes.tenant(node).equals(tenant)) {
            origins.add(nodes.guid(node));
          }
        });
  }

  private void originsNear(Containment containment, Set<Guid> origins) {
    RoaringBitmap ends = overlay.ends();
    RoaringBitmap near = ends.clone();
    near.or(containment.everythingAbove(ends));
    near.or(containment.everythingBelow(ends));
    near.forEach(
        (int node) -> {
          carried.eachReaching(node, pair -> origins.add(pair.key.origin()));
          carried.own(node).forEach(own -> origins.add(own.origin()));
        });
  }

  private void derive(Containment containment, String result, Guid origin) {
    Pair.Key key = Pair.Key.derivedFrom(origin, result);
    RoaringBitmap target =
        containment.derived(
            derivations.of(result), base -> carriers(base, origin, result), nodes.find(origin));
    target.andNot(reached(new Pair.Key(result, origin)));
    steps += target.getCardinality();
    if (!target.equals(reached(key))) {
      put(key, target, new Classification(result, origin, Map.of(), Rules.STAY, List.of()));
    }
  }

  /** Nothing is derived from what itself is derived under the same name. */
  private RoaringBitmap carriers(String name, Guid origin, String result) {
    RoaringBitmap carriers = reached(new Pair.Key(name, origin)).clone();
    if (!name.equals(result)) {
      carriers.or(reached(Pair.Key.derivedFrom(origin, name)));
    }
    int node = nodes.find(origin);
    if (node >= 0 && !nodes.isDeleted(node) && isOwn(node, name)) {
      carriers.add(node);
    }
    return carriers;
  }

  private boolean isOwn(int node, String name) {
    Guid asset = nodes.guid(node);
    boolean put = ownNow != null && ownNow.isOwnOf(asset) && ownNow.typeName().equals(name);
    boolean taken = new Pair.Key(name, asset).equals(ownGone);
    return put
        || (!taken && carried.own(node).stream().anyMatch(own -> own.typeName().equals(name)));
  }

  private RoaringBitmap reached(Pair.Key key) {
    RoaringBitmap then = after.get(key);
    if (then != null) {
      return then;
    }
    Pair pair = carried.pair(key);
    return pair == null ? new RoaringBitmap() : pair.reached;
  }

  private List<Preview.Effect> effects() {
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
        arriving.getOrDefault(name, List.of()));
  }

  private List<Guid> guids(RoaringBitmap members) {
    if (stranger == null || !members.contains(nodes.limit())) {
      return new GuidList(nodes, members);
    }
    List<Guid> guids = new ArrayList<>(members.getCardinality());
    members.forEach((int node) -> guids.add(guid(node)));
    return guids;
  }

  private boolean staysOtherwise(int node, String name) {
    boolean[] stays = {isOwn(node, name)};
    carried.eachReaching(
        node, pair -> stays[0] |= pair.key.name().equals(name) && !after.containsKey(pair.key));
    return stays[0];
  }
}
