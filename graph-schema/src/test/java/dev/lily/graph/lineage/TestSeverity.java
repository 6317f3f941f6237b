package dev.lily.graph.lineage;

import static dev.lily.graph.lineage.Catalog.column;
import static dev.lily.graph.lineage.Catalog.guid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.rule.SeverityRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an order of severity does not list. */
class TestSeverity {
  private final Catalog catalog =
      new Catalog()
          .assets("a", "b", "c", "d")
          .edges(column("a", "d"), column("b", "d"), column("c", "d"));

  private static Classification level(String origin, Map<String, String> values) {
    return new Classification(
        "PII", guid(origin), Map.copyOf(values), Classification.Rules.PROPAGATE, List.of());
  }

  private List<Object> counting(Classification... carried) {
    for (Classification one : carried) {
      for (String name : List.of("a", "b", "c")) {
        if (one.isOwnOf(guid(name))) {
          catalog.put(name, false, one);
        }
      }
    }
    catalog.rules(
        new SeverityRule("levels", "", false, "PII", "level", List.of("low", "mid", "high")));
    return catalog.index.of(Catalog.TENANT, Catalog.key("d")).stream()
        .map(one -> one.attributes().getOrDefault("level", "none"))
        .toList();
  }

  @Test
  void aValueThatIsNotListedIsNotDrivenOut() {
    assertThat(
            counting(
                level("a", Map.of("level", "low")),
                level("b", Map.of("level", "topsecret")),
                level("c", Map.of("level", "mid"))))
        .containsExactlyInAnyOrder("topsecret", "mid");
  }

  @Test
  void oneWithoutAValueIsNotDrivenOut() {
    assertThat(counting(level("a", Map.of("level", "high")), level("b", Map.of())))
        .containsExactlyInAnyOrder("high", "none");
  }

  @Test
  void aValueThatIsNotListedDrivesNothingOut() {
    assertThat(counting(level("a", Map.of("level", "low")), level("b", Map.of("level", "x"))))
        .containsExactlyInAnyOrder("low", "x");
  }
}
