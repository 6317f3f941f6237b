package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.lineage.Inheritance.Choice;
import dev.lily.graph.lineage.Inheritance.Found;
import dev.lily.graph.lineage.InheritanceEffect.Example;
import dev.lily.graph.rule.InheritRule;
import dev.lily.graph.rule.InheritRule.Mode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares what assets inherit by two sets of rules; needs the lock of the index. An aspect for
 * which the effort did not suffice is left out.
 */
final class Repercussion {
  /** How many edges it looks at before the rest is left out. */
  private static final long EFFORT = 30_000_000;

  private static final int EXAMPLES = 1_000;

  private final NodeTable nodes;
  private final TenantId tenant;
  private final InheritancePass now;
  private final InheritancePass then;
  private final Effort effort = new Effort(EFFORT);
  private final List<InheritanceEffect> effects = new ArrayList<>();

  Repercussion(LineageIndex index, TenantId tenant, Overlay overlay) {
    this.nodes = index.nodes();
    this.tenant = tenant;
    this.now = new InheritancePass(index, index.edges()::traitsOf, tenant, effort);
    this.then =
        overlay.ends().isEmpty()
            ? now
            : new InheritancePass(index, overlay::traits, tenant, effort);
  }

  /** Whether everything was looked at. */
  boolean isComplete() {
    return effort.isEnough();
  }

  /** Each aspect for which anything changes. */
  List<InheritanceEffect> of(List<InheritRule> before, List<InheritRule> after) {
    Map<String, List<InheritRule>> was = Inheritance.byAspect(before);
    Map<String, List<InheritRule>> will = Inheritance.byAspect(after);
    Set<String> aspects = new LinkedHashSet<>(was.keySet());
    aspects.addAll(will.keySet());
    for (String aspect : aspects) {
      compare(aspect, was.getOrDefault(aspect, List.of()), will.getOrDefault(aspect, List.of()));
      now.forget();
      then.forget();
    }
    return effects;
  }

  private void compare(String aspect, List<InheritRule> was, List<InheritRule> will) {
    compareChoices(aspect, only(was, false), only(will, false));
    List<InheritRule> collecting = only(was, true);
    List<InheritRule> toCollect = only(will, true);
    Stream.concat(collecting.stream(), toCollect.stream())
        .map(InheritRule::id)
        .distinct()
        .forEach(id -> compareCollected(aspect, named(collecting, id), named(toCollect, id)));
  }

  private void compareChoices(String aspect, List<InheritRule> was, List<InheritRule> will) {
    if (differ(was, will)) {
      Tally tally = new Tally();
      for (int node = 0; node < nodes.limit() && effort.isEnough(); node++) {
        if (nodes.tenant(node).equals(tenant)) {
          tally.count(
              node,
              now.choose(node, was).map(Choice::source),
              then.choose(node, will).map(Choice::source));
        }
      }
      tally.tell(aspect, false, was, will);
    }
  }

  private void compareCollected(
      String aspect, Optional<InheritRule> was, Optional<InheritRule> will) {
    List<InheritRule> before = was.stream().toList();
    List<InheritRule> after = will.stream().toList();
    if (differ(before, after)) {
      Tally tally = new Tally();
      CollectedDifference difference = new CollectedDifference(now, was, then, will, effort);
      difference
          .assets()
          .forEach(
              node ->
                  tally.add(
                      node,
                      was.flatMap(rule -> now.nearest(node, rule)),
                      will.flatMap(rule -> then.nearest(node, rule))));
      tally.tell(aspect, true, before, after);
    }
  }

  private static List<InheritRule> only(List<InheritRule> rules, boolean collecting) {
    return rules.stream().filter(rule -> (rule.mode() == Mode.COLLECT) == collecting).toList();
  }

  private static Optional<InheritRule> named(List<InheritRule> rules, String id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  private boolean differ(List<InheritRule> was, List<InheritRule> will) {
    return !was.equals(will)
        || (now != then && was.stream().anyMatch(rule -> rule.over() == InheritRule.Over.LINEAGE));
  }

  /** Counts what changes about one aspect. */
  private final class Tally {
    private final List<Example> examples = new ArrayList<>();
    private int gained;
    private int lost;
    private int changed;

    void count(int node, Optional<Found> was, Optional<Found> will) {
      if (!was.map(Found::node).equals(will.map(Found::node))) {
        add(node, was, will);
      }
    }

    void add(int node, Optional<Found> was, Optional<Found> will) {
      if (was.isEmpty()) {
        gained++;
      } else if (will.isEmpty()) {
        lost++;
      } else {
        changed++;
      }
      if (examples.size() < EXAMPLES) {
        examples.add(new Example(nodes.guid(node), source(was), source(will)));
      }
    }

    private Optional<Inherited.Source> source(Optional<Found> found) {
      return found.map(source -> source.source(nodes));
    }

    void tell(String aspect, boolean collected, List<InheritRule> was, List<InheritRule> will) {
      if (effort.isEnough() && gained + lost + changed > 0) {
        List<String> ids =
            Stream.concat(was.stream(), will.stream()).map(InheritRule::id).distinct().toList();
        effects.add(new InheritanceEffect(aspect, ids, collected, gained, lost, changed, examples));
      }
    }
  }
}
