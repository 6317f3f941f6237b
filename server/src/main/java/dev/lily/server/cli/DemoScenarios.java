package dev.lily.server.cli;

/**
 * What {@code ./lily demo} can show.
 *
 * @param shop always
 * @param trino after it, where it is asked for
 * @param postgres likewise
 */
public record DemoScenarios(DemoScenario shop, DemoScenario trino, DemoScenario postgres) {

  /** The same whatever is asked for. */
  public static DemoScenarios always(DemoScenario scenario) {
    return new DemoScenarios(scenario, scenario, scenario);
  }
}
