package dev.lily.policy.ranger;

import static dev.lily.policy.PolicyParts.CLOCK;
import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.TENANT;
import static dev.lily.policy.PolicyParts.TRINO;
import static dev.lily.policy.PolicyParts.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.policy.AccessReport;
import dev.lily.policy.AccessReport.Subject;
import dev.lily.policy.AccessReport.View;
import dev.lily.policy.Asker;
import dev.lily.policy.AttributeCondition;
import dev.lily.policy.AttributeCondition.Operator;
import dev.lily.policy.Decision;
import dev.lily.policy.Decisions;
import dev.lily.policy.Decisions.Column;
import dev.lily.policy.Decisions.Reach;
import dev.lily.policy.Effect;
import dev.lily.policy.EngineResource;
import dev.lily.policy.MaskType;
import dev.lily.policy.Observation;
import dev.lily.policy.Observation.Outcome;
import dev.lily.policy.Observations;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyMode;
import dev.lily.policy.PolicyParts;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.Subjects;
import dev.lily.policy.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Monitored policies change nothing and tell what they would. */
class TestMonitoredDecisions {
  private static final EngineResource CUSTOMERS =
      EngineResource.of("catalog", "memory", "schema", "default", "table", "customers");
  private static final List<Column> COLUMNS =
      List.of(new Column("id", "bigint"), new Column("email", "varchar"));
  private static final Target SECRETS = Target.classifications("SECRET");

  @TempDir Path folder;
  private PolicyParts parts;
  private Decisions monitored;

  @BeforeEach
  void customersWithSecrets() {
    parts = new PolicyParts(folder);
    monitored = new MonitoredDecisions(parts.decisions, parts.monitors, parts.observations, CLOCK);
    parts.classifications.set(column("customers", "email"), "SECRET");
  }

  @Test
  void aMaskIsToldAndNotMade() {
    Policy policy =
        put(monitored("mask", SECRETS, new Effect.Mask(MaskType.MASK_NULL), Subjects.NOBODY));

    for (int i = 0; i < 3; i++) {
      assertThat(monitored.masks(bob(), CUSTOMERS, COLUMNS))
          .extracting(Decision::mask)
          .allMatch(Optional::isEmpty);
    }

    Observations.Seen seen = parts.observations.of(TENANT, policy);
    assertThat(seen.total()).isEqualTo(3);
    assertThat(seen.observations())
        .containsExactly(
            new Observation(
                "bob",
                TRINO,
                "memory.default.customers.email",
                Outcome.MASKED,
                3,
                CLOCK.millis(),
                CLOCK.millis()));
  }

  @Test
  void aDenialIsToldOfEachColumnAndListingsAreNot() {
    Policy policy = put(monitored("deny", SECRETS, new Effect.Deny(Set.of()), Subjects.NOBODY));

    List<String> names = List.of("id", "email");
    assertThat(monitored.access(bob(), CUSTOMERS, names, "select", Reach.SELF))
        .allMatch(Decision::allowed);
    monitored.access(bob(), CUSTOMERS, names, Decisions.ANY_ACCESS, Reach.SELF_OR_INSIDE);

    assertThat(outcomes(policy)).containsExactly("memory.default.customers.email DENIED");
  }

  @Test
  void aRowFilterAndAnExceptionAreTold() {
    parts.policies.put(
        CONTEXT,
        new Policy(
            "all",
            Subjects.EVERYONE,
            SECRETS,
            new Effect.Mask(MaskType.MASK_NULL),
            Subjects.NOBODY));
    Policy excepting =
        put(
            monitored(
                "excepting",
                SECRETS,
                new Effect.Mask(MaskType.MASK_HASH),
                Subjects.ofUsers("bob"),
                1));
    Policy filter =
        put(
            monitored(
                "filter",
                new Target(
                    List.of(),
                    List.of(),
                    List.of(
                        ResourcePattern.of(
                            "catalog", "memory", "schema", "default", "table", "customers"))),
                new Effect.FilterRows("id = 1"),
                Subjects.NOBODY));

    assertThat(monitored.masks(bob(), CUSTOMERS, COLUMNS).get(1).mask()).isPresent();
    assertThat(monitored.rowFilter(bob(), CUSTOMERS).rowFilter()).isEmpty();

    assertThat(outcomes(excepting)).containsExactly("memory.default.customers.email SHOWN");
    assertThat(outcomes(filter)).containsExactly("memory.default.customers FILTERED");
  }

  @Test
  void conditionsOnAttributesAreMonitoredToo() {
    Policy policy =
        put(
            monitored(
                "levels",
                new Target(
                    List.of("SECRET"),
                    List.of(new AttributeCondition("level", Operator.AT_LEAST, List.of("5"))),
                    List.of()),
                new Effect.Mask(MaskType.MASK_NULL),
                Subjects.NOBODY));
    parts.classifications.setLevels(column("customers", "email"), Map.of("SECRET", "9"));
    parts.classifications.setLevels(column("customers", "id"), Map.of("SECRET", "1"));

    monitored.masks(bob(), CUSTOMERS, COLUMNS);

    assertThat(outcomes(policy)).containsExactly("memory.default.customers.email MASKED");
  }

  @Test
  void promotingKeepsTheHistoryAndTheCountsAreTheOldVersions() {
    Policy policy =
        put(monitored("mask", SECRETS, new Effect.Mask(MaskType.MASK_NULL), Subjects.NOBODY));
    monitored.masks(bob(), CUSTOMERS, COLUMNS);

    Policy promoted = parts.policies.put(CONTEXT, mode(policy, PolicyMode.ENFORCE));

    assertThat(monitored.masks(bob(), CUSTOMERS, COLUMNS).get(1).mask()).isPresent();
    assertThat(parts.policies.history(TENANT, policy.id()))
        .extracting(Policy::mode)
        .containsExactly(PolicyMode.MONITOR, PolicyMode.ENFORCE);
    assertThat(parts.observations.of(TENANT, promoted))
        .extracting(Observations.Seen::version, Observations.Seen::total)
        .containsExactly(1L, 1L);

    Policy again = parts.policies.put(CONTEXT, mode(promoted, PolicyMode.MONITOR));
    assertThat(parts.observations.of(TENANT, again).total()).isZero();
    monitored.masks(bob(), CUSTOMERS, COLUMNS);
    assertThat(parts.observations.of(TENANT, again))
        .extracting(Observations.Seen::version, Observations.Seen::total)
        .containsExactly(3L, 1L);
  }

  @Test
  void countsAreBoundedAndOutliveARestart() {
    Policy policy =
        put(monitored("mask", SECRETS, new Effect.Mask(MaskType.MASK_NULL), Subjects.NOBODY));
    for (int i = 0; i < Observations.KINDS + 5; i++) {
      monitored.masks(new Asker(TENANT, TRINO, "user" + i, Set.of()), CUSTOMERS, COLUMNS);
    }
    parts.observations.close();

    Observations.Seen seen = new Observations(folder, CLOCK).of(TENANT, policy);

    assertThat(seen.observations()).hasSize(Observations.KINDS);
    assertThat(seen.total()).isEqualTo(Observations.KINDS + 5);
    assertThat(seen.others()).isEqualTo(5);
  }

  @Test
  void noUserWaitsForTheSecondEngine() {
    put(monitored("mask", SECRETS, new Effect.Mask(MaskType.MASK_NULL), Subjects.NOBODY));
    List<Runnable> waiting = new ArrayList<>();
    MonitorEngines late = new MonitorEngines(parts.engines, parts.directories, waiting::add);

    assertThat(late.of(TENANT, TRINO)).isEmpty();
    assertThat(late.of(TENANT, TRINO)).isEmpty();
    assertThat(waiting).hasSize(1);
    waiting.get(0).run();
    assertThat(late.of(TENANT, TRINO)).isPresent();
  }

  @Test
  void aTenantWithoutMonitoredPoliciesHasNoSecondEngine() {
    MonitorEngines engines =
        new MonitorEngines(
            parts.engines,
            parts.directories,
            task -> {
              throw new AssertionError("an engine is made");
            });

    assertThat(engines.of(TENANT, TRINO)).isEmpty();
  }

  @Test
  void aReportTellsWhatWouldBeSeen() {
    put(monitored("mask", SECRETS, new Effect.Mask(MaskType.MASK_NULL), Subjects.ofUsers("olga")));
    AccessReport report =
        new RangerReport(parts.engines, parts.monitors, parts.tags, parts.directories, CLOCK);
    Subject email = new Subject(column("customers", "email"), "varchar");

    View bob = report.of(TENANT, email, "bob", Set.of()).get(0);
    View olga = report.of(TENANT, email, "olga", Set.of()).get(0);

    assertThat(bob.sight()).hasToString("CLEAR");
    assertThat(bob.monitored())
        .hasValueSatisfying(
            then -> {
              assertThat(then.sight()).hasToString("MASKED");
              assertThat(then.decisive().reason()).contains("because of SECRET: policy");
            });
    assertThat(olga.monitored()).isEmpty();
  }

  private List<String> outcomes(Policy policy) {
    return parts.observations.of(TENANT, policy).observations().stream()
        .map(one -> one.resource() + " " + one.outcome())
        .toList();
  }

  private Policy put(Policy policy) {
    return parts.policies.put(CONTEXT, policy);
  }

  private static Asker bob() {
    return new Asker(TENANT, TRINO, "bob", Set.of());
  }

  private static Policy monitored(String name, Target target, Effect effect, Subjects exceptions) {
    return monitored(name, target, effect, exceptions, 0);
  }

  private static Policy monitored(
      String name, Target target, Effect effect, Subjects exceptions, int priority) {
    return new Policy(
        0,
        name,
        "",
        Subjects.EVERYONE,
        target,
        effect,
        exceptions,
        List.of(),
        priority,
        true,
        PolicyMode.MONITOR,
        List.of(),
        0,
        "",
        0);
  }

  private static Policy mode(Policy policy, PolicyMode mode) {
    return new Policy(
        policy.id(),
        policy.name(),
        policy.description(),
        policy.subjects(),
        policy.target(),
        policy.effect(),
        policy.exceptions(),
        policy.validity(),
        policy.priority(),
        policy.enabled(),
        mode,
        policy.labels(),
        policy.version(),
        "",
        0);
  }
}
