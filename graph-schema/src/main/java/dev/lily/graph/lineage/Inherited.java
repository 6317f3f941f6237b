package dev.lily.graph.lineage;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.rule.InheritRule;
import java.util.List;
import java.util.Optional;

/**
 * From where an asset has, or could have, values by rules; the values themselves are in the graph.
 *
 * @param position of the change log that the answer reflects
 */
public record Inherited(long position, List<OfAspect> aspects) {

  /**
   * What there is of one aspect.
   *
   * @param own whether the asset has a value of its own
   * @param rules those whose target the asset is, in their order
   */
  public record OfAspect(String aspect, boolean own, List<ByRule> rules) {
    public OfAspect {
      rules = List.copyOf(rules);
    }

    /**
     * The rule whose nearest source counts: one that overwrites, else, for an asset without a value
     * of its own, one that fills blanks; of several the first that has a source.
     *
     * @param hasOwn whether the asset has a value of its own
     */
    public Optional<ByRule> chosen(boolean hasOwn) {
      Optional<ByRule> overwriting = first(InheritRule.Mode.OVERWRITE);
      return overwriting.isPresent() || hasOwn ? overwriting : first(InheritRule.Mode.FILL_BLANKS);
    }

    private Optional<ByRule> first(InheritRule.Mode mode) {
      return rules.stream()
          .filter(by -> by.rule().mode() == mode && !by.sources().isEmpty())
          .findFirst();
    }
  }

  /**
   * What one rule brings.
   *
   * @param sources the nearest first, of equally near ones the smallest guid first; up to a limit
   * @param sourceCount how many there are within the depth of the rule
   * @param complete whether every edge was looked at; else there may be more
   * @param path a shortest one from the first source to the asset
   */
  public record ByRule(
      InheritRule rule,
      List<Source> sources,
      int sourceCount,
      boolean complete,
      List<LineageEdge> path) {
    public ByRule {
      sources = List.copyOf(sources);
      path = List.copyOf(path);
    }
  }

  /** An asset that hands its value on, so many steps away. */
  public record Source(Guid asset, int steps) {}

  public Inherited {
    aspects = List.copyOf(aspects);
  }
}
