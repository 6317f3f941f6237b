package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import dev.lily.graph.asset.BlockedClassification;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.rule.RuleSet;
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
  /** How many edges it looks at for what was held back. */
  private static final int EFFORT = 100_000;

  private final LineageIndex index;
  private final EdgeTable edges;
  private final Carried carried;
  private final String name;
  private final Why.Limits limits;
  private List<Classification> counting = List.of();

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
    weigh(node);
    List<Why.Origin> origins = new ArrayList<>();
    own.forEach(one -> origins.add(origin(one, false, 0, List.of())));
    origins.addAll(live(node, pairs));
    origins.addAll(derived(node, pairs));
    pairs.stream()
        .filter(pair -> pair.frozen)
        .limit(limits.origins())
        .forEach(pair -> origins.add(origin(pair.classification, true, 0, List.of())));
    boolean carries = !own.isEmpty() || !pairs.isEmpty();
    Stopped stopped = carries ? stoppedAt(node) : stoppedBefore(node);
    return new Why(
        position,
        carries,
        own.size() + pairs.size(),
        origins.subList(0, Math.min(origins.size(), limits.origins())),
        stopped.all(),
        stopped.complete(),
        severity(node));
  }

  /** As for whoever decides. */
  private void weigh(int node) {
    counting = rules(node).mostSevere(carried.effective(node, name));
  }

  private RuleSet rules(int node) {
    return index.rules().rules(index.nodes().tenant(node));
  }

  private Optional<Why.Severity> severity(int node) {
    return rules(node).severities().stream()
        .filter(rule -> rule.classification().equals(name) && !counting.isEmpty())
        .findFirst()
        .map(
            rule ->
                new Why.Severity(
                    rule.id(), counting.subList(0, Math.min(counting.size(), limits.origins()))));
  }

  private Why.Origin origin(Classification one, boolean remains, int hopCount, List<Why.Hop> hops) {
    return new Why.Origin(one, remains, counting.contains(one), hopCount, hops);
  }

  /** What was held back, and whether that is all. */
  private record Stopped(List<Why.Barred> all, boolean complete) {}

  private Stopped stoppedAt(int node) {
    Barriers barriers = new Barriers(index, carried, name, new Effort(EFFORT), limits);
    return new Stopped(barred(barriers.into(node)), barriers.isComplete());
  }

  private Stopped stoppedBefore(int node) {
    Effort effort = new Effort(EFFORT);
    Barriers barriers = new Barriers(index, carried, name, effort, limits);
    List<Why.Barred> all = new ArrayList<>(barred(barriers.before(IntArrayList.from(node))));
    MissingCauses causes =
        new MissingCauses(index, carried, node, effort, limits.leftBy(all.size()));
    all.addAll(causes.of(node, name));
    return new Stopped(all, barriers.isComplete() && causes.isComplete());
  }

  private static List<Why.Barred> barred(List<Barriers.Barrier> barriers) {
    return barriers.stream().map(barrier -> barrier.barred(Optional.empty())).toList();
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
    return origin(pair.classification, pair.origin < 0, count, hops);
  }

  private Why.Origin origin(WaysHere.Way way) {
    int count = way.edges().size();
    return origin(way.pair().classification, false, count, hops(way.pair(), way.edges()));
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
