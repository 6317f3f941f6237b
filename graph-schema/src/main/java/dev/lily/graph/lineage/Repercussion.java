package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.lineage.InheritanceEffect.Example;
import dev.lily.graph.rule.InheritRule;
import dev.lily.graph.rule.InheritRule.Mode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/** Compares what assets inherit by two sets of rules; needs the lock of the index. */
final class Repercussion {
  /** How many edges it looks at before the rest is left out. */
  private static final long EFFORT = 30_000_000;

  private static final int EXAMPLES = 1_000;

  private final NodeTable nodes;
  private final TenantId tenant;
  private final Inheritance now;
  private final Inheritance then;
  private final Effort effort = new Effort(EFFORT);
  private final List<InheritanceEffect> effects = new ArrayList<>();

  Repercussion(LineageIndex index, TenantId tenant, Overlay overlay) {
    this.nodes = index.nodes();
    this.tenant = tenant;
    this.now = new Inheritance(index, index.edges()::traitsOf, effort);
    this.then = new Inheritance(index, overlay::traits, effort);
  }

  /** Whether everything was looked at. */
  boolean isComplete() {
    return effort.isEnough();
  }

  /**
   * Each aspect for which anything changes.
   *
   * @param otherEdges whether the rules stop other edges than before
   */
  List<InheritanceEffect> of(
      List<InheritRule> before, List<InheritRule> after, boolean otherEdges) {
    Map<String, List<InheritRule>> was = Inheritance.byAspect(before);
    Map<String, List<InheritRule>> will = Inheritance.byAspect(after);
    Set<String> aspects = new LinkedHashSet<>(was.keySet());
    aspects.addAll(will.keySet());
    for (String aspect : aspects) {
      compare(
          aspect,
          was.getOrDefault(aspect, List.of()),
          will.getOrDefault(aspect, List.of()),
          otherEdges);
    }
    return effects;
  }

  private void compare(
      String aspect, List<InheritRule> was, List<InheritRule> will, boolean otherEdges) {
    List<InheritRule> choosing = only(was, false);
    List<InheritRule> toChoose = only(will, false);
    if (differ(choosing, toChoose, otherEdges)) {
      Tally tally = new Tally();
      eachAsset(
          node ->
              tally.count(
                  node, sources(now.choose(node, choosing)), sources(then.choose(node, toChoose))));
      tally.tell(aspect, false, choosing, toChoose);
    }
    List<InheritRule> collecting = only(was, true);
    List<InheritRule> toCollect = only(will, true);
    Set<String> ids = new LinkedHashSet<>(ids(collecting));
    ids.addAll(ids(toCollect));
    for (String id : ids) {
      List<InheritRule> one = named(collecting, id);
      List<InheritRule> other = named(toCollect, id);
      if (differ(one, other, otherEdges)) {
        Tally tally = new Tally();
        eachAsset(
            node -> tally.count(node, collected(now, node, one), collected(then, node, other)));
        tally.tell(aspect, true, one, other);
      }
    }
  }

  private static List<InheritRule> only(List<InheritRule> rules, boolean collecting) {
    return rules.stream().filter(rule -> (rule.mode() == Mode.COLLECT) == collecting).toList();
  }

  private static List<InheritRule> named(List<InheritRule> rules, String id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).toList();
  }

  private static List<String> ids(List<InheritRule> rules) {
    return rules.stream().map(InheritRule::id).toList();
  }

  private static boolean differ(List<InheritRule> was, List<InheritRule> will, boolean otherEdges) {
    return !was.equals(will)
        || (otherEdges && was.stream().anyMatch(rule -> rule.over() == InheritRule.Over.LINEAGE));
  }

  private static List<Inheritance.Found> sources(Optional<Inheritance.Choice> choice) {
    return choice.map(Inheritance.Choice::source).stream().toList();
  }

  private static List<Inheritance.Found> collected(
      Inheritance by, int node, List<InheritRule> rules) {
    return rules.isEmpty() ? List.of() : by.sources(node, rules.get(0));
  }

  private void eachAsset(IntConsumer visit) {
    for (int node = 0; node < nodes.limit() && effort.isEnough(); node++) {
      boolean linked = nodes.firstOut(node) >= 0 || nodes.firstIn(node) >= 0;
      if (linked && nodes.tenant(node).equals(tenant) && !nodes.isDeleted(node)) {
        visit.accept(node);
      }
    }
  }

  /** Counts what changes about one aspect. */
  private final class Tally {
    private final List<Example> examples = new ArrayList<>();
    private int gained;
    private int lost;
    private int changed;

    void count(int node, List<Inheritance.Found> was, List<Inheritance.Found> will) {
      if (!effort.isEnough() || numbers(was).equals(numbers(will))) {
        return;
      }
      if (was.isEmpty()) {
        gained++;
      } else if (will.isEmpty()) {
        lost++;
      } else {
        changed++;
      }
      if (examples.size() < EXAMPLES) {
        examples.add(new Example(nodes.guid(node), first(was), first(will)));
      }
    }

    private static List<Integer> numbers(List<Inheritance.Found> sources) {
      return sources.stream().map(Inheritance.Found::node).sorted().toList();
    }

    private Optional<Inherited.Source> first(List<Inheritance.Found> sources) {
      return sources.stream().findFirst().map(source -> source.source(nodes));
    }

    void tell(String aspect, boolean collected, List<InheritRule> was, List<InheritRule> will) {
      if (gained + lost + changed > 0) {
        Set<String> ids = new LinkedHashSet<>(ids(was));
        ids.addAll(ids(will));
        effects.add(
            new InheritanceEffect(
                aspect, List.copyOf(ids), collected, gained, lost, changed, examples));
      }
    }
  }
}
