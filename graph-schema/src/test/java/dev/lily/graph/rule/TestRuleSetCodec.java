package dev.lily.graph.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestRuleSetCodec {
  @Test
  void everyKindOfRuleIsReadAndComesBackAsItWas() {
    RuleSet rules =
        RuleSetCodec.read(
            3,
            json(
                """
                [{"id":"a","type":"BLOCK","classifications":["PII"],
                  "where":{"job":"etl/anonymize_*","target":{"certificate":"VERIFIED"}}},
                 {"id":"b","type":"LIFT","classifications":["PII"],"as":"CONTAINS_PII"},
                 {"id":"c","type":"LOWER","classifications":["SECRET"],"as":"SECRET_PART","levels":2},
                 {"id":"d","type":"SEVERITY","classification":"PII","attribute":"level",
                  "order":["low","high"],"disabled":true},
                 {"id":"e","type":"INHERIT","aspect":"owner","over":"HIERARCHY","direction":"down",
                  "depth":2,"mode":"OVERWRITE","target":{"typeName":"hive_*"}},
                 {"id":"f","type":"INHERIT","aspect":"customAttributes.incident","depth":1}]
                """));

    assertThat(rules.rules()).hasSize(6);
    assertThat(rules.inheritances())
        .extracting(InheritRule::mode)
        .containsExactly(InheritRule.Mode.OVERWRITE, InheritRule.Mode.FILL_BLANKS);
    assertThat(rules.derivations()).extracting(DerivationRule::levels).containsExactly(1, 2);
    assertThat(rules.rules().get(3).disabled()).isTrue();
    assertThat(RuleSetCodec.decode(RuleSetCodec.encode(rules))).isEqualTo(rules);
    assertThat(RuleSetCodec.read(3, RuleSetCodec.tree(rules).path("rules"))).isEqualTo(rules);
    assertThat(RuleSetCodec.tree(new RuleSet(1, List.of())).path("rules")).isEmpty();
    assertThat(RuleSetCodec.decode(RuleSetCodec.encode(RuleSet.STANDARD)))
        .isEqualTo(RuleSet.STANDARD);
  }

  @Test
  void aFaultNamesItsPlaceAndWhatMayStandThere() {
    assertThatThrownBy(() -> read("[{\"id\":\"a\",\"type\":\"BLOCK\",\"where\":{\"jobb\":\"x\"}}]"))
        .hasMessageContaining("rules[0].where.jobb")
        .hasMessageContaining("job")
        .hasMessageContaining("relationshipType");
    assertThatThrownBy(() -> read("[{\"id\":\"a\",\"type\":\"STOP\"}]"))
        .hasMessageContaining("rules[0]")
        .hasMessageContaining("BLOCK");
    assertThatThrownBy(() -> read("{\"id\":\"a\"}")).hasMessageContaining("rules");
    assertThatThrownBy(() -> read("[{\"id\":\"a\",\"type\":\"LIFT\",\"levels\":0}]"))
        .hasMessageContaining("rules[0].levels: 1 to 10");
  }

  @Test
  void aColumnEdgeIsStoppedOnlyIfEachWayIs() {
    EdgeJudge judge = new EdgeJudge(RuleSet.STANDARD);
    Transformation masked = new Transformation("j", "DIRECT", "TRANSFORMATION", true);
    Transformation filter = new Transformation("j", "INDIRECT", "FILTER", false);
    Transformation copy = new Transformation("k", "DIRECT", "IDENTITY", false);

    assertThat(judge.judge(edge(masked, filter)).all()).isEqualTo("masking");
    assertThat(judge.judge(edge(filter)).all()).isEqualTo("indirect");
    assertThat(judge.judge(edge(masked, copy))).isEqualTo(Stops.NONE);
    assertThat(judge.judge(edge())).isEqualTo(Stops.NONE);
  }

  private static EdgeFacts edge(Transformation... ways) {
    AssetFacts any = new AssetFacts("column", "c", "");
    return new EdgeFacts("column_lineage", List.of(ways), () -> any, () -> any);
  }

  private static void read(String json) {
    RuleSetCodec.read(1, json(json));
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(malformed);
    }
  }
}
