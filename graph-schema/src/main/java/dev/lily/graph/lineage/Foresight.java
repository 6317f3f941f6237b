package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Computes what would come of a proposal; writes nothing, needs the lock of the index. */
final class Foresight {
  private static final int NONE = -1;
  private static final int HELD_BACK_LIMIT = 1_000;
  private static final int ARRIVING_LIMIT = 100;
  private static final Guid NOBODY = new Guid(0, 0);

  private final LineageIndex index;
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final Carried carried;
  private Guid stranger = NOBODY;

  Foresight(LineageIndex index, Carried carried) {
    this.index = index;
    this.nodes = index.nodes();
    this.edges = index.edges();
    this.carried = carried;
  }

  /** The effects by name; none where the proposal names what the index does not know. */
  List<Preview.Effect> of(Proposal proposal) {
    if (proposal instanceof Proposal.Classify classify) {
      return classify(classify.classification());
    }
    if (proposal instanceof Proposal.Declassify declassify) {
      return declassify(nodes.find(declassify.asset()), declassify.name());
    }
    if (proposal instanceof Proposal.Link link) {
      LineageEdge edge = link.edge();
      int from = nodes.find(edge.from());
      int to = nodes.find(edge.to());
      return from < 0 && to < 0
          ? List.of()
          : link(edge, from < 0 ? stranger(edge.from()) : from, to < 0 ? stranger(edge.to()) : to);
    }
    Proposal.Cut cut = (Proposal.Cut) proposal;
    int from = nodes.find(cut.from());
    int to = nodes.find(cut.to());
    int known = from < 0 || to < 0 ? NONE : edges.find(from, to, cut.relationshipType());
    return known < 0 ? List.of() : rewire(new Rewiring(known, from, to, null));
  }

  /** An asset that nothing is known of yet gets the number after the last. */
  private int stranger(Guid guid) {
    stranger = guid;
    return nodes.limit();
  }

  private boolean isStranger(int node) {
    return node == nodes.limit();
  }

  private Guid guid(int node) {
    return isStranger(node) ? stranger : nodes.guid(node);
  }

  private List<Preview.Effect> link(LineageEdge edge, int from, int to) {
    int known =
        isStranger(from) || isStranger(to) ? NONE : edges.find(from, to, edge.relationshipType());
    return rewire(new Rewiring(known, from, to, EdgeTraits.of(edge)));
  }

  /** One edge that is not there any more, and the one that is there instead, if any. */
  private record Rewiring(int gone, int from, int to, @Nullable EdgeTraits traits) {
    static final Rewiring NOTHING = new Rewiring(NONE, NONE, NONE, null);
  }

  private List<Preview.Effect> classify(Classification proposed) {
    int origin = nodes.find(proposed.origin());
    if (origin < 0) {
      return List.of(alone(proposed));
    }
    if (nodes.isDeleted(origin)) {
      return List.of();
    }
    Shift shift = new Shift(proposed.typeName());
    shift.ownNow.add(origin);
    RoaringBitmap reach =
        proposed.rules().propagate()
            ? reach(origin, proposed, Rewiring.NOTHING)
            : new RoaringBitmap();
    shift.move(carried.pair(Pair.Key.of(proposed)), reach);
    shift.arriving.add(proposed);
    return List.of(
        shift.effect(new Reasons(index, origin, proposed, reach).stops(HELD_BACK_LIMIT)));
  }

  /** On an asset without edges it stays there. */
  private static Preview.Effect alone(Classification proposed) {
    return new Preview.Effect(
        proposed.typeName(),
        List.of(proposed.origin()),
        List.of(),
        0,
        List.of(),
        List.of(proposed));
  }

  private List<Preview.Effect> declassify(int node, String name) {
    if (node < 0 || carried.own(node).stream().noneMatch(own -> own.typeName().equals(name))) {
      return List.of();
    }
    Shift shift = new Shift(name);
    shift.ownGone = node;
    shift.move(carried.pair(new Pair.Key(name, nodes.guid(node))), new RoaringBitmap());
    return List.of(shift.effect(List.of()));
  }

  private List<Preview.Effect> rewire(Rewiring rewiring) {
    Map<String, Shift> shifts = new TreeMap<>();
    Map<String, List<HeldBack>> heldBack = new TreeMap<>();
    concerned(rewiring)
        .forEach(
            (key, classification) -> {
              int origin = nodes.find(key.origin());
              RoaringBitmap reach = reach(origin, classification, rewiring);
              Shift shift = shifts.computeIfAbsent(key.name(), Shift::new);
              shift.move(carried.pair(key), reach);
              shift.arrive(classification, carried.pair(key), reach);
              reach.add(origin);
              hold(rewiring, classification, reach)
                  .ifPresent(
                      held ->
                          heldBack.computeIfAbsent(key.name(), n -> new ArrayList<>()).add(held));
            });
    return shifts.values().stream()
        .map(
            shift ->
                shift.effect(
                    heldBack.getOrDefault(shift.name, List.of()).stream()
                        .distinct()
                        .limit(HELD_BACK_LIMIT)
                        .toList()))
        .filter(
            effect ->
                !effect.gained().isEmpty()
                    || !effect.lost().isEmpty()
                    || !effect.heldBack().isEmpty())
        .toList();
  }

  /** What the new edge would not let pass to its other end. */
  private Optional<HeldBack> hold(
      Rewiring rewiring, Classification classification, RoaringBitmap reach) {
    EdgeTraits added = rewiring.traits();
    boolean outward = reach.contains(rewiring.from());
    if (added == null
        || outward == reach.contains(rewiring.to())
        || !added.leads(outward)
        || added.passes(classification.typeName(), classification.rules())) {
      return Optional.empty();
    }
    Guid from = guid(rewiring.from());
    Guid to = guid(rewiring.to());
    return Optional.of(
        new HeldBack(
            added.between(from, to),
            outward ? from : to,
            outward ? to : from,
            added.heldBack(classification.typeName(), classification.rules())));
  }

  /** Every live classification that is at either end of the edge. */
  private Map<Pair.Key, Classification> concerned(Rewiring rewiring) {
    Map<Pair.Key, Classification> concerned = new HashMap<>();
    for (int end : new int[] {rewiring.from(), rewiring.to()}) {
      if (!isStranger(end) && !nodes.isDeleted(end)) {
        carried.own(end).stream()
            .filter(own -> own.rules().propagate())
            .forEach(own -> concerned.put(Pair.Key.of(own), own));
        carried.eachReaching(
            end,
            pair -> {
              if (!pair.frozen) {
                concerned.put(pair.key, pair.classification);
              }
            });
      }
    }
    return concerned;
  }

  private RoaringBitmap reach(int origin, Classification classification, Rewiring rewiring) {
    Passage passage = new Passage(edges.traits(), classification);
    RoaringBitmap reached = new RoaringBitmap();
    IntArrayList open = new IntArrayList();
    open.add(origin);
    for (int next = 0; next < open.size(); next++) {
      int node = open.get(next);
      if (!isStranger(node)) {
        step(node, origin, rewiring.gone(), passage, reached, open);
      }
      EdgeTraits added = rewiring.traits();
      if (added != null && added.passes(classification.typeName(), classification.rules())) {
        if (node == rewiring.from() && added.leads(true)) {
          arrive(rewiring.to(), origin, reached, open);
        }
        if (node == rewiring.to() && added.leads(false)) {
          arrive(rewiring.from(), origin, reached, open);
        }
      }
    }
    return reached;
  }

  private void step(
      int node, int origin, int gone, Passage passage, RoaringBitmap reached, IntArrayList open) {
    for (int e = nodes.firstOut(node); e >= 0; e = edges.nextOut(e)) {
      if (e != gone && passage.outward(edges.traits(e))) {
        arrive(edges.to(e), origin, reached, open);
      }
    }
    for (int e = nodes.firstIn(node); e >= 0; e = edges.nextIn(e)) {
      if (e != gone && passage.inward(edges.traits(e))) {
        arrive(edges.from(e), origin, reached, open);
      }
    }
  }

  private void arrive(int node, int origin, RoaringBitmap reached, IntArrayList open) {
    if (node != origin && !nodes.isDeleted(node) && reached.checkedAdd(node)) {
      open.add(node);
    }
  }

  /** What the pairs of one name reached, and would reach. */
  private final class Shift {
    private final String name;
    private final List<Pair> moved = new ArrayList<>();
    private final RoaringBitmap before = new RoaringBitmap();
    private final RoaringBitmap after = new RoaringBitmap();
    private final RoaringBitmap ownNow = new RoaringBitmap();
    private final List<Classification> arriving = new ArrayList<>();
    private int ownGone = NONE;

    Shift(String name) {
      this.name = name;
    }

    void move(@Nullable Pair known, RoaringBitmap reach) {
      if (known != null) {
        moved.add(known);
        before.or(known.reached);
      }
      after.or(reach);
    }

    void arrive(Classification classification, @Nullable Pair known, RoaringBitmap reach) {
      boolean more =
          known == null ? !reach.isEmpty() : !RoaringBitmap.andNot(reach, known.reached).isEmpty();
      if (more && arriving.size() < ARRIVING_LIMIT) {
        arriving.add(classification);
      }
    }

    Preview.Effect effect(List<HeldBack> heldBack) {
      after.or(ownNow);
      if (ownGone >= 0) {
        before.add(ownGone);
      }
      RoaringBitmap carrying = carried.carrying(name);
      RoaringBitmap gained = RoaringBitmap.andNot(after, carrying);
      RoaringBitmap lost = RoaringBitmap.andNot(before, after);
      RoaringBitmap kept = new RoaringBitmap();
      lost.stream().filter(this::staysOtherwise).forEach(kept::add);
      lost.andNot(kept);
      int concerned = RoaringBitmap.orCardinality(before, after);
      return new Preview.Effect(
          name,
          guids(gained),
          guids(lost),
          concerned - gained.getCardinality() - lost.getCardinality(),
          heldBack,
          arriving);
    }

    private boolean staysOtherwise(int node) {
      boolean own =
          node != ownGone && carried.own(node).stream().anyMatch(c -> c.typeName().equals(name));
      boolean[] reached = {own};
      carried.eachReaching(
          node, pair -> reached[0] |= pair.key.name().equals(name) && !moved.contains(pair));
      return reached[0];
    }
  }

  private List<Guid> guids(RoaringBitmap members) {
    List<Guid> guids = new ArrayList<>(members.getCardinality());
    members.forEach((int node) -> guids.add(guid(node)));
    return guids;
  }
}
