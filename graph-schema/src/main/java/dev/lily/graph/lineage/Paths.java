package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayDeque;
import com.carrotsearch.hppc.IntIntHashMap;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.rule.DerivationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/** Ways by which classifications came, derived ones too; needs the lock of the index. */
final class Paths {
  private final LineageIndex index;
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final Carried carried;
  private final Derivations derivations;

  Paths(LineageIndex index, Carried carried, TenantId tenant) {
    this.index = index;
    this.nodes = index.nodes();
    this.edges = index.edges();
    this.carried = carried;
    this.derivations = index.rules().derivations(tenant);
  }

  /**
   * A way that ends with a derivation.
   *
   * @param steps how many of the last edges the rule took
   */
  record Derived(DerivationRule rule, List<LineageEdge> path, int steps) {}

  /** Why the origin's own classification is where it is; empty where the origin is not active. */
  Optional<Reasons> reasons(int origin, String name) {
    if (origin < 0 || nodes.isDeleted(origin)) {
      return Optional.empty();
    }
    Pair pair = carried.pair(new Pair.Key(name, nodes.guid(origin)));
    RoaringBitmap reached = pair == null ? new RoaringBitmap() : pair.reached;
    return own(origin, name)
        .filter(own -> own.rules().propagate())
        .map(own -> new Reasons(index, origin, own, reached));
  }

  private Optional<Classification> own(int node, String name) {
    return carried.own(node).stream().filter(own -> own.typeName().equals(name)).findFirst();
  }

  Optional<List<LineageEdge>> shortest(int origin, int node, String name) {
    return reasons(origin, name)
        .filter(reasons -> reasons.carries(node))
        .flatMap(reasons -> reasons.shortestPath(node))
        .or(() -> derived(origin, node, name).map(Derived::path));
  }

  /** The way by which rules derived the classification; empty where they did not. */
  Optional<Derived> derived(int origin, int node, String name) {
    Pair pair = origin < 0 ? null : carried.pair(Pair.Key.derivedFrom(nodes.guid(origin), name));
    if (pair == null || !pair.reached.contains(node)) {
      return Optional.empty();
    }
    return derivations.of(name).stream()
        .flatMap(rule -> by(rule, origin, node).stream())
        .findFirst();
  }

  private Optional<Derived> by(DerivationRule rule, int origin, int node) {
    IntIntHashMap via = new IntIntHashMap();
    IntIntHashMap level = new IntIntHashMap();
    IntArrayDeque queue = new IntArrayDeque();
    via.put(node, -1);
    level.put(node, 0);
    queue.addLast(node);
    while (!queue.isEmpty()) {
      int at = queue.removeFirst();
      if (at != node) {
        Optional<List<LineageEdge>> before = toCause(rule, origin, at);
        if (before.isPresent()) {
          List<LineageEdge> path = new ArrayList<>(before.get());
          List<LineageEdge> last = steps(at, node, via);
          path.addAll(last);
          return Optional.of(new Derived(rule, path, last.size()));
        }
      }
      if (level.get(at) < rule.levels()) {
        expand(rule, at, via, level, queue);
      }
    }
    return Optional.empty();
  }

  private Optional<List<LineageEdge>> toCause(DerivationRule rule, int origin, int node) {
    for (String base : rule.classifications()) {
      boolean isOrigin = node == origin && !nodes.isDeleted(node) && own(node, base).isPresent();
      if (isOrigin) {
        return Optional.of(List.of());
      }
      boolean derives = !base.equals(rule.as());
      if (carried.reaches(base, nodes.guid(origin), node, derives)) {
        return shortest(origin, node, base);
      }
    }
    return Optional.empty();
  }

  /** One level towards the causes: against the direction of the rule. */
  private void expand(
      DerivationRule rule, int at, IntIntHashMap via, IntIntHashMap level, IntArrayDeque queue) {
    boolean toContents = rule.isUpward();
    int first = toContents ? nodes.firstOut(at) : nodes.firstIn(at);
    for (int e = first; e >= 0; e = toContents ? edges.nextOut(e) : edges.nextIn(e)) {
      int next = toContents ? edges.to(e) : edges.from(e);
      if (edges.traitsOf(e).kind() == EdgeKind.HIERARCHY && !via.containsKey(next)) {
        via.put(next, e);
        level.put(next, level.get(at) + 1);
        queue.addLast(next);
      }
    }
  }

  private List<LineageEdge> steps(int from, int to, IntIntHashMap via) {
    List<LineageEdge> steps = new ArrayList<>();
    int at = from;
    while (at != to) {
      int edge = via.get(at);
      steps.add(edges.edge(edge));
      at = edges.from(edge) == at ? edges.to(edge) : edges.from(edge);
    }
    return steps;
  }
}
