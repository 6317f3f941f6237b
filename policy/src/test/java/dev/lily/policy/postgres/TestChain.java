package dev.lily.policy.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TestChain {
  private static final Who OFFICERS = Who.memberOf("officers", Set.of());
  private static final Who INTERNS = Who.memberOf("interns", Set.of());
  private static final Who BOB = new Who(Set.of("bob"), "", "bob", Set.of(), Set.of());

  private static Map<BitSet, String> outcomes(int facts, Function<BitSet, String> rule) {
    Map<BitSet, String> outcomes = new LinkedHashMap<>();
    for (int one = 0; one < 1 << facts; one++) {
      BitSet situation = BitSet.valueOf(new long[] {one});
      outcomes.put(situation, rule.apply(situation));
    }
    return outcomes;
  }

  @Test
  void whatIsTheSameForAllNeedsNoCase() {
    assertThat(new Chain(List.of(OFFICERS), outcomes(1, s -> "c")).sql()).isEqualTo("c");
  }

  @Test
  void anExceptionIsAskedForOnce() {
    String sql =
        new Chain(List.of(INTERNS, OFFICERS), outcomes(2, s -> s.get(1) ? "c" : "m")).sql();
    assertThat(sql)
        .isEqualTo(
            "CASE WHEN (SELECT pg_has_role(current_user, to_regrole('\"officers\"'), 'member'))"
                + " THEN c ELSE m END");
  }

  @Test
  void theStrongerFactComesFirst() {
    Function<BitSet, String> firstOfList =
        s -> s.get(2) ? "n" : s.get(0) ? "m" : s.get(1) ? "c" : "h";
    String sql = new Chain(List.of(INTERNS, OFFICERS, BOB), outcomes(3, firstOfList)).sql();
    assertThat(sql)
        .matches(
            "CASE WHEN .*'bob'.* THEN n WHEN .*interns.* THEN m WHEN .*officers.* THEN c ELSE h END");
  }

  @Test
  void whatNoOrderSaysIsSaidBefore() {
    Function<BitSet, String> oneOfTwo = s -> s.get(0) != s.get(1) ? "c" : "m";
    String sql = new Chain(List.of(INTERNS, OFFICERS), outcomes(2, oneOfTwo)).sql();
    assertThat(sql)
        .startsWith("CASE WHEN (SELECT pg_has_role")
        .contains(") AND pg_has_role", " THEN m WHEN ", " OR ")
        .endsWith(" THEN c ELSE m END");
  }
}
