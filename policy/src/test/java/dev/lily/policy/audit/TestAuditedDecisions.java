package dev.lily.policy.audit;

import static dev.lily.policy.PolicyParts.CLOCK;
import static dev.lily.policy.PolicyParts.TENANT;
import static dev.lily.policy.PolicyParts.TRINO;
import static dev.lily.policy.PolicyParts.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.policy.Asker;
import dev.lily.policy.Decisions.Column;
import dev.lily.policy.Decisions.Reach;
import dev.lily.policy.EngineResource;
import dev.lily.policy.PolicyParts;
import dev.lily.policy.audit.DecisionEvent.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestAuditedDecisions {
  private static final EngineResource CUSTOMERS =
      EngineResource.of("catalog", "memory", "schema", "default", "table", "customers");

  @TempDir Path folder;

  @Test
  void columnsThatAreDecidedAlikeAreOneEvent() {
    PolicyParts parts = new PolicyParts(folder);
    parts.classifications.set(column("customers", "email"), "PII");
    parts.classifications.set(column("customers", "phone"), "PII");
    Kept kept = new Kept(true);
    AuditedDecisions decisions = audited(parts, kept);
    Asker bob = new Asker(TENANT, TRINO, "bob", Set.of("analysts"));

    decisions.masks(
        bob,
        CUSTOMERS,
        List.of(
            new Column("id", "bigint"),
            new Column("email", "varchar"),
            new Column("phone", "varchar")));
    decisions.access(bob, CUSTOMERS, List.of("id", "email"), "select", Reach.SELF);
    decisions.rowFilter(bob, CUSTOMERS);
    decisions.access(bob, EngineResource.of("user", "olga"), "impersonate", Reach.SELF);

    assertThat(kept.events)
        .extracting(
            DecisionEvent::action,
            DecisionEvent::resource,
            DecisionEvent::columns,
            DecisionEvent::verdict)
        .containsExactly(
            row("mask", "memory.default.customers", List.of("id"), Verdict.CLEAR),
            row("mask", "memory.default.customers", List.of("email", "phone"), Verdict.MASKED),
            row("select", "memory.default.customers", List.of("id", "email"), Verdict.ALLOWED),
            row("filter-rows", "memory.default.customers", List.of(), Verdict.CLEAR),
            row("impersonate", "olga", List.of(), Verdict.DENIED));
    DecisionEvent masked = kept.events.get(1);
    assertThat(masked.tags()).containsExactly("PII");
    assertThat(masked.policies()).hasSize(1);
    assertThat(masked.user()).isEqualTo("bob");
    assertThat(masked.groups()).containsExactly("analysts");
    assertThat(masked.requestId()).isEqualTo("r1");
    assertThat(masked.askedBy()).isEqualTo("trino-account");
    assertThat(masked.time()).isEqualTo(CLOCK.millis());
  }

  @Test
  void whatIsNotWantedIsNotTold() {
    Kept kept = new Kept(false);
    audited(new PolicyParts(folder), kept)
        .rowFilter(new Asker(TENANT, TRINO, "bob", Set.of()), CUSTOMERS);
    assertThat(kept.events).isEmpty();
  }

  private static Tuple row(Object... values) {
    return Tuple.tuple(values);
  }

  private static AuditedDecisions audited(PolicyParts parts, AuditTrail trail) {
    return new AuditedDecisions(
        parts.decisions, trail, new AuditedDecisions.Door("opa", "r1", "trino-account", CLOCK));
  }

  private static final class Kept implements AuditTrail {
    final List<DecisionEvent> events = new ArrayList<>();
    private final boolean all;

    Kept(boolean all) {
      this.all = all;
    }

    @Override
    public boolean wants(boolean denied) {
      return all;
    }

    @Override
    public void add(AuditEvent event) {
      events.add((DecisionEvent) event);
    }
  }
}
