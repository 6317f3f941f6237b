package dev.lily.graph.lineage;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.rule.InheritRule;
import java.util.List;

/**
 * Which assets have an asset's values by rules.
 *
 * @param position of the change log that the answer reflects
 * @param rules one entry per rule by which the asset hands anything on
 */
public record Inheritors(long position, List<ByRule> rules) {

  /**
   * Those of one rule.
   *
   * @param targets the nearest first, up to a limit
   * @param targetCount how many there are
   * @param complete whether every edge was looked at; else there may be more
   */
  public record ByRule(InheritRule rule, List<Target> targets, int targetCount, boolean complete) {
    public ByRule {
      targets = List.copyOf(targets);
    }
  }

  /** An asset that has the value, so many steps away. */
  public record Target(Guid asset, int steps) {}

  public Inheritors {
    rules = List.copyOf(rules);
  }
}
