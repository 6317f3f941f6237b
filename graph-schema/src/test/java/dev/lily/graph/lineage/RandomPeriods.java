package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ValidityPeriod;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Periods of validity that are over, to come, or hold at {@link #NOW}; often none. */
public final class RandomPeriods {
  public static final Instant NOW = Instant.parse("2030-06-15T12:00:00Z");

  private static final ValidityPeriod PAST =
      new ValidityPeriod("2029/01/01 00:00:00", "2029/12/31 00:00:00", "UTC");
  private static final ValidityPeriod FUTURE = new ValidityPeriod("2031/01/01 00:00:00", "", "");
  private static final ValidityPeriod CURRENT =
      new ValidityPeriod("2030/06/15 00:00:00", "2030/06/16 00:00:00", "UTC");

  /** Each of these holds now; none of the others does. */
  private static final List<List<ValidityPeriod>> HOLDING =
      List.of(List.of(), List.of(CURRENT), List.of(PAST, CURRENT));

  private static final List<List<ValidityPeriod>> IDLE =
      List.of(List.of(PAST), List.of(FUTURE), List.of(PAST, FUTURE));

  private final Random random;

  /** Chances of its own: what else is chosen at random does not depend on them. */
  public RandomPeriods(long seed) {
    random = new Random(~seed);
  }

  /** Whether it holds now, without any reckoning with time. */
  public static boolean holdsNow(Classification classification) {
    List<ValidityPeriod> periods = classification.validityPeriods();
    return periods.isEmpty() || periods.contains(CURRENT);
  }

  /** The new classifications, or the last ones, with other periods. */
  public List<Classification> replaced(List<Classification> now, List<Classification> last) {
    return (random.nextInt(3) == 0 ? last : now).stream().map(this::with).toList();
  }

  private Classification with(Classification each) {
    List<List<ValidityPeriod>> choice = random.nextBoolean() ? HOLDING : IDLE;
    return new Classification(
        each.typeName(),
        each.origin(),
        each.attributes(),
        each.rules(),
        choice.get(random.nextInt(choice.size())));
  }
}
