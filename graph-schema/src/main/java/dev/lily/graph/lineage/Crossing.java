package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The classifications that stand at an edge and that its direction lets travel over it, by name and
 * origin. What a rule, or the classification itself, holds back is in neither list.
 *
 * @param passing those that go over it
 * @param blocked those that the edge itself blocks
 */
public record Crossing(List<Classification> passing, List<Classification> blocked) {
  private static final Comparator<Classification> ORDER =
      Comparator.comparing(Classification::typeName).thenComparing(Classification::origin);

  public static final Crossing NOTHING = new Crossing(List.of(), List.of());

  public Crossing {
    passing = passing.stream().distinct().sorted(ORDER).toList();
    blocked = blocked.stream().distinct().sorted(ORDER).toList();
  }

  /** What stands at the edge; needs the lock of the index. */
  static Crossing of(LineageIndex index, Carried carried, int edge) {
    EdgeTraits traits = index.edges().traitsOf(edge);
    int from = index.edges().from(edge);
    int to = index.edges().to(edge);
    List<Classification> passing = new ArrayList<>();
    List<Classification> blocked = new ArrayList<>();
    if (!index.nodes().isDeleted(from) && !index.nodes().isDeleted(to)) {
      for (boolean outward : new boolean[] {true, false}) {
        if (traits.leads(outward)) {
          List<Classification> standing = travelling(carried, outward ? from : to);
          standing.stream().filter(traits::isBlocked).forEach(blocked::add);
          standing.stream().filter(one -> traits.passes(one, outward)).forEach(passing::add);
        }
      }
    }
    return new Crossing(passing, blocked);
  }

  private static List<Classification> travelling(Carried carried, int node) {
    List<Classification> found = new ArrayList<>();
    carried.own(node).stream().filter(own -> own.rules().propagate()).forEach(found::add);
    carried.eachReaching(
        node,
        pair -> {
          if (!pair.frozen && !pair.key.derived()) {
            found.add(pair.classification);
          }
        });
    return found;
  }
}
