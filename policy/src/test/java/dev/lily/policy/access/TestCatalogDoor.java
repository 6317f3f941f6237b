package dev.lily.policy.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.Principal;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.sight.AssetAct;
import dev.lily.graph.sight.AssetGuard;
import dev.lily.graph.sight.Redaction;
import dev.lily.graph.sight.Sight;
import dev.lily.policy.Subjects;
import dev.lily.policy.access.CatalogRule.Effect;
import dev.lily.policy.access.CatalogRule.On;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestCatalogDoor {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final Principal BOB =
      new Principal("bob", Set.of("analysts"), Set.of(Roles.READER));
  private static final Principal OLGA =
      new Principal("olga", Set.of("privacy"), Set.of(Roles.READER));
  private static final AssetRef EMAIL = asset(1, "column", "raw.people.email");
  private static final AssetRef CITY = asset(2, "column", "raw.people.city");
  private static final Classification PII = new Classification("PII", EMAIL.guid());
  private static final Set<Action> SEE = Set.of(Action.READ_METADATA);

  private final KeptRules rules = new KeptRules();
  private final CatalogDoor door = new CatalogDoor(rules, new Names());

  private static AssetRef asset(long number, String type, String name) {
    return new AssetRef(new Guid(7, number), new AssetKey(type, name));
  }

  private static On classified(String name) {
    return new On(Set.of(), Set.of(), Set.of(name), false);
  }

  private static CatalogRule rule(
      String id, Subjects subjects, Set<Action> actions, On on, Effect effect) {
    return new CatalogRule(id, "", subjects, actions, on, effect, Set.of());
  }

  private AssetGuard guard(Principal principal) {
    return door.of(TENANT, principal);
  }

  @Test
  void withoutRulesThereIsNothingToAsk() {
    assertThat(guard(BOB)).isSameAs(AssetGuard.OPEN);
  }

  @Test
  void whoIsNotNamedIsNotAskedEither() {
    rules.set(rule("a", Subjects.ofUsers("eve"), SEE, classified("PII"), Effect.DENY));

    assertThat(guard(BOB)).isSameAs(AssetGuard.OPEN);
  }

  @Test
  void theFirstRuleThatFitsDecides() {
    rules.set(
        rule("officers", Subjects.ofGroups("privacy"), SEE, classified("PII"), Effect.ALLOW),
        rule("rest", Subjects.EVERYONE, SEE, classified("PII"), Effect.DENY));

    assertThat(guard(OLGA).sight(EMAIL, List.of(PII))).isEqualTo(Sight.CLEAR);
    assertThat(guard(BOB).sight(EMAIL, List.of(PII))).isEqualTo(Sight.HIDDEN);
    assertThat(guard(BOB).sight(CITY, List.of())).isEqualTo(Sight.CLEAR);
  }

  @Test
  void aSubtypeCountsAndSoDoesWhatCameFromElsewhereUnlessOwnOnly() {
    Classification email = new Classification("EMAIL", EMAIL.guid());
    rules.set(rule("a", Subjects.EVERYONE, SEE, classified("PII"), Effect.DENY));
    assertThat(guard(BOB).sight(CITY, List.of(email)).isVisible()).isFalse();

    On own = new On(Set.of(), Set.of(), Set.of("PII"), true);
    rules.set(rule("a", Subjects.EVERYONE, SEE, own, Effect.DENY));
    assertThat(guard(BOB).sight(CITY, List.of(email)).isVisible()).isTrue();
    assertThat(guard(BOB).sight(EMAIL, List.of(email)).isVisible()).isFalse();
  }

  @Test
  void typesAndNamesAreConditionsThatMustAllBeMet() {
    On raw = new On(Set.of("data*"), Set.of("raw.*"), Set.of(), false);
    rules.set(rule("a", Subjects.EVERYONE, SEE, raw, Effect.DENY));

    assertThat(guard(BOB).sight(EMAIL, List.of()).isVisible()).isFalse();
    assertThat(guard(BOB).sight(asset(3, "column", "mart.x"), List.of()).isVisible()).isTrue();
    assertThat(guard(BOB).sight(asset(4, "job", "raw.x"), List.of()).isVisible()).isTrue();
  }

  @Test
  void aRedactedAssetIsSeenWithoutTheDetailsThatTheRuleNames() {
    CatalogRule standard = rule("a", Subjects.EVERYONE, Set.of(), classified("PII"), Effect.REDACT);
    rules.set(standard);
    assertThat(guard(BOB).sight(EMAIL, List.of(PII)))
        .isEqualTo(new Sight(true, true, Redaction.STANDARD));

    rules.set(
        new CatalogRule(
            "a",
            "",
            standard.subjects(),
            Set.of(),
            standard.on(),
            Effect.REDACT,
            Set.of("comment")));
    assertThat(guard(BOB).sight(EMAIL, List.of(PII)).redaction().parts())
        .containsExactly("comment");
  }

  @Test
  void lineageCanBeKeptFromWhoSeesTheAsset() {
    rules.set(
        rule("a", Subjects.EVERYONE, Set.of(Action.READ_LINEAGE), classified("PII"), Effect.DENY));

    assertThat(guard(BOB).sight(EMAIL, List.of(PII)))
        .isEqualTo(new Sight(true, false, Redaction.NOTHING));
  }

  @Test
  void whatIsDoneToAssetsCanBeAllowedBeyondTheRole() {
    On raw = new On(Set.of(), Set.of("raw.*"), Set.of(), false);
    rules.set(rule("a", Subjects.ofUsers("bob"), Set.of(Action.CLASSIFY), raw, Effect.ALLOW));
    Authorizer authorizer = new Authorizer(door);

    assertThat(authorizer.isAllowed(TENANT, BOB, Action.CLASSIFY)).isTrue();
    assertThat(authorizer.isAllowed(TENANT, BOB, Action.WRITE_METADATA)).isFalse();
    assertThat(authorizer.isAllowed(TENANT, OLGA, Action.CLASSIFY)).isFalse();
    assertThat(guard(BOB).allows(AssetAct.CLASSIFY, EMAIL, List.of())).isTrue();
    AssetRef other = asset(3, "column", "mart.x");
    assertThat(guard(BOB).allows(AssetAct.CLASSIFY, other, List.of())).isFalse();
  }

  @Test
  void whatIsNotDoneToAssetsIsDecidedByRulesWithoutConditions() {
    rules.set(
        rule(
            "a",
            Subjects.ofGroups("analysts"),
            Set.of(Action.READ_POLICY),
            On.EVERYTHING,
            Effect.DENY));
    Authorizer authorizer = new Authorizer(door);

    assertThat(authorizer.isAllowed(TENANT, BOB, Action.READ_POLICY)).isFalse();
    assertThat(authorizer.isAllowed(TENANT, BOB, Action.READ_METADATA)).isTrue();
    assertThat(authorizer.isAllowed(TENANT, OLGA, Action.READ_POLICY)).isTrue();
  }

  @Test
  void theRulesOfOneTenantAreNotThoseOfAnother() {
    rules.set(rule("a", Subjects.EVERYONE, SEE, On.EVERYTHING, Effect.DENY));

    assertThat(door.of(new TenantId("other"), BOB)).isSameAs(AssetGuard.OPEN);
    assertThat(guard(BOB).sight(CITY, List.of()).isVisible()).isFalse();
  }

  @Test
  void anExplanationNamesTheRuleAndTheClassification() {
    rules.set(rule("no-pii", Subjects.EVERYONE, SEE, classified("PII"), Effect.DENY));

    var denied = door.explain(TENANT, BOB, Action.READ_METADATA, EMAIL, List.of(PII));
    assertThat(denied.allowed()).isFalse();
    assertThat(denied.byRule().map(CatalogRule::id)).contains("no-pii");
    assertThat(denied.version()).isEqualTo(1);
    assertThat(denied.reasons()).containsExactly(PII);

    var byRole = door.explain(TENANT, BOB, Action.CLASSIFY, CITY, List.of());
    assertThat(byRole.allowed()).isFalse();
    assertThat(byRole.byRule()).isEmpty();
  }

  @Test
  void aTrialCountsWhoWouldSeeWhat() {
    RuleTrial trial =
        door.trial(
            TENANT,
            List.of(
                rule(
                    "officers", Subjects.ofGroups("privacy"), SEE, classified("PII"), Effect.ALLOW),
                rule("rest", Subjects.EVERYONE, SEE, classified("PII"), Effect.DENY),
                rule(
                    "admins",
                    Subjects.EVERYONE,
                    Set.of(Action.ADMINISTER_ACCESS),
                    On.EVERYTHING,
                    Effect.DENY)));
    trial.add(EMAIL, List.of(PII));
    trial.add(CITY, List.of());
    Principal admin = new Principal("admin", Set.of(), Set.of(Roles.ADMIN));

    assertThat(trial.of(BOB).now()).isEqualTo(new RuleTrial.Counts(2, 0, 0));
    assertThat(trial.of(BOB).then()).isEqualTo(new RuleTrial.Counts(1, 0, 1));
    assertThat(trial.of(OLGA).then()).isEqualTo(new RuleTrial.Counts(2, 0, 0));
    assertThat(trial.of(admin).administersAccess()).isFalse();
    assertThat(trial.of(admin).entersCatalog()).isTrue();
  }

  /** What is above what in this test. */
  private static final class Names implements TypeNames {
    @Override
    public Set<String> aboveEntity(String name) {
      return name.equals("column") ? Set.of("dataset") : Set.of();
    }

    @Override
    public Set<String> aboveClassification(String name) {
      return name.equals("EMAIL") ? Set.of("PII") : Set.of();
    }
  }
}
