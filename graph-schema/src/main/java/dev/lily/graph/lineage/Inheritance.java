package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntObjectHashMap;
import dev.lily.graph.rule.InheritRule;
import dev.lily.graph.rule.InheritRule.Mode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Computes who has whose value by rules; needs the lock of the index. */
final class Inheritance {
  /** How many edges a question may look at; changes wait for it, about 100 ms. */
  static final long EFFORT = 1_000_000;

  private static final int ALL = Integer.MAX_VALUE;

  private final LineageIndex index;
  private final NodeTable nodes;
  private final IntFunction<EdgeTraits> traits;
  private final Effort effort;
  private final Map<AspectFlow, IntObjectHashMap<int[]>> hubs = new HashMap<>();

  Inheritance(LineageIndex index, long effort) {
    this.index = index;
    this.nodes = index.nodes();
    this.traits = index.edges()::traitsOf;
    this.effort = new Effort(effort);
  }

  /** An asset and how far away it is, in half steps. */
  record Found(int node, int distance) {
    Inherited.Source source(NodeTable nodes) {
      return new Inherited.Source(nodes.guid(node), (distance + 1) / 2);
    }
  }

  /** Finds the nearest source of a rule. */
  @FunctionalInterface
  interface Nearest {
    Optional<Found> of(int node, InheritRule rule);
  }

  /** Whose value counts, by which rule. */
  record Choice(InheritRule rule, Found source) {}

  static Map<String, List<InheritRule>> byAspect(List<InheritRule> rules) {
    Map<String, List<InheritRule>> byAspect = new LinkedHashMap<>();
    rules.forEach(
        rule -> byAspect.computeIfAbsent(rule.aspect(), none -> new ArrayList<>()).add(rule));
    return byAspect;
  }

  /** What all rules of an aspect bring to an asset. */
  Inherited.OfAspect of(int node, String aspect, List<InheritRule> rules, int limit) {
    List<Inherited.ByRule> by = new ArrayList<>();
    for (InheritRule rule : rules) {
      if (mayReceive(node, rule)) {
        by.add(by(node, rule, limit));
      }
    }
    return new Inherited.OfAspect(aspect, hasOwn(node, aspect), by);
  }

  private Inherited.ByRule by(int node, InheritRule rule, int limit) {
    AspectWalk walk = walk(rule, true, node);
    List<Found> sources = new ArrayList<>();
    boolean complete = sources(walk, node, rule, ALL, sources);
    return new Inherited.ByRule(
        rule,
        sources.stream().limit(limit).map(source -> source.source(nodes)).toList(),
        sources.size(),
        complete,
        sources.isEmpty() ? List.of() : walk.path(sources.get(0).node()));
  }

  private AspectWalk walk(InheritRule rule, boolean toSources, int start) {
    IntObjectHashMap<int[]> known =
        hubs.computeIfAbsent(AspectFlow.of(rule, toSources), flow -> new IntObjectHashMap<>());
    return new AspectWalk(index, traits, rule, toSources, effort, known, start);
  }

  /** Every source, nearest first. */
  List<Found> sources(int node, InheritRule rule) {
    List<Found> sources = new ArrayList<>();
    if (mayReceive(node, rule)) {
      sources(walk(rule, true, node), node, rule, ALL, sources);
    }
    return sources;
  }

  /** Adds sources until there are so many, level by level; false where not all was looked at. */
  private boolean sources(
      AspectWalk walk, int node, InheritRule rule, int enough, List<Found> sources) {
    while (!walk.isOver() && sources.size() < enough && effort.isEnough()) {
      List<Found> level = new ArrayList<>();
      IntArrayList here = walk.here();
      for (int i = 0; i < here.size(); i++) {
        int at = here.get(i);
        if (walk.isAt(at)) {
          if (at != node && mayGive(at, rule)) {
            level.add(new Found(at, walk.level()));
          }
          walk.expand(at);
        }
      }
      level.sort(Comparator.comparing(found -> nodes.guid(found.node())));
      sources.addAll(level);
      walk.advance();
    }
    return effort.isEnough();
  }

  private Optional<Found> nearest(int node, InheritRule rule) {
    if (!mayReceive(node, rule)) {
      return Optional.empty();
    }
    List<Found> sources = new ArrayList<>();
    sources(walk(rule, true, node), node, rule, 1, sources);
    return sources.stream().findFirst();
  }

  /** Whose value counts for the asset. */
  Optional<Choice> choose(int node, List<InheritRule> rules) {
    return choose(node, rules, this::nearest);
  }

  /**
   * The same, with the nearest source of a rule by other means; empty for no target of the rule.
   */
  Optional<Choice> choose(int node, List<InheritRule> rules, Nearest nearest) {
    Optional<Choice> overwriting = first(node, rules, Mode.OVERWRITE, nearest);
    return overwriting.isPresent() || rules.isEmpty() || hasOwn(node, rules.get(0).aspect())
        ? overwriting
        : first(node, rules, Mode.FILL_BLANKS, nearest);
  }

  private static Optional<Choice> first(
      int node, List<InheritRule> rules, Mode mode, Nearest nearestBy) {
    for (InheritRule rule : rules) {
      if (rule.mode() == mode) {
        Optional<Found> nearest = nearestBy.of(node, rule);
        if (nearest.isPresent()) {
          return nearest.map(source -> new Choice(rule, source));
        }
      }
    }
    return Optional.empty();
  }

  /** Which assets have the value of this one by one of the rules of an aspect. */
  Inheritors.ByRule targets(int source, InheritRule rule, List<InheritRule> ofAspect, int limit) {
    List<Found> targets = new ArrayList<>();
    AspectWalk walk = walk(rule, false, source);
    while (!walk.isOver() && effort.isEnough()) {
      List<Found> level = new ArrayList<>();
      IntArrayList here = walk.here();
      for (int i = 0; i < here.size(); i++) {
        int at = here.get(i);
        if (walk.isAt(at)) {
          if (at != source && has(at, source, rule, ofAspect)) {
            level.add(new Found(at, walk.level()));
          }
          if (at == source || rule.mode() == Mode.COLLECT || !mayGive(at, rule)) {
            walk.expand(at);
          }
        }
      }
      level.sort(Comparator.comparing(found -> nodes.guid(found.node())));
      targets.addAll(level);
      walk.advance();
    }
    return new Inheritors.ByRule(
        rule,
        targets.stream()
            .limit(limit)
            .map(at -> new Inheritors.Target(nodes.guid(at.node()), (at.distance() + 1) / 2))
            .toList(),
        targets.size(),
        effort.isEnough());
  }

  /** Beyond another source that one is nearer: a walk with the values ends there. */
  private boolean has(int node, int source, InheritRule rule, List<InheritRule> ofAspect) {
    if (!mayReceive(node, rule)) {
      return false;
    }
    return rule.mode() == Mode.COLLECT
        || choose(node, ofAspect)
            .filter(choice -> choice.rule().equals(rule) && choice.source().node() == source)
            .isPresent();
  }

  boolean hasOwn(int node, String aspect) {
    return nodes.aspects().has(node, aspect);
  }

  boolean mayGive(int node, InheritRule rule) {
    return !nodes.isDeleted(node)
        && hasOwn(node, rule.aspect())
        && rule.mayGive(() -> nodes.facts(node), isProcess(node, rule));
  }

  boolean mayReceive(int node, InheritRule rule) {
    return !nodes.isDeleted(node)
        && rule.mayReceive(() -> nodes.facts(node), isProcess(node, rule));
  }

  /** Its first lineage edge tells: a process stands at the same end of all of them. */
  private boolean isProcess(int node, InheritRule rule) {
    if (rule.over() == InheritRule.Over.HIERARCHY) {
      return false;
    }
    EdgeTable edges = index.edges();
    for (int e = nodes.firstOut(node); e >= 0; e = edges.nextOut(e)) {
      EdgeTraits edge = edges.traitsOf(e);
      if (edge.kind().isLineage()) {
        return edge.processEnd() == ProcessEnd.FROM;
      }
    }
    for (int e = nodes.firstIn(node); e >= 0; e = edges.nextIn(e)) {
      EdgeTraits edge = edges.traitsOf(e);
      if (edge.kind().isLineage()) {
        return edge.processEnd() == ProcessEnd.TO;
      }
    }
    return false;
  }
}
