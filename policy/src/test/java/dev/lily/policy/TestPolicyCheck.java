package dev.lily.policy;

import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.graph.type.TypesDefCodec;
import dev.lily.policy.AttributeCondition.Operator;
import dev.lily.policy.ranger.EngineVocabulary;
import dev.lily.policy.ranger.LockoutCheck;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before it does harm. */
class TestPolicyCheck {
  private final PolicyCheck check = new PolicyCheck(new EngineVocabulary());
  private PolicyParts parts;
  private LockoutCheck lockout;

  @BeforeEach
  void parts(@TempDir Path folder) {
    parts = new PolicyParts(folder);
    lockout = new LockoutCheck(parts.engines, parts.directories, PolicyParts.CLOCK);
  }

  private List<String> check(Target target, Effect effect) {
    Policy policy = new Policy("a policy", Subjects.EVERYONE, target, effect, Subjects.NOBODY);
    return check.check(policy, parts.services.all(TENANT), TypeRegistry.empty(), false);
  }

  private void refused(Target target, Effect effect, String... messages) {
    assertThatThrownBy(() -> check(target, effect))
        .isInstanceOf(CatalogException.class)
        .hasMessageContainingAll(messages);
  }

  @Test
  void expressionsThatAreNoSqlAreRefused() {
    Target pii = Target.classifications("PII");
    for (String sql :
        List.of(
            "to_hex(sha256(to_utf8({col})))",
            "CASE WHEN {col} IS NULL THEN NULL ELSE cast('x' AS {type}) END",
            "regexp_replace({col}, '.(?=.{4})', 'x')",
            "'{col}' || \"odd name\"")) {
      assertThatCode(() -> check(pii, new Effect.Mask(MaskType.CUSTOM, sql)))
          .as(sql)
          .doesNotThrowAnyException();
    }
    for (String sql : List.of("concat({col}", "{col} {col}", "'open", "1; drop table t", "")) {
      assertThatThrownBy(() -> check(pii, new Effect.Mask(MaskType.CUSTOM, sql)))
          .as(sql)
          .isInstanceOf(CatalogException.class)
          .hasMessageContaining("expression");
    }
    for (String sql : List.of("country = 'DE'", "a > 1 AND b IN (1, 2)", "region = current_user")) {
      assertThatCode(() -> check(pii, new Effect.FilterRows(sql))).doesNotThrowAnyException();
    }
    refused(
        pii,
        new Effect.FilterRows("country = "),
        "effect.expression is not an SQL expression",
        "line 1, column 9 on: '= '");
    refused(
        pii,
        new Effect.FilterRows("a = 1\n  AND b = 2 c"),
        "it does not parse from line 2, column 13 on: 'c'");
    refused(
        pii,
        new Effect.Mask(MaskType.CUSTOM, "{type}({col} {col})"),
        "it does not parse from line 1, column 7 on: '({col} {col})'");
    refused(
        pii, new Effect.Mask(MaskType.CUSTOM, "'open"), "line 1, column 6 on: it ends too early");
  }

  @Test
  void resourcesAndAccessesMustExist() {
    Effect deny = new Effect.Deny(Set.of("select"));
    refused(
        Target.resources(new ResourcePattern("trinno", Map.of("catalog", List.of("lake")))),
        deny,
        "target.resources[0].service",
        "trinno",
        PolicyParts.TRINO);
    refused(
        Target.resources(ResourcePattern.of("catalogue", "lake")),
        deny,
        "target.resources[0].elements",
        "catalogue");
    refused(
        Target.resources(ResourcePattern.of("catalog", "lake")),
        new Effect.Deny(Set.of("slect")),
        "effect.accesses",
        "slect");
  }

  @Test
  void aPeriodThatNobodyCanReadIsRefused() {
    Policy policy =
        new Policy(
            0,
            "over",
            "",
            Subjects.EVERYONE,
            Target.classifications("PII"),
            new Effect.Allow(Set.of()),
            Subjects.NOBODY,
            List.of(new ValidityPeriod("", "2020-12-31", "UTC")),
            0,
            true,
            PolicyMode.ENFORCE,
            List.of(),
            0,
            "",
            0);
    assertThatThrownBy(
            () -> check.check(policy, parts.services.all(TENANT), TypeRegistry.empty(), false))
        .hasMessageContainingAll("validity[0].endTime", "2020-12-31");
  }

  @Test
  void aNumberIsComparedToNumbers() {
    TypeRegistry types =
        TypeRegistry.of(
            TypesDefCodec.decode(
                """
                {"classificationDefs":[{"name":"PII","attributeDefs":[
                  {"name":"level","typeName":"int"},{"name":"owner","typeName":"string"}]}]}
                """
                    .getBytes(StandardCharsets.UTF_8)));
    for (String value : List.of("abc", "", "5 or so")) {
      assertThatThrownBy(() -> check("level", Operator.GREATER, value, types))
          .as(value)
          .isInstanceOf(CatalogException.class)
          .hasMessageContainingAll("target.where", "level > " + value, "PII.level", "int");
    }
    assertThatThrownBy(() -> check("level", Operator.EQUAL, "abc", types))
        .isInstanceOf(CatalogException.class);
    assertThat(check("level", Operator.GREATER, "-1.5", types)).isEmpty();
    assertThat(check("level", Operator.LIKE, "1*", types)).isEmpty();
    assertThat(check("owner", Operator.GREATER, "abc", types)).isEmpty();
    assertThat(check("level", Operator.GREATER, "abc", TypeRegistry.empty())).hasSize(1);
  }

  private List<String> check(
      String attribute, Operator operator, String value, TypeRegistry types) {
    Target target =
        new Target(
            List.of("PII"),
            List.of(new AttributeCondition(attribute, operator, List.of(value))),
            List.of());
    Policy policy =
        new Policy("n", Subjects.EVERYONE, target, new Effect.Mask(MaskType.MASK), Subjects.NOBODY);
    return check.check(policy, parts.services.all(TENANT), types, false);
  }

  @Test
  void unknownClassificationsAreToldButKept() {
    assertThat(check(Target.classifications("PII"), new Effect.Mask(MaskType.MASK)))
        .containsExactly("there is no classification 'PII' yet");
  }

  private void propose(Policy policy) {
    lockout.check(TENANT, parts.policies.current(TENANT).with(policy), List.of(policy));
  }

  @Test
  void whatNobodyCouldReadAnyMoreIsRefused() {
    Policy closed =
        new Policy(
            "closed",
            Subjects.EVERYONE,
            Target.classifications("SECRET"),
            new Effect.Deny(Set.of("select")),
            Subjects.NOBODY);
    assertThatThrownBy(() -> propose(closed))
        .isInstanceOf(CatalogException.class)
        .hasMessageContainingAll("what is classified SECRET", "in exceptions", "force=true");
    Policy open =
        new Policy(
            "closed but for the officers",
            Subjects.EVERYONE,
            Target.classifications("SECRET"),
            new Effect.Deny(Set.of("select")),
            Subjects.ofGroups("officers"));
    parts.directories.put(
        TENANT, parts.directories.current(TENANT).withGroups(Map.of("officers", Map.of())));
    assertThatCode(() -> propose(open)).doesNotThrowAnyException();
    Policy table =
        new Policy(
            "closed table",
            Subjects.EVERYONE,
            Target.resources(ResourcePattern.of("catalog", "lake", "schema", "s", "table", "t*")),
            new Effect.Deny(Set.of()),
            Subjects.NOBODY);
    assertThatThrownBy(() -> propose(table)).hasMessageContaining("lake.s.t*.* in");
  }

  /** A name that nothing else knows may be misspelt; who is left must be somebody. */
  @Test
  void aGhostIsNobody() {
    PolicySet now = parts.policies.current(TENANT);
    Policy everybody = now.policies().get(0);
    Policy ghostOnly = everybody.about(Subjects.ofUsers("ghost"), Subjects.NOBODY);
    assertThatThrownBy(
            () -> lockout.check(TENANT, now.with(ghostOnly), List.of(everybody, ghostOnly)))
        .isInstanceOf(CatalogException.class)
        .hasMessageContainingAll("any data without a tag", "directory", "force=true");
    Policy closed =
        new Policy(
            "closed but for a ghost",
            Subjects.EVERYONE,
            Target.resources(ResourcePattern.of("catalog", "*")),
            new Effect.Deny(Set.of()),
            Subjects.ofUsers("ghost"));
    assertThatThrownBy(() -> propose(closed)).hasMessageContaining("force=true");
    Policy other =
        new Policy(
            "another that names it",
            Subjects.ofUsers("ghost"),
            Target.classifications("PII"),
            new Effect.Mask(MaskType.MASK_NULL),
            Subjects.NOBODY);
    parts.policies.put(CONTEXT, other);
    assertThatCode(() -> propose(closed)).doesNotThrowAnyException();
    parts.policies.remove(CONTEXT, 4);
    assertThatThrownBy(() -> propose(closed)).hasMessageContaining("force=true");
    parts.directories.put(
        TENANT,
        parts
            .directories
            .current(TENANT)
            .withUsers(Map.of("ghost", new Directory.User(Set.of(), Map.of()))));
    assertThatCode(() -> propose(closed)).doesNotThrowAnyException();
  }

  @Test
  void takingAwayTheLastPermissionIsRefused() {
    PolicySet now = parts.policies.current(TENANT);
    Policy everybody = now.policies().get(0);
    assertThatThrownBy(() -> lockout.check(TENANT, now.without(everybody.id()), List.of(everybody)))
        .hasMessageContainingAll("any data without a tag", "let a policy allow it")
        .hasMessageNotContaining("exceptions");
    parts.policies.put(
        CONTEXT,
        new Policy(
            "analysts",
            Subjects.ofGroups("analysts"),
            Target.resources(
                ResourcePattern.of("catalog", "*"), ResourcePattern.of("database", "*")),
            new Effect.Allow(Set.of()),
            Subjects.NOBODY));
    assertThatCode(
            () ->
                lockout.check(
                    TENANT,
                    parts.policies.current(TENANT).without(everybody.id()),
                    List.of(everybody)))
        .doesNotThrowAnyException();
  }

  @Test
  void templatesMakePoliciesThatPass() {
    Map<String, Map<String, String>> parameters =
        Map.of(
            "mask-classification", Map.of("classification", "PII", "exceptGroups", "dpo, legal"),
            "deny-classification", Map.of("classification", "PII", "exceptUsers", "olga"),
            "filter-rows", Map.of("resource", "lake.sales.orders", "condition", "country = 'DE'"),
            "allow-reading", Map.of("resource", "lake.sales", "groups", "analysts"));
    for (PolicyTemplate template : PolicyTemplate.all()) {
      Policy policy = template.create(parameters.getOrDefault(template.id(), Map.of()));
      assertThatCode(
              () -> check.check(policy, parts.services.all(TENANT), TypeRegistry.empty(), false))
          .as(template.id())
          .doesNotThrowAnyException();
    }
    assertThatThrownBy(() -> PolicyTemplate.FILTER_ROWS.create(Map.of("resource", "a.b.c")))
        .hasMessageContaining("condition is missing");
    assertThatThrownBy(() -> PolicyTemplate.ALLOW_READING.create(Map.of("table", "a")))
        .hasMessageContaining("table: template 'allow-reading' has [resource");
  }

  @Test
  void versionsAreComparedFieldByField() {
    Policy before = PolicyTemplate.MASK_CLASSIFICATION.create(Map.of("classification", "PII"));
    Policy after =
        PolicyTemplate.MASK_CLASSIFICATION.create(
            Map.of("classification", "PII", "mask", "MASK_NULL", "exceptGroups", "dpo"));
    assertThat(PolicyDiff.between(before, after))
        .extracting(PolicyDiff.Change::field)
        .containsExactly("effect.type", "exceptions.groups");
    assertThat(PolicyDiff.between(before, before)).isEmpty();
  }
}
