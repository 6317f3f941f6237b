package dev.lily.policy.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.policy.Subjects;
import dev.lily.policy.access.CatalogRule.Effect;
import dev.lily.policy.access.CatalogRule.On;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestCatalogRuleCheck {
  private static final On PII = new On(Set.of(), Set.of(), Set.of("PII"), false);

  private static CatalogRule rule(
      String id, Subjects subjects, Set<Action> actions, On on, Effect effect) {
    return new CatalogRule(id, "", subjects, actions, on, effect, Set.of());
  }

  @Test
  void admitsWhatMakesSense() {
    assertThatCode(
            () ->
                CatalogRuleCheck.check(
                    List.of(
                        rule("a", Subjects.EVERYONE, Set.of(), PII, Effect.REDACT),
                        rule(
                            "b",
                            Subjects.ofUsers("bob"),
                            Set.of(Action.WRITE_POLICY),
                            On.EVERYTHING,
                            Effect.DENY))))
        .doesNotThrowAnyException();
  }

  @Test
  void tellsEverythingThatIsWrong() {
    Subjects attributes =
        new Subjects(Set.of(), Set.of(), Set.of("boss"), Map.of("a", Set.of("b")), false);
    assertThatThrownBy(
            () ->
                CatalogRuleCheck.check(
                    List.of(
                        rule("", Subjects.NOBODY, Set.of(), PII, Effect.DENY),
                        rule("x", attributes, Set.of(Action.OPERATE), PII, Effect.ALLOW),
                        rule(
                            "x",
                            Subjects.EVERYONE,
                            Set.of(Action.READ_DETAILS),
                            PII,
                            Effect.DENY))))
        .hasMessageContaining("rules[0].id: a name")
        .hasMessageContaining("rules[0].subjects: name users")
        .hasMessageContaining("rules[0].actions: name one")
        .hasMessageContaining("rules[1].subjects: attributes")
        .hasMessageContaining("there are no roles [boss]")
        .hasMessageContaining("[OPERATE] are not done to assets")
        .hasMessageContaining("rules[2].id: another rule is named 'x' already")
        .hasMessageContaining("effect REDACT");
  }
}
