package dev.lily.policy.ranger;

import static dev.lily.policy.PolicyParts.CLOCK;
import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.TENANT;
import static dev.lily.policy.PolicyParts.column;
import static dev.lily.policy.PolicyParts.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lily.policy.AccessForecast.Sight;
import dev.lily.policy.AccessReport;
import dev.lily.policy.AccessReport.Column;
import dev.lily.policy.AccessReport.ColumnView;
import dev.lily.policy.AccessReport.Subject;
import dev.lily.policy.AccessReport.View;
import dev.lily.policy.Effect;
import dev.lily.policy.MaskType;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyParts;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.Subjects;
import dev.lily.policy.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report of a table tells of its columns, and of nothing that people do not know. */
class TestRangerReport {
  private static final Target SECRETS = Target.classifications("SECRET");
  private static final Effect HASHED = new Effect.Mask(MaskType.MASK_HASH);

  @TempDir Path folder;
  private PolicyParts parts;
  private AccessReport report;

  @BeforeEach
  void customers() {
    parts = new PolicyParts(folder);
    report = new RangerReport(parts.engines, parts.monitors, parts.tags, parts.directories, CLOCK);
    parts.classifications.set(column("customers", "email"), "SECRET");
    parts.classifications.set(column("customers", "phone"), "SECRET");
  }

  @Test
  void columnsThatAreMaskedOrHiddenAreTold() {
    put("hashed", SECRETS, HASHED);
    put(
        "no salaries",
        Target.resources(
            ResourcePattern.of(
                "catalog",
                "memory",
                "schema",
                "default",
                "table",
                "customers",
                "column",
                "salary")),
        new Effect.Deny(Set.of()));

    View view = bob();

    assertThat(view.sight()).isEqualTo(Sight.CLEAR);
    assertThat(view.summary()).isEqualTo("CLEAR, 2 of 4 columns MASKED, 1 of 4 columns DENIED");
    assertThat(view.columns().orElseThrow().other())
        .extracting(ColumnView::name, ColumnView::sight)
        .containsExactly(
            tuple("email", Sight.MASKED),
            tuple("phone", Sight.MASKED),
            tuple("salary", Sight.DENIED));
    ColumnView phone = view.columns().orElseThrow().other().get(1);
    assertThat(phone.decisive().mask().orElseThrow().expression()).contains("\"phone\"");
    assertThat(phone.decisive().reason()).contains("customers.phone because of SECRET");
  }

  @Test
  void aColumnThatIsExemptFromAMaskOfItsTableIsTold() {
    put(
        "all hashed",
        Target.resources(
            ResourcePattern.of("catalog", "memory", "schema", "default", "table", "customers")),
        HASHED);
    View view = bob();
    assertThat(view.summary()).isEqualTo("MASKED");
    assertThat(view.decisive().mask().orElseThrow().expression()).contains("\"any column\"");
    assertThat(view.decisive().reason()).startsWith("mask memory.default.customers.*: policy");
    assertThat(view.columns().orElseThrow().count()).isEqualTo(4);
  }

  @Test
  void whatPeopleReadHasNoNamesOfOurs() {
    View view = bob();
    assertThat(view.decisive().reason()).contains("memory.default.customers.*");
    assertThat(view.toString()).doesNotContain("lily_any");
  }

  @Test
  void whyItIsAnExceptionToSeeSomethingIsTold() {
    Target email =
        Target.resources(
            ResourcePattern.of(
                "catalog", "memory", "schema", "default", "table", "customers", "column", "email"));
    parts.policies.put(
        CONTEXT,
        new Policy("but not to bob", Subjects.EVERYONE, email, HASHED, Subjects.ofUsers("bob")));
    Subject asked = new Subject(column("customers", "email"), "varchar");
    View bob = report.of(TENANT, asked, "bob", Set.of()).get(0);
    assertThat(bob.summary()).isEqualTo("CLEAR");
    assertThat(bob.everyoneElse().orElseThrow().sight()).isEqualTo(Sight.MASKED);
    assertThat(bob.everyoneElse().orElseThrow().decisive().reason()).contains("'but not to bob'");
    assertThat(report.of(TENANT, asked, "ann", Set.of()).get(0).everyoneElse()).isEmpty();
  }

  @Test
  void aColumnHasNoColumns() {
    View view =
        report
            .of(TENANT, new Subject(column("customers", "email"), "varchar"), "bob", Set.of())
            .get(0);
    assertThat(view.columns()).isEmpty();
    assertThat(view.summary()).isEqualTo("CLEAR");
  }

  private View bob() {
    Subject customers =
        new Subject(
            table("customers"),
            "varchar",
            () -> List.of(known("phone"), known("id"), known("email"), known("salary")));
    return report.of(TENANT, customers, "bob", Set.of()).get(0);
  }

  private static Column known(String name) {
    return new Column(column("customers", name), "varchar");
  }

  private void put(String name, Target target, Effect effect) {
    parts.policies.put(
        CONTEXT, new Policy(name, Subjects.EVERYONE, target, effect, Subjects.NOBODY));
  }
}
