package dev.lily.graph.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lily.graph.type.TypeRegistry;
import dev.lily.graph.type.TypesDefCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestRuleCover {
  private static final TypeRegistry TYPES =
      TypeRegistry.of(
          TypesDefCodec.decode(
              """
              {"entityDefs": [{"name": "thing"}, {"name": "table", "superTypes": ["thing"]}],
              "classificationDefs": [
              {"name": "PII", "attributeDefs": [
                {"name": "level", "typeName": "string", "isOptional": true}]},
              {"name": "EMAIL", "superTypes": ["PII"]}, {"name": "PHONE", "superTypes": ["PII"]},
              {"name": "HAS"}]}\
              """
                  .getBytes(StandardCharsets.UTF_8)));

  private static final TypeKin KIN = TypeKin.of(TYPES);

  private static DerivationRule lift(String id, String from, String as) {
    return new DerivationRule.Lift(id, "", false, List.of(from), as, 1, null);
  }

  private static SeverityRule order(String id, String classification, String... values) {
    return new SeverityRule(id, "", false, classification, "level", List.of(values));
  }

  private static RuleSet rules(PropagationRule... rules) {
    return new RuleSet(3, List.of(rules));
  }

  @Test
  void whatIsNamedStandsForItsSubtypes() {
    BlockRule some = new BlockRule("b", "", false, List.of("PII"), EdgePattern.ANY);
    BlockRule all = new BlockRule("all", "", false, List.of(), EdgePattern.ANY);

    RuleSet covering = RuleCover.of(rules(some, all, lift("l", "PII", "HAS")), KIN);

    assertThat(covering.version()).isEqualTo(3);
    assertThat(covering.blocks())
        .extracting(BlockRule::classifications)
        .containsExactly(List.of("PII", "EMAIL", "PHONE"), List.of());
    assertThat(covering.derivations())
        .extracting(DerivationRule::classifications)
        .containsExactly(List.of("PII", "EMAIL", "PHONE"));
    assertThat(RuleCover.of(covering, KIN)).isEqualTo(covering);
  }

  @Test
  void aSubtypeKeepsAnOrderOfItsOwn() {
    assertThat(
            RuleCover.of(rules(order("p", "PII", "a", "b"), order("e", "EMAIL", "b", "a")), KIN)
                .severities())
        .extracting(SeverityRule::id, SeverityRule::classification)
        .containsExactly(tuple("p", "PII"), tuple("p", "PHONE"), tuple("e", "EMAIL"));
  }

  @Test
  void rulesThatLoopByASubtypeAreRefused() {
    assertThatThrownBy(
            () -> RuleCheck.check(rules(lift("l", "PII", "HAS"), lift("m", "HAS", "EMAIL")), TYPES))
        .hasMessageContaining("would loop");
  }

  @Test
  void aPatternOfATypeFitsWhatDescendsFromIt() {
    AssetPattern things = new AssetPattern(new Glob("th*"), null, null);

    assertThat(
            things.matches(
                new AssetFacts("table", KIN.superTypes().getOrDefault("table", Set.of()), "t", "")))
        .isTrue();
    assertThat(things.matches(new AssetFacts("table", "t", ""))).isFalse();
  }
}
