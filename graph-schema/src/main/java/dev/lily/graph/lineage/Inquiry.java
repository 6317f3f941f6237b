package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import dev.lily.graph.asset.BlockedClassification;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out why an asset carries a classification; needs the lock of the index. */
final class Inquiry {
  private final LineageIndex index;
  private final EdgeTable edges;
  private final Carried carried;
  private final String name;
  private final Why.Limits limits;

  Inquiry(LineageIndex index, Carried carried, String name, Why.Limits limits) {
    this.index = index;
    this.edges = index.edges();
    this.carried = carried;
    this.name = name;
    this.limits = limits;
  }

  Why about(int node, long position) {
    List<Classification> own =
        carried.own(node).stream().filter(one -> one.typeName().equals(name)).toList();
    List<Pair> pairs = new ArrayList<>();
    carried.eachReaching(node, name, pairs::add);
    List<Why.Origin> origins = new ArrayList<>();
    own.forEach(one -> origins.add(new Why.Origin(one, false, 0, List.of())));
    origins.addAll(live(node, pairs));
    origins.addAll(derived(node, pairs));
    pairs.stream()
        .filter(pair -> pair.frozen)
        .limit(limits.origins())
        .forEach(pair -> origins.add(new Why.Origin(pair.classification, true, 0, List.of())));
    Barriers barriers = new Barriers(index, carried, name, limits.heldBack());
    List<HeldBack> heldBack = barriers.before(node);
    return new Why(
        position,
        !own.isEmpty() || !pairs.isEmpty(),
        own.size() + pairs.size(),
        origins.subList(0, Math.min(origins.size(), limits.origins())),
        heldBack,
        barriers.isComplete());
  }

  private List<Why.Origin> live(int node, List<Pair> pairs) {
    Map<Alike, List<Pair>> alike = new LinkedHashMap<>();
    Set<Guid> blocked = blockedOrigins();
    for (Pair pair : pairs) {
      if (!pair.frozen && !pair.key.derived()) {
        alike.computeIfAbsent(alike(pair, blocked), r -> new ArrayList<>()).add(pair);
      }
    }
    List<WaysHere.Way> ways = new ArrayList<>();
    for (List<Pair> group : alike.values()) {
      ways.addAll(
          new WaysHere(index, carried, group.get(0).classification, node)
              .from(group, limits.origins()));
    }
    return ways.stream()
        .sorted(Comparator.comparingInt(way -> way.edges().size()))
        .limit(limits.origins())
        .map(this::origin)
        .toList();
  }

  /** What decides which edges a classification of the name may walk. */
  private record Alike(Classification.Rules rules, Optional<Guid> blocked) {}

  private static Alike alike(Pair pair, Set<Guid> blocked) {
    return new Alike(
        pair.classification.rules(), Optional.of(pair.key.origin()).filter(blocked::contains));
  }

  /** Origins of which some edge holds back the classification, and that of no other. */
  private Set<Guid> blockedOrigins() {
    Set<Guid> origins = new HashSet<>();
    for (int id = 0; id < edges.traits().size(); id++) {
      for (String text : edges.traits().get(id).blocked()) {
        BlockedClassification blocked = BlockedClassification.parse(text);
        if (blocked.typeName().equals(name)) {
          blocked.origin().ifPresent(origins::add);
        }
      }
    }
    return origins;
  }

  private List<Why.Origin> derived(int node, List<Pair> pairs) {
    return pairs.stream()
        .filter(pair -> pair.key.derived())
        .limit(limits.origins())
        .map(pair -> derived(node, pair))
        .toList();
  }

  /** What a rule derived comes by the way of its cause, and then up or down the hierarchy. */
  private Why.Origin derived(int node, Pair pair) {
    Optional<Paths.Derived> way =
        new Paths(index, carried, pair.tenant).derived(pair.origin, node, name);
    List<Why.Hop> hops = new ArrayList<>();
    int count = way.map(found -> found.path().size()).orElse(0);
    int from = pair.origin;
    for (int i = 0; i < count; i++) {
      LineageEdge edge = way.orElseThrow().path().get(i);
      boolean outward = edge.from().equals(index.nodes().guid(from));
      int to = index.nodes().find(outward ? edge.to() : edge.from());
      boolean last = i >= count - way.orElseThrow().steps();
      if (i < limits.hops() / 2 || i >= count - (limits.hops() - limits.hops() / 2)) {
        hops.add(
            new Why.Hop(
                i + 1,
                edge,
                index.nodes().guid(from),
                index.nodes().guid(to),
                last ? way.orElseThrow().rule().id() : EdgeTraits.of(edge).rule(),
                last ? Optional.ofNullable(pair.arrival(to)) : Optional.empty()));
      }
      from = to;
    }
    return new Why.Origin(pair.classification, pair.origin < 0, count, hops);
  }

  private Why.Origin origin(WaysHere.Way way) {
    int count = way.edges().size();
    return new Why.Origin(way.pair().classification, false, count, hops(way.pair(), way.edges()));
  }

  private List<Why.Hop> hops(Pair pair, IntArrayList way) {
    int head = limits.hops() / 2;
    int tail = way.size() - (limits.hops() - head);
    List<Why.Hop> hops = new ArrayList<>();
    int from = pair.origin;
    for (int i = 0; i < way.size(); i++) {
      int edge = way.get(i);
      boolean outward = edges.from(edge) == from;
      int to = outward ? edges.to(edge) : edges.from(edge);
      if (i < head || i >= tail) {
        hops.add(hop(i + 1, edge, from, to, pair));
      }
      from = to;
    }
    return hops;
  }

  private Why.Hop hop(int number, int edge, int from, int to, Pair pair) {
    return new Why.Hop(
        number,
        edges.edge(edge),
        index.nodes().guid(from),
        index.nodes().guid(to),
        edges.traitsOf(edge).rule(),
        Optional.ofNullable(pair.arrival(to)));
  }
}
