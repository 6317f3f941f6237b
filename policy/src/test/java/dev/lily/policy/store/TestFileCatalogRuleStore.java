package dev.lily.policy.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.policy.Subjects;
import dev.lily.policy.access.Action;
import dev.lily.policy.access.CatalogRule;
import dev.lily.policy.access.CatalogRule.Effect;
import dev.lily.policy.access.CatalogRule.On;
import dev.lily.policy.access.CatalogRules;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestFileCatalogRuleStore {
  private static final RequestContext CONTEXT =
      new RequestContext(
          TenantId.DEFAULT,
          new Principal("admin", Set.of(), Set.of("admin")),
          Clock.systemUTC(),
          "request-1");
  private static final CatalogRule RULE =
      new CatalogRule(
          "no-pii",
          "",
          Subjects.ofGroups("analysts"),
          Set.of(Action.READ_METADATA),
          new On(Set.of("rdbms_*"), Set.of("raw.*"), Set.of("PII"), true),
          Effect.DENY,
          Set.of());

  @TempDir Path folder;

  @Test
  void keepsEveryVersionAcrossRestarts() {
    FileCatalogRuleStore store = new FileCatalogRuleStore(folder);
    assertThat(store.current(TenantId.DEFAULT)).isEqualTo(CatalogRules.NONE);

    CatalogRules first = store.put(CONTEXT, List.of(RULE), 0, "first");
    CatalogRules second = store.put(CONTEXT, List.of(), 1, "");

    FileCatalogRuleStore again = new FileCatalogRuleStore(folder);
    assertThat(again.current(TenantId.DEFAULT)).isEqualTo(second);
    assertThat(again.versions(TenantId.DEFAULT)).containsExactly(first, second);
    assertThat(again.current(new TenantId("other"))).isEqualTo(CatalogRules.NONE);
  }

  @Test
  void refusesAChangeOfWhatSomebodyElseChanged() {
    FileCatalogRuleStore store = new FileCatalogRuleStore(folder);
    store.put(CONTEXT, List.of(RULE), 0, "");

    assertThatThrownBy(() -> store.put(CONTEXT, List.of(), 0, ""))
        .hasMessageContaining("version 1, not 0");
  }
}
