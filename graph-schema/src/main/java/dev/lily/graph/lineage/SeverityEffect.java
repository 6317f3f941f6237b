package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import java.util.List;

/**
 * What other rules would change about which of several values of a classification counts. Assets
 * that would gain or lose the classification altogether are not in it.
 *
 * @param rules ids of the rules that order its values, as they are and as they would be
 * @param changed how many assets would show other values
 * @param examples the first of them, up to a limit
 */
public record SeverityEffect(
    String classification, List<String> rules, int changed, List<Example> examples) {

  /**
   * An asset, and what counts of the classification now and then: one where an order is declared,
   * else one for each value, with the origins.
   */
  public record Example(Guid asset, List<Classification> before, List<Classification> after) {
    public Example {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  public SeverityEffect {
    rules = List.copyOf(rules);
    examples = List.copyOf(examples);
  }
}
