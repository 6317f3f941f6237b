package dev.lily.policy.ranger;

import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.TENANT;
import static dev.lily.policy.PolicyParts.TRINO;
import static dev.lily.policy.PolicyParts.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.policy.Asker;
import dev.lily.policy.Decision;
import dev.lily.policy.Decisions;
import dev.lily.policy.Effect;
import dev.lily.policy.EngineResource;
import dev.lily.policy.MaskType;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyMode;
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

/** Which of several masks counts, as the documentation says it. */
class TestMaskOrder {
  private static final Target PII = Target.classifications("PII");
  private static final Target COLUMN =
      Target.resources(
          ResourcePattern.of("catalog", "memory", "schema", "*", "table", "t", "column", "c"));

  private PolicyParts parts;

  @BeforeEach
  void tagged(@TempDir Path folder) {
    parts = new PolicyParts(folder);
    parts.classifications.set(column("t", "c"), "PII");
    parts.policies.remove(CONTEXT, 3);
  }

  private void mask(String name, MaskType type, Target target, int priority, Subjects exceptions) {
    parts.policies.put(
        CONTEXT,
        new Policy(
            0,
            name,
            "",
            Subjects.EVERYONE,
            target,
            new Effect.Mask(type),
            exceptions,
            List.of(),
            priority,
            true,
            PolicyMode.ENFORCE,
            List.of(),
            0,
            "",
            0));
  }

  private MaskType seen(String user) {
    return parts
        .decisions
        .mask(
            new Asker(TENANT, TRINO, user, Set.of()),
            EngineResource.of("catalog", "memory", "schema", "default", "table", "t"),
            new Decisions.Column("c", "varchar"))
        .mask()
        .map(Decision.Mask::type)
        .orElse(MaskType.MASK_NONE);
  }

  @Test
  void theFirstByItsName() {
    mask("b", MaskType.MASK_NULL, PII, 0, Subjects.NOBODY);
    mask("a", MaskType.MASK_HASH, PII, 0, Subjects.NOBODY);
    assertThat(seen("bob")).isEqualTo(MaskType.MASK_HASH);
  }

  @Test
  void butPriorityBeforeNames() {
    mask("a", MaskType.MASK_HASH, PII, 0, Subjects.NOBODY);
    mask("b", MaskType.MASK_NULL, PII, 1, Subjects.NOBODY);
    assertThat(seen("bob")).isEqualTo(MaskType.MASK_NULL);
  }

  @Test
  void byClassificationBeforeByName() {
    mask("a", MaskType.MASK_HASH, COLUMN, 0, Subjects.NOBODY);
    assertThat(seen("bob")).isEqualTo(MaskType.MASK_HASH);
    mask("b", MaskType.MASK_NULL, PII, 0, Subjects.NOBODY);
    assertThat(seen("bob")).isEqualTo(MaskType.MASK_NULL);
  }

  @Test
  void whoIsExceptedFromTheFirstSeesItAsItIs() {
    mask("a", MaskType.MASK_HASH, PII, 0, Subjects.ofUsers("olga"));
    mask("b", MaskType.MASK_NULL, PII, 0, Subjects.NOBODY);
    assertThat(seen("olga")).isEqualTo(MaskType.MASK_NONE);
    mask("c", MaskType.MASK_NULL, PII, 1, Subjects.NOBODY);
    assertThat(seen("olga")).isEqualTo(MaskType.MASK_NULL);
  }
}
