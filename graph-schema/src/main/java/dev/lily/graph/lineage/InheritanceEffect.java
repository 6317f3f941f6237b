package dev.lily.graph.lineage;

import dev.lily.graph.asset.Guid;
import java.util.List;
import java.util.Optional;

/**
 * What other rules would change about what assets inherit of an aspect.
 *
 * @param rules ids of the rules that say it, as they are and as they would be
 * @param collected whether it is about what a rule collects, or about the value that counts
 * @param gained how many assets inherit nothing now and would then
 * @param lost how many inherit now and would not
 * @param changed how many would inherit from another source, or collect others
 * @param examples some of them, up to a limit
 */
public record InheritanceEffect(
    String aspect,
    List<String> rules,
    boolean collected,
    int gained,
    int lost,
    int changed,
    List<Example> examples) {

  /** An asset for which something would change, with the nearest source now and then. */
  public record Example(
      Guid asset, Optional<Inherited.Source> before, Optional<Inherited.Source> after) {}

  public InheritanceEffect {
    rules = List.copyOf(rules);
    examples = List.copyOf(examples);
  }

  /** How many assets it concerns. */
  public long size() {
    return (long) gained + lost + changed;
  }
}
