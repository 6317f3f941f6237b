package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntHashSet;
import dev.lily.graph.rule.DerivationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What kept a classification from assets from which rules would have derived another one. Needs the
 * lock of the index.
 */
final class MissingCauses {
  private final LineageIndex index;
  private final NodeTable nodes;
  private final Carried carried;
  private final Derivations derivations;
  private final Effort effort;
  private final Why.Limits limits;
  private final List<Why.Barred> found = new ArrayList<>();
  private boolean complete = true;

  MissingCauses(LineageIndex index, Carried carried, int asset, Effort effort, Why.Limits limits) {
    this.index = index;
    this.nodes = index.nodes();
    this.carried = carried;
    this.derivations = index.rules().derivations(nodes.tenant(asset));
    this.effort = effort;
    this.limits = limits;
  }

  /** For an asset that does not carry the classification. */
  List<Why.Barred> of(int asset, String name) {
    if (!nodes.isDeleted(asset)) {
      derive(name, IntArrayList.from(asset), List.of(name), List.of());
    }
    return found;
  }

  /** False where there may be more than was told. */
  boolean isComplete() {
    return complete && effort.isEnough();
  }

  /**
   * Looks for what would derive it.
   *
   * @param lacking assets that do not carry it
   * @param names what it would itself be used for, itself included: rules that loop are refused
   * @param then the rules that would go on from it
   */
  private void derive(String name, IntArrayList lacking, List<String> names, List<String> then) {
    for (DerivationRule rule : derivations.of(name)) {
      IntArrayList causes = causes(rule, lacking);
      List<String> rules = new ArrayList<>(List.of(rule.id()));
      rules.addAll(then);
      for (String base : rule.classifications()) {
        IntArrayList missing = missing(base, causes);
        bar(base, missing, rules);
        if (!names.contains(base) && !missing.isEmpty()) {
          List<String> further = new ArrayList<>(names);
          further.add(base);
          derive(base, missing, further, rules);
        }
      }
    }
  }

  private void bar(String base, IntArrayList missing, List<String> rules) {
    Barriers barriers = new Barriers(index, carried, base, effort, limits.leftBy(found.size()));
    for (Barriers.Barrier barrier : barriers.before(missing)) {
      found.add(
          barrier.barred(Optional.of(new Why.Derivation(base, nodes.guid(barrier.end()), rules))));
    }
    complete &= barriers.isComplete();
  }

  /**
   * Where one carries it already, it was no cause: it comes from the asset itself, or was derived
   * under the same name. Something else may be held back from it.
   */
  private IntArrayList missing(String base, IntArrayList causes) {
    IntArrayList missing = new IntArrayList();
    for (int i = 0; i < causes.size(); i++) {
      if (carried.carries(causes.get(i), base)) {
        complete = false;
      } else {
        missing.add(causes.get(i));
      }
    }
    return missing;
  }

  /** From which assets the rule derives something for the targets, as far as it fits them. */
  private IntArrayList causes(DerivationRule rule, IntArrayList targets) {
    Containment containment = new Containment(nodes, index.edges());
    IntHashSet seen = new IntHashSet();
    IntArrayList causes = new IntArrayList();
    IntArrayList level = fitting(rule, targets);
    for (int i = 0; i < rule.levels() && !level.isEmpty(); i++) {
      IntArrayList next = new IntArrayList();
      IntConsumer visit =
          node -> {
            if (effort.take() && !nodes.isDeleted(node) && seen.add(node)) {
              next.add(node);
            }
          };
      for (int at = 0; at < level.size() && effort.isEnough(); at++) {
        if (rule.isUpward()) {
          containment.contents(level.get(at), visit);
        } else {
          containment.containers(level.get(at), visit);
        }
      }
      causes.addAll(next);
      level = next;
    }
    return causes;
  }

  private IntArrayList fitting(DerivationRule rule, IntArrayList targets) {
    IntArrayList fitting = new IntArrayList();
    for (int i = 0; i < targets.size(); i++) {
      int target = targets.get(i);
      if (rule.target() == null || rule.target().matches(nodes.facts(target))) {
        fitting.add(target);
      }
    }
    return fitting;
  }
}
