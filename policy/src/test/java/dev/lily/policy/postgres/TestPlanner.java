package dev.lily.policy.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.policy.Directory;
import dev.lily.policy.Effect;
import dev.lily.policy.MaskType;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyParts;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.Subjects;
import dev.lily.policy.Target;
import dev.lily.policy.binding.PostgresTarget.Columns;
import dev.lily.policy.binding.PostgresTarget.Rows;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPlanner {
  private static final PgGrant TO_ANALYSTS = new PgGrant("analysts", "", false);

  @TempDir Path folder;

  private PostgresParts views() {
    return new PostgresParts(folder, Columns.VIEWS, Rows.VIEWS);
  }

  @Test
  void aTableWithoutTagsIsLeftAlone() {
    PostgresParts lily = views();
    assertThat(lily.planner.concern(PolicyParts.TENANT, lily.service).test("sales", "t")).isFalse();
    assertThat(lily.plan(PostgresParts.state(PostgresParts.table(TO_ANALYSTS))).isEmpty()).isTrue();
  }

  @Test
  void aTagMakesAViewAndMovesTheRight() {
    PostgresParts lily = views();
    lily.parts.classifications.set(PostgresParts.column("email"), "PII");
    SyncPlan plan = lily.plan(PostgresParts.state(PostgresParts.table(TO_ANALYSTS)));
    assertThat(plan.before()).contains("CREATE SCHEMA \"sales_masked\"");
    assertThat(plan.tables()).hasSize(1);
    assertThat(plan.tables().get(0).statements().get(0))
        .startsWith("CREATE OR REPLACE VIEW \"sales_masked\".\"t\" WITH (security_barrier = true)")
        .contains(
            "\"id\" AS \"id\"",
            "to_regrole('\"privacy_officers\"')",
            "THEN \"Email\" ELSE cast(upper(encode(sha256(convert_to(\"Email\"::text, 'UTF8')),"
                + " 'hex')) as text) END AS \"Email\"");
    assertThat(plan.tables().get(0).statements())
        .contains(
            "GRANT SELECT ON \"sales_masked\".\"t\" TO \"analysts\"",
            "REVOKE SELECT ON \"sales\".\"t\" FROM \"analysts\" CASCADE");
    assertThat(plan.tables().get(0).closing())
        .contains("REVOKE SELECT ON \"sales\".\"t\" FROM \"analysts\" CASCADE");
    assertThat(plan.covered()).isEqualTo(1);
  }

  @Test
  void whoSeesEverythingKeepsTheTable() {
    PostgresParts lily = views();
    lily.parts.classifications.set(PostgresParts.column("email"), "PII");
    SyncPlan plan =
        lily.plan(
            PostgresParts.state(
                PostgresParts.table(
                    new PgGrant("privacy_officers", "", false), new PgGrant("", "", false))));
    assertThat(plan.statements())
        .contains("REVOKE SELECT ON \"sales\".\"t\" FROM PUBLIC CASCADE")
        .noneMatch(sql -> sql.startsWith("REVOKE") && sql.contains("privacy_officers"));
  }

  @Test
  void columnsCanBeTakenAwayInstead() {
    PostgresParts lily = new PostgresParts(folder, Columns.GRANTS, Rows.RLS);
    lily.parts.classifications.set(PostgresParts.column("email"), "PII");
    SyncPlan plan = lily.plan(PostgresParts.state(PostgresParts.table(TO_ANALYSTS)));
    assertThat(plan.statements())
        .contains(
            "REVOKE SELECT ON \"sales\".\"t\" FROM \"analysts\" CASCADE",
            "GRANT SELECT (\"id\") ON \"sales\".\"t\" TO \"analysts\"")
        .noneMatch(sql -> sql.contains("VIEW"));
  }

  @Test
  void theDirectoryKnowsWhoIsAnOfficer() {
    PostgresParts lily = views();
    lily.parts.classifications.set(PostgresParts.column("email"), "PII");
    lily.parts.directories.put(
        PolicyParts.TENANT,
        Directory.EMPTY.withUsers(
            Map.of("bob", new Directory.User(Set.of("privacy_officers"), Map.of()))));
    SyncPlan plan = lily.plan(PostgresParts.state(PostgresParts.table(TO_ANALYSTS)));
    assertThat(plan.tables().get(0).statements().get(0))
        .contains("current_user::text IN ('bob')", "'member') OR current_user");
  }

  @Test
  void onlyNamesInPoliciesOfThisDatabaseAreMissed() {
    PostgresParts lily = views();
    lily.parts.classifications.set(PostgresParts.column("email"), "PII");
    lily.parts.policies.put(
        PolicyParts.CONTEXT,
        new Policy(
            "of all engines",
            Subjects.ofUsers("somebody_of_trino"),
            Target.classifications("PII"),
            new Effect.Mask(MaskType.MASK_NULL),
            Subjects.NOBODY));
    PgState state = PostgresParts.state(PostgresParts.table(TO_ANALYSTS));
    assertThat(lily.plan(state).warnings()).noneMatch(text -> text.contains("no role of it"));

    lily.parts.policies.put(
        PolicyParts.CONTEXT,
        new Policy(
            "of this one",
            Subjects.ofUsers("ghost"),
            Target.resources(new ResourcePattern("lake", Map.of("database", List.of("lake")))),
            new Effect.Mask(MaskType.MASK_NULL),
            Subjects.NOBODY));
    assertThat(lily.plan(state).warnings())
        .contains("policies of this database name what is no role of it: [ghost]");
  }

  @Test
  void aTableThatIsRenamedStaysClosed() {
    PostgresParts lily = views();
    PgState now = PostgresParts.state(PostgresParts.table());
    Remembered before =
        new Remembered(
            "sales", "old", 7, List.of(TO_ANALYSTS), Set.of("analysts"), false, List.of(), "x", "");
    SyncPlan plan =
        lily.plan(
            new PgState(
                "lake",
                "lily",
                true,
                false,
                now.roles(),
                Map.of(),
                now.tables(),
                List.of(),
                List.of(before),
                0));
    assertThat(plan.statements()).isEmpty();
    assertThat(plan.warnings()).anyMatch(text -> text.contains("sales.old is called sales.t now"));
  }

  @Test
  void aPartitionIsProtectedAsTheTableAbove() {
    PostgresParts lily = views();
    lily.parts.classifications.set(PostgresParts.columnAbove("email"), "PII");
    PgName above = new PgName("sales", "above");
    SyncPlan plan =
        lily.plan(
            PostgresParts.state(PostgresParts.below(above, PostgresParts.table(TO_ANALYSTS))));
    assertThat(plan.statements())
        .contains("REVOKE SELECT ON \"sales\".\"t\" FROM \"analysts\" CASCADE")
        .anyMatch(sql -> sql.startsWith("CREATE OR REPLACE VIEW \"sales_masked\".\"t\""))
        .anyMatch(sql -> sql.startsWith("INSERT INTO lily.applied") && sql.contains("above"));
    assertThat(lily.plan(PostgresParts.state(PostgresParts.below(above, PostgresParts.table()))))
        .as("nobody may read it by its own name")
        .matches(SyncPlan::isEmpty);
  }

  @Test
  void aTagOnAPartitionAloneIsTold() {
    PostgresParts lily = views();
    lily.parts.classifications.set(PostgresParts.column("email"), "PII");
    PgName above = new PgName("sales", "above");
    assertThat(
            lily.plan(
                    PostgresParts.state(
                        PostgresParts.below(above, PostgresParts.table(TO_ANALYSTS))))
                .warnings())
        .contains("sales.t: its rows are read in clear through [sales.above]; tag that too");
  }
}
