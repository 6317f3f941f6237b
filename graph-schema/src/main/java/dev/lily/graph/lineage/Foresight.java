package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Computes what would come of a proposal; writes nothing, needs the lock of the index. */
final class Foresight {
  private static final int NONE = -1;
  private static final int HELD_BACK_LIMIT = 1_000;

  private final LineageIndex index;
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final Carried carried;

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
      return from < 0 || to < 0
          ? List.of()
          : rewire(
              new Rewiring(
                  edges.find(from, to, edge.relationshipType()), from, to, EdgeTraits.of(edge)));
    }
    Proposal.Cut cut = (Proposal.Cut) proposal;
    int from = nodes.find(cut.from());
    int to = nodes.find(cut.to());
    int known = from < 0 || to < 0 ? NONE : edges.find(from, to, cut.relationshipType());
    return known < 0 ? List.of() : rewire(new Rewiring(known, from, to, null));
  }

  /** One edge that is not there any more, and the one that is there instead, if any. */
  private record Rewiring(int gone, int from, int to, @Nullable EdgeTraits traits) {
    static final Rewiring NOTHING = new Rewiring(NONE, NONE, NONE, null);
  }

  private List<Preview.Effect> classify(Classification proposed) {
    int origin = nodes.find(proposed.origin());
    if (origin < 0 || nodes.isDeleted(origin)) {
      return List.of();
    }
    Shift shift = new Shift(proposed.typeName());
    shift.ownNow.add(origin);
    RoaringBitmap reach =
        proposed.rules().propagate()
            ? reach(origin, proposed, Rewiring.NOTHING)
            : new RoaringBitmap();
    shift.move(carried.pair(Pair.Key.of(proposed)), reach);
    return List.of(
        shift.effect(new Reasons(index, origin, proposed, reach).stops(HELD_BACK_LIMIT)));
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
    concerned(rewiring)
        .forEach(
            (key, classification) ->
                shifts
                    .computeIfAbsent(key.name(), Shift::new)
                    .move(
                        carried.pair(key),
                        reach(nodes.find(key.origin()), classification, rewiring)));
    return shifts.values().stream()
        .map(shift -> shift.effect(List.of()))
        .filter(effect -> !effect.gained().isEmpty() || !effect.lost().isEmpty())
        .toList();
  }

  /** Every live classification that is at either end of the edge. */
  private Map<Pair.Key, Classification> concerned(Rewiring rewiring) {
    Map<Pair.Key, Classification> concerned = new HashMap<>();
    for (int end : new int[] {rewiring.from(), rewiring.to()}) {
      if (!nodes.isDeleted(end)) {
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
      for (int e = nodes.firstOut(node); e >= 0; e = edges.nextOut(e)) {
        if (e != rewiring.gone() && passage.outward(edges.traits(e))) {
          arrive(edges.to(e), origin, reached, open);
        }
      }
      for (int e = nodes.firstIn(node); e >= 0; e = edges.nextIn(e)) {
        if (e != rewiring.gone() && passage.inward(edges.traits(e))) {
          arrive(edges.from(e), origin, reached, open);
        }
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
          heldBack);
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
    members.forEach((int node) -> guids.add(nodes.guid(node)));
    return guids;
  }
}
