package dev.lily.policy.store;

import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.policy.Effect;
import dev.lily.policy.MaskType;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyMode;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.Subjects;
import dev.lily.policy.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestFilePolicyStore {
  @TempDir Path folder;
  private FilePolicyStore store;

  @BeforeEach
  void open() {
    store = new FilePolicyStore(folder);
  }

  @Test
  void aNewTenantHasTheDefaultPolicies() {
    assertThat(store.current(TENANT).version()).isEqualTo(1);
    assertThat(store.current(TENANT).policies()).hasSize(3);
    assertThat(store.current(new TenantId("other")).policies()).hasSize(3);
  }

  @Test
  void everyEffectOutlivesARestart() {
    List<Effect> effects =
        List.of(
            new Effect.Allow(Set.of("select")),
            new Effect.Deny(Set.of()),
            new Effect.Mask(MaskType.CUSTOM, "upper({col})"),
            new Effect.FilterRows("country = 'DE'"));
    List<Policy> stored = new ArrayList<>();
    for (Effect effect : effects) {
      stored.add(store.put(CONTEXT, policy("policy " + stored.size(), effect)));
    }
    FilePolicyStore reopened = new FilePolicyStore(folder);
    assertThat(reopened.current(TENANT).version()).isEqualTo(5);
    assertThat(reopened.current(TENANT).policies()).containsAll(stored).hasSize(7);
  }

  @Test
  void keepsEveryVersionAndNeverGivesAnIdTwice() {
    Policy first = store.put(CONTEXT, policy("a", new Effect.Deny(Set.of())));
    assertThat(store.put(CONTEXT, first)).isEqualTo(first);
    Policy second =
        store.put(
            CONTEXT, policy("b", new Effect.Deny(Set.of("select"))).stored(first.id(), 0, "", 0));
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.updatedBy()).isEqualTo("alice");
    assertThat(store.history(TENANT, first.id())).containsExactly(first, second);

    store.remove(CONTEXT, first.id());
    Policy other = new FilePolicyStore(folder).put(CONTEXT, policy("c", new Effect.Deny(Set.of())));
    assertThat(other.id()).isGreaterThan(first.id());
  }

  @Test
  void aRemovalHasAnAuthorAndCanBeUndone() {
    Policy first = store.put(CONTEXT, policy("a", new Effect.Deny(Set.of())));
    store.remove(CONTEXT, first.id());
    FilePolicyStore reopened = new FilePolicyStore(folder);
    assertThat(reopened.removals(TENANT, first.id()))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.version()).isEqualTo(2);
              assertThat(one.updatedBy()).isEqualTo("alice");
            });
    Policy back = reopened.revive(CONTEXT, first);
    assertThat(back.id()).isEqualTo(first.id());
    assertThat(back.version()).isEqualTo(3);
    assertThat(reopened.current(TENANT).policies()).contains(back);
    assertThat(reopened.history(TENANT, first.id())).containsExactly(first, back);
    assertThat(reopened.removals(TENANT, first.id())).hasSize(1);
    assertThatThrownBy(() -> reopened.revive(CONTEXT, first)).hasMessageContaining("already");
    assertThat(new FilePolicyStore(folder).current(TENANT)).isEqualTo(reopened.current(TENANT));
  }

  /** The removal is noted before it happens. */
  @Test
  void aRemovalThatACrashKeptFromHappeningIsNone() throws IOException {
    Policy first = store.put(CONTEXT, policy("a", new Effect.Deny(Set.of())));
    Path changes = folder.resolve("default/policies-changes.jsonl");
    Path all = folder.resolve("default/policies.json");
    byte[] before = Files.readAllBytes(all);
    store.remove(CONTEXT, first.id());
    Files.write(all, before);
    Files.deleteIfExists(changes);
    FilePolicyStore reopened = new FilePolicyStore(folder);
    assertThat(reopened.current(TENANT).find(first.id())).isPresent();
    assertThat(reopened.removals(TENANT, first.id())).isEmpty();
    reopened.put(CONTEXT, first.named("b"));
    assertThat(reopened.removals(TENANT, first.id())).isEmpty();
  }

  @Test
  void aChangeIsALineUntilTheNextStart() throws IOException {
    Path all = folder.resolve("default/policies.json");
    Path changes = folder.resolve("default/policies-changes.jsonl");
    Policy first = store.put(CONTEXT, policy("a", new Effect.Deny(Set.of())));
    byte[] written = Files.readAllBytes(all);

    Policy second = store.put(CONTEXT, policy("b", new Effect.Deny(Set.of())));
    store.remove(CONTEXT, first.id());
    assertThat(Files.readAllBytes(all)).isEqualTo(written);
    assertThat(Files.readAllLines(changes)).hasSize(2);

    FilePolicyStore reopened = new FilePolicyStore(folder);
    assertThat(reopened.current(TENANT)).isEqualTo(store.current(TENANT));
    assertThat(reopened.current(TENANT).version()).isEqualTo(4);
    assertThat(reopened.current(TENANT).policies()).contains(second).doesNotContain(first);
    assertThat(changes).doesNotExist();
  }

  @Test
  void aLineThatACrashCutShortWasNeverAnswered() throws IOException {
    Path changes = folder.resolve("default/policies-changes.jsonl");
    store.put(CONTEXT, policy("a", new Effect.Deny(Set.of())));
    store.put(CONTEXT, policy("b", new Effect.Deny(Set.of())));
    String line = Files.readString(changes);
    Files.writeString(changes, line + "{\"version\":4,\"time\":1,\"id");

    FilePolicyStore reopened = new FilePolicyStore(folder);
    assertThat(reopened.current(TENANT).version()).isEqualTo(3);
    reopened.put(CONTEXT, policy("c", new Effect.Deny(Set.of())));
    assertThat(new FilePolicyStore(folder).current(TENANT)).isEqualTo(reopened.current(TENANT));
  }

  @Test
  void aMissingLineIsNotPassedOver() throws IOException {
    Path changes = folder.resolve("default/policies-changes.jsonl");
    for (String name : List.of("a", "b", "c", "d")) {
      store.put(CONTEXT, policy(name, new Effect.Deny(Set.of())));
    }
    List<String> lines = Files.readAllLines(changes);
    Files.write(changes, List.of(lines.get(0), "{}x", lines.get(2)));

    assertThatThrownBy(() -> new FilePolicyStore(folder).current(TENANT))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("policies-changes.jsonl has no change to version 4");
  }

  @Test
  void refusesWhatCannotBe() throws IOException {
    store.put(CONTEXT, policy("a", new Effect.Deny(Set.of())));
    assertThatThrownBy(() -> store.put(CONTEXT, policy("a", new Effect.Deny(Set.of()))))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("is already named 'a'");
    assertThatThrownBy(() -> store.remove(CONTEXT, 99))
        .hasMessageContaining("no policy with id 99");
    assertThatThrownBy(() -> policy("m", new Effect.Mask(MaskType.CUSTOM)))
        .hasMessageContaining("expression");

    Files.writeString(folder.resolve("default/policies.json"), "{ broken");
    assertThatThrownBy(() -> new FilePolicyStore(folder).current(TENANT))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("policies.json cannot be read");
  }

  private static Policy policy(String name, Effect effect) {
    return new Policy(
        0,
        name,
        "why",
        Subjects.ofGroups("analysts"),
        new Target(List.of("PII"), List.of(ResourcePattern.of("catalog", "lake"))),
        effect,
        Subjects.ofUsers("olga"),
        List.of(new ValidityPeriod("2026/01/01 00:00:00", "", "Europe/Berlin")),
        1,
        true,
        PolicyMode.MONITOR,
        List.of(),
        0,
        "",
        0);
  }
}
