package dev.lily.policy.ranger;

import static dev.lily.policy.PolicyParts.CLOCK;
import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.TENANT;
import static dev.lily.policy.PolicyParts.TRINO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.AssetKey;
import dev.lily.policy.Asker;
import dev.lily.policy.AttributeCondition;
import dev.lily.policy.AttributeCondition.Operator;
import dev.lily.policy.Decision;
import dev.lily.policy.Decisions;
import dev.lily.policy.Decisions.Reach;
import dev.lily.policy.Directory;
import dev.lily.policy.Effect;
import dev.lily.policy.EngineResource;
import dev.lily.policy.MaskType;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyParts;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.Subjects;
import dev.lily.policy.Target;
import dev.lily.policy.binding.ServiceType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.ranger.plugin.policyengine.RangerAccessRequestImpl;
import org.apache.ranger.plugin.policyengine.RangerAccessResult;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For any policies, tags and users: what Lily decides is what a Ranger plug-in decides with the
 * documents it downloaded, deltas included.
 */
class TestTwoDoors {
  private static final List<String> USERS = List.of("ann", "bob", "cyd", "dan");
  private static final List<String> GROUPS = List.of("staff", "privacy_officers");
  private static final List<String> CITIES = List.of("b*", "Rome");
  private static final List<String> ROLES = List.of("dpo", "outer");
  private static final List<MaskType> FIXED_MASKS =
      List.of(
          MaskType.MASK,
          MaskType.MASK_SHOW_LAST_4,
          MaskType.MASK_HASH,
          MaskType.MASK_NULL,
          MaskType.MASK_NONE,
          MaskType.MASK_DATE_SHOW_YEAR);
  private static final List<String> TAGS = List.of("PII", "SECRET", "GDPR");
  private static final List<String> TABLES = List.of("t1", "t2", "t3");
  private static final List<String> COLUMNS = List.of("a", "b", "col");
  private final Date now = Date.from(CLOCK.instant());

  @TempDir Path folder;

  static IntStream seeds() {
    return IntStream.rangeClosed(1, Integer.getInteger("lily.seeds", 30));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decideAlike(int seed) {
    Random random = new Random(seed);
    PolicyParts parts = new PolicyParts(folder);
    parts.directories.put(TENANT, directory());
    for (int i = 0; i < 6; i++) {
      parts.policies.put(CONTEXT, randomPolicy("policy " + i, random));
    }
    for (int i = 0; i < 4; i++) {
      retag(parts, random);
    }
    FakePlugin plugin = new FakePlugin("trino", TRINO, documents(parts));
    long tags = parts.downloads.tags(TENANT, TRINO, -1, true).version();
    compareAll(parts, plugin, random);
    for (int round = 0; round < 3; round++) {
      retag(parts, random);
      Download delta = parts.downloads.tags(TENANT, TRINO, tags, true);
      if (delta instanceof Download.Document) {
        plugin.tags(delta);
      }
      tags = delta.version();
      compareAll(parts, plugin, random);
    }
    parts.policies.put(CONTEXT, randomPolicy("another", random));
    parts.directories.put(TENANT, moved(random));
    FakePlugin fresh = new FakePlugin("trino", TRINO, documents(parts));
    compareAll(parts, fresh, random);
  }

  /** Lily's engine and the plug-in's are brought forward; one more has downloaded everything. */
  @ParameterizedTest
  @MethodSource("seeds")
  void changedPoliciesDecideAlike(int seed) {
    Random random = new Random(seed);
    PolicyParts parts = new PolicyParts(folder);
    parts.directories.put(TENANT, directory());
    parts.policies.put(CONTEXT, randomPolicy("first", random));
    for (int i = 0; i < 6; i++) {
      retag(parts, random);
    }
    FakePlugin plugin = new FakePlugin("trino", TRINO, documents(parts));
    long version = parts.downloads.policies(TENANT, TRINO, -1, true).version();
    parts.decisions.warm(TENANT);
    for (int round = 0; round < 6; round++) {
      for (int change = random.nextInt(4); change >= 0; change--) {
        change(parts, round + " " + change, random);
      }
      Download news = parts.downloads.policies(TENANT, TRINO, version, true);
      if (!(news instanceof Download.NotModified)) {
        plugin.policies(news);
      }
      version = news.version();
      plugin.tags(parts.downloads.tags(TENANT, TRINO, -1, true));
      plugin.roles(parts.downloads.roles(TENANT, TRINO, -1));
      compareAll(parts, plugin, random);
      compareAll(parts, new FakePlugin("trino", TRINO, documents(parts)), random);
    }
  }

  private static void change(PolicyParts parts, String name, Random random) {
    List<Policy> all = parts.policies.current(TENANT).policies();
    Policy any = all.isEmpty() ? randomPolicy("none", random) : pick(all, random);
    switch (random.nextInt(all.isEmpty() ? 1 : 6)) {
      case 0, 1 -> parts.policies.put(CONTEXT, randomPolicy("policy " + name, random));
      case 2 -> parts.policies.remove(CONTEXT, any.id());
      case 3 -> parts.directories.put(TENANT, moved(random));
      default ->
          parts.policies.put(
              CONTEXT, randomPolicy(any.name(), random).stored(any.id(), any.version(), "", 0));
    }
  }

  static FakePlugin plugin(PolicyParts parts) {
    return new FakePlugin("trino", TRINO, documents(parts));
  }

  private static Download[] documents(PolicyParts parts) {
    return new Download[] {
      parts.downloads.policies(TENANT, TRINO, -1, true),
      parts.downloads.tags(TENANT, TRINO, -1, true),
      parts.downloads.roles(TENANT, TRINO, -1),
      parts.downloads.users(TENANT, TRINO, -1)
    };
  }

  void compareAll(PolicyParts parts, FakePlugin plugin, Random random) {
    for (String user : USERS) {
      Set<String> groups = random.nextBoolean() ? Set.of() : Set.of(pick(GROUPS, random));
      Asker asker = new Asker(TENANT, TRINO, user, groups);
      Set<String> allGroups = parts.directories.current(TENANT).groupsOf(user, groups);
      for (String schema : List.of("s1", "s2")) {
        for (String tableName : TABLES) {
          EngineResource table =
              EngineResource.of("catalog", "memory", "schema", schema, "table", tableName);
          compareTable(parts.decisions, plugin, asker, allGroups, table);
        }
      }
    }
  }

  private void compareTable(
      Decisions decisions,
      FakePlugin plugin,
      Asker asker,
      Set<String> groups,
      EngineResource table) {
    List<Decisions.Column> columns =
        COLUMNS.stream().map(name -> new Decisions.Column(name, "varchar")).toList();
    List<Decision> masks = decisions.masks(asker, table, columns);
    List<Decision> selects = decisions.access(asker, table, COLUMNS, "select", Reach.SELF);
    List<Decision> listed =
        decisions.access(asker, table, COLUMNS, Decisions.ANY_ACCESS, Reach.SELF_OR_INSIDE);
    for (int i = 0; i < COLUMNS.size(); i++) {
      EngineResource column = table.child("column", COLUMNS.get(i));
      String what = asker.user() + " " + groups + " " + column;
      assertThat(selects.get(i).allowed())
          .as("select %s: %s", what, selects.get(i))
          .isEqualTo(plugin.isAllowed(request(asker, groups, column, "select")));
      assertThat(listed.get(i).allowed())
          .as("list %s: %s", what, listed.get(i))
          .isEqualTo(
              plugin.isAllowed(
                  FakePlugin.inside(request(asker, groups, column, Decisions.ANY_ACCESS))));
      RangerAccessResult mask = plugin.mask(request(asker, groups, column, "select"));
      assertThat(masks.get(i).mask())
          .as("mask %s: %s", what, masks.get(i))
          .isEqualTo(
              mask != null && mask.isMaskEnabled()
                  ? Optional.of(
                      MaskExpressions.fill(
                          ServiceType.TRINO,
                          MaskExpressions.choice(mask),
                          COLUMNS.get(i),
                          "varchar"))
                  : Optional.empty());
    }
    compareAccess(decisions, plugin, asker, groups, table);
    compareAccess(decisions, plugin, asker, groups, table.parent().orElseThrow());
    RangerAccessResult filter = plugin.rowFilter(request(asker, groups, table, "select"));
    assertThat(decisions.rowFilter(asker, table).rowFilter())
        .as("row filter %s %s", asker, table)
        .isEqualTo(
            filter != null && filter.isRowFilterEnabled()
                ? Optional.of(filter.getFilterExpr())
                : Optional.empty());
  }

  private void compareAccess(
      Decisions decisions,
      FakePlugin plugin,
      Asker asker,
      Set<String> groups,
      EngineResource resource) {
    for (String access : List.of("select", "insert", Decisions.ANY_ACCESS)) {
      for (Reach reach : Reach.values()) {
        RangerAccessRequestImpl request = request(asker, groups, resource, access);
        if (reach == Reach.SELF_OR_INSIDE) {
          FakePlugin.inside(request);
        }
        Decision decision = decisions.access(asker, resource, access, reach);
        assertThat(decision.allowed())
            .as("%s %s %s %s: %s", access, reach, asker, resource, decision)
            .isEqualTo(plugin.isAllowed(request));
      }
    }
  }

  private RangerAccessRequestImpl request(
      Asker asker, Set<String> groups, EngineResource resource, String access) {
    return FakePlugin.request(resource.elements(), access, asker.user(), groups, now);
  }

  static void retag(PolicyParts parts, Random random) {
    String name = "memory." + pick(List.of("s1", "s2"), random);
    String type = "trino_schema";
    if (random.nextInt(6) > 0) {
      name += "." + pick(List.of("t1", "T2", "t3"), random);
      type = "trino_table";
      if (random.nextInt(4) > 0) {
        name += "." + pick(List.of("a", "b", "Col"), random);
        type = "trino_column";
      }
    }
    Map<String, String> levels = new LinkedHashMap<>();
    for (String tag : TAGS) {
      if (random.nextInt(3) == 0) {
        levels.put(tag, String.valueOf(1 + random.nextInt(12)));
      }
    }
    parts.classifications.setLevels(new AssetKey(type, name + "@lily"), levels);
  }

  static Policy randomPolicy(String name, Random random) {
    Effect effect =
        switch (random.nextInt(5)) {
          case 0 -> new Effect.Allow(Set.of("select"));
          case 1 -> new Effect.Deny(random.nextBoolean() ? Set.of() : Set.of("select"));
          case 2 -> new Effect.FilterRows("a = " + random.nextInt(9));
          case 3 -> new Effect.Mask(MaskType.CUSTOM, "'x" + random.nextInt(9) + "' || {col}");
          default -> new Effect.Mask(pick(FIXED_MASKS, random));
        };
    List<String> classifications = random.nextInt(3) == 0 ? List.of() : List.of(pick(TAGS, random));
    List<ResourcePattern> resources =
        classifications.isEmpty() || random.nextInt(3) == 0
            ? List.of(randomPattern(effect, random))
            : List.of();
    Policy policy =
        new Policy(
            name,
            randomSubjects(random),
            new Target(classifications, randomWhere(classifications, random), resources),
            effect,
            random.nextBoolean() ? Subjects.NOBODY : randomSubjects(random));
    return new Policy(
        0,
        name,
        "",
        policy.subjects(),
        policy.target(),
        effect,
        policy.exceptions(),
        List.of(),
        random.nextInt(4) == 0 ? 1 : 0,
        random.nextInt(8) > 0,
        policy.mode(),
        List.of(),
        0,
        "",
        0);
  }

  private static List<AttributeCondition> randomWhere(List<String> classifications, Random random) {
    return classifications.isEmpty() || random.nextInt(3) > 0
        ? List.of()
        : List.of(new AttributeCondition("level", Operator.AT_LEAST, List.of("9")));
  }

  private static ResourcePattern randomPattern(Effect effect, Random random) {
    int depth = 1 + random.nextInt(effect instanceof Effect.FilterRows ? 3 : 4);
    String[] all = {
      "catalog",
      "memory",
      "schema",
      pick(List.of("s1", "s?", "S2"), random),
      "table",
      pick(List.of("t1", "t*", "t3"), random),
      "column",
      pick(List.of("a", "col", "*"), random)
    };
    return ResourcePattern.of(Arrays.copyOf(all, 2 * depth));
  }

  private static Subjects randomSubjects(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> Subjects.EVERYONE;
      case 3 ->
          new Subjects(
              Set.of(), Set.of(), Set.of(), Map.of("city", Set.of(pick(CITIES, random))), false);
      case 1 -> Subjects.ofUsers(pick(USERS, random));
      case 2 -> Subjects.ofGroups(pick(GROUPS, random));
      default -> new Subjects(Set.of(), Set.of(), Set.of(pick(ROLES, random)), false);
    };
  }

  private static Directory moved(Random random) {
    Directory before = directory();
    Map<String, Directory.User> users = new LinkedHashMap<>(before.users());
    users.put("cyd", new Directory.User(Set.of("crew"), Map.of("city", pick(CITIES, random))));
    return new Directory(0, 0, users, before.groups(), before.roles());
  }

  static Directory directory() {
    return new Directory(
        0,
        0,
        Map.of(
            "ann", new Directory.User(Set.of("staff"), Map.of()),
            "dan", new Directory.User(Set.of("crew"), Map.of()),
            "bob", new Directory.User(Set.of(), Map.of("city", "Bonn"))),
        Map.of("crew", Map.of("city", "rome")),
        Map.of(
            "dpo", new Directory.Role("", Set.of("cyd"), Set.of("privacy_officers"), Set.of()),
            "outer", new Directory.Role("", Set.of(), Set.of(), Set.of("dpo"))));
  }

  private static <T> T pick(List<T> among, Random random) {
    return among.get(random.nextInt(among.size()));
  }
}
