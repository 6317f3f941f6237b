package dev.lily.graph.search;

import java.math.BigDecimal;

/** Compares numbers as what they are: no two longs are taken for one. */
public final class Numbers {
  private Numbers() {}

  /**
   * Less than, equal to or greater than 0, as {@code one} is to {@code other}.
   *
   * @throws NumberFormatException where one of them is no number
   */
  public static int compare(Object one, Object other) {
    if (isWhole(one) && isWhole(other)) {
      return Long.compare(((Number) one).longValue(), ((Number) other).longValue());
    }
    return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString()));
  }

  private static boolean isWhole(Object number) {
    return number instanceof Long || number instanceof Integer;
  }
}
