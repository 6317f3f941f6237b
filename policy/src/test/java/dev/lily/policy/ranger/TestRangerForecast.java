package dev.lily.policy.ranger;

import static dev.lily.policy.PolicyParts.CLOCK;
import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.TENANT;
import static dev.lily.policy.PolicyParts.TRINO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.policy.AccessForecast;
import dev.lily.policy.AccessForecast.Change;
import dev.lily.policy.AccessForecast.Effects;
import dev.lily.policy.AccessForecast.Kind;
import dev.lily.policy.AccessForecast.Limits;
import dev.lily.policy.AccessForecast.Outlook;
import dev.lily.policy.AccessForecast.Shift;
import dev.lily.policy.AccessForecast.Sight;
import dev.lily.policy.AccessForecast.Who;
import dev.lily.policy.Asker;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestRangerForecast {
  private static final List<String> TAGS = List.of("PII", "SECRET", "GDPR");
  private static final Limits ALL = new Limits(100, 1_000_000, 1_000);

  @TempDir Path folder;

  @Test
  void theStandardPoliciesTakeClearAccessFromAllButPrivacyOfficers() {
    PolicyParts parts = new PolicyParts(folder);
    List<Change> changes =
        IntStream.range(0, 20)
            .mapToObj(i -> PolicyParts.column("orders", "c" + i))
            .map(column -> new Change(column, List.of(pii())))
            .toList();

    Outlook outlook = forecast(parts).of(TENANT, changes, new Limits(100, 1_000, 3));

    assertThat(outlook.resources()).isEqualTo(20);
    assertThat(outlook.principals()).isEqualTo(3);
    assertThat(outlook.evaluated()).isEqualTo(60).isEqualTo(outlook.total());
    assertThat(outlook.effects()).hasSize(1);
    Effects effects = outlook.effects().get(0);
    assertThat(effects.who()).isEqualTo(new Who(Kind.EVERYONE_ELSE, ""));
    assertThat(effects.shifts()).hasSize(1);
    Shift shift = effects.shifts().get(0);
    assertThat(shift.losesClear()).isTrue();
    assertThat(shift.after()).isEqualTo(Sight.MASKED);
    assertThat(shift.count()).isEqualTo(20);
    assertThat(shift.examples()).hasSize(3);
  }

  @Test
  void theLimitsAreTold() {
    PolicyParts parts = new PolicyParts(folder);
    List<Change> changes =
        IntStream.range(0, 10)
            .mapToObj(i -> PolicyParts.column("t" + i, "c"))
            .map(column -> new Change(column, List.of(pii())))
            .toList();

    Outlook outlook = forecast(parts).of(TENANT, changes, new Limits(2, 8, 1));

    assertThat(outlook.total()).isEqualTo(30);
    assertThat(outlook.evaluated()).isEqualTo(8);
  }

  @Test
  void assetsThatNoEngineKnowsConcernNobody() {
    Change change = new Change(new AssetKey("kafka_topic", "orders@prod"), List.of(pii()));

    Outlook outlook = forecast(new PolicyParts(folder)).of(TENANT, List.of(change), ALL);

    assertThat(outlook.resources()).isZero();
    assertThat(outlook.effects()).isEmpty();
  }

  static IntStream seeds() {
    return IntStream.rangeClosed(1, Integer.getInteger("lily.seeds", 30));
  }

  /** What is foretold is what is decided once the tags are there. */
  @ParameterizedTest
  @MethodSource("seeds")
  void everyForecastComesTrue(int seed) {
    Random random = new Random(seed);
    PolicyParts parts = new PolicyParts(folder);
    parts.directories.put(TENANT, directory());
    for (int i = 0; i < 6; i++) {
      parts.policies.put(CONTEXT, policy("policy " + i, random));
    }
    Map<AssetKey, List<String>> tags = new LinkedHashMap<>();
    for (int i = 0; i < 6; i++) {
      tags.put(asset(random), tags(random));
    }
    parts.classifications.setAll(tags);
    Map<AssetKey, List<String>> next = new LinkedHashMap<>();
    for (int i = 0; i < 8; i++) {
      next.put(asset(random), tags(random));
    }
    List<Change> changes = new ArrayList<>();
    next.forEach(
        (asset, types) ->
            changes.add(
                new Change(
                    asset,
                    types.stream().map(t -> new Classification(t, new Guid(7, 1))).toList())));

    Outlook outlook = forecast(parts).of(TENANT, changes, ALL);
    Map<String, Sight> before = sights(parts, outlook, next.keySet());
    parts.classifications.setAll(next);
    Map<String, Sight> after = sights(parts, outlook, next.keySet());

    assertThat(outlook.evaluated()).isEqualTo(outlook.total());
    assertThat(foretold(outlook)).isEqualTo(different(before, after));
  }

  private static Set<String> foretold(Outlook outlook) {
    Set<String> foretold = new TreeSet<>();
    for (Effects effects : outlook.effects()) {
      for (Shift shift : effects.shifts()) {
        assertThat(shift.examples()).hasSize(shift.count());
        shift
            .examples()
            .forEach(
                place ->
                    foretold.add(
                        key(effects.who(), place.resource()) + shift.before() + shift.after()));
      }
    }
    return foretold;
  }

  private static Set<String> different(Map<String, Sight> before, Map<String, Sight> after) {
    Set<String> different = new TreeSet<>();
    before.forEach(
        (key, sight) -> {
          if (sight != after.get(key)) {
            different.add(key + sight + after.get(key));
          }
        });
    return different;
  }

  private static String key(Who who, EngineResource resource) {
    return who.kind() + " " + who.name() + " " + resource + " ";
  }

  private static Map<String, Sight> sights(
      PolicyParts parts, Outlook outlook, Set<AssetKey> assets) {
    Map<String, Sight> sights = new HashMap<>();
    for (Who who : named(parts)) {
      for (AssetKey asset : assets) {
        for (EngineResource resource : parts.tags.of(TENANT, TRINO).resourcesOf(asset)) {
          sights.put(key(who, resource), sight(parts.decisions, asker(who), resource));
        }
      }
    }
    assertThat(outlook.effects()).extracting(Effects::who).isSubsetOf(named(parts));
    return sights;
  }

  private static Sight sight(Decisions decisions, Asker asker, EngineResource resource) {
    EngineResource column = resource;
    for (String element : List.of("schema", "table", "column")) {
      if (!column.elements().containsKey(element)) {
        column = column.child(element, "whatever");
      }
    }
    EngineResource table = column.parent().orElseThrow();
    if (!decisions.access(asker, column, "select", Reach.SELF).allowed()) {
      return Sight.DENIED;
    }
    Decisions.Column named = new Decisions.Column(column.leafValue(), "varchar");
    if (decisions.mask(asker, table, named).mask().isPresent()) {
      return Sight.MASKED;
    }
    boolean filtered =
        resource.leaf().equals("table")
            && decisions.rowFilter(asker, table).rowFilter().isPresent();
    return filtered ? Sight.ROWS_FILTERED : Sight.CLEAR;
  }

  /** Somebody real of whom the same holds. */
  private static Asker asker(Who who) {
    return switch (who.kind()) {
      case EVERYONE_ELSE -> new Asker(TENANT, TRINO, "somebody", Set.of());
      case USER -> new Asker(TENANT, TRINO, who.name(), Set.of());
      case GROUP -> new Asker(TENANT, TRINO, "somebody", Set.of(who.name()));
      case ROLE -> new Asker(TENANT, TRINO, "has_" + who.name(), Set.of());
    };
  }

  private static List<Who> named(PolicyParts parts) {
    Set<Who> named = new HashSet<>(Set.of(new Who(Kind.EVERYONE_ELSE, "")));
    for (Policy policy : parts.policies.current(TENANT).policies()) {
      for (Subjects subjects : List.of(policy.subjects(), policy.exceptions())) {
        subjects.users().forEach(name -> named.add(new Who(Kind.USER, name)));
        subjects.groups().forEach(name -> named.add(new Who(Kind.GROUP, name)));
        subjects.roles().forEach(name -> named.add(new Who(Kind.ROLE, name)));
      }
    }
    return whos().stream().filter(named::contains).toList();
  }

  private static List<Who> whos() {
    return List.of(
        new Who(Kind.EVERYONE_ELSE, ""),
        new Who(Kind.USER, "ann"),
        new Who(Kind.USER, "bob"),
        new Who(Kind.GROUP, "staff"),
        new Who(Kind.GROUP, "privacy_officers"),
        new Who(Kind.ROLE, "privacy_officers"),
        new Who(Kind.ROLE, "dpo"),
        new Who(Kind.ROLE, "outer"));
  }

  private static Directory directory() {
    return new Directory(
        0,
        0,
        Map.of("ann", new Directory.User(Set.of("staff"), Map.of())),
        Map.of(),
        Map.of(
            "privacy_officers",
                new Directory.Role("", Set.of("has_privacy_officers"), Set.of(), Set.of()),
            "dpo", new Directory.Role("", Set.of("has_dpo"), Set.of("staff"), Set.of()),
            "outer", new Directory.Role("", Set.of("has_outer"), Set.of(), Set.of("dpo"))));
  }

  private static AssetKey asset(Random random) {
    String name = "memory." + pick(List.of("s1", "s2"), random);
    int depth = random.nextInt(6);
    if (depth == 0) {
      return new AssetKey("trino_schema", name + "@lily");
    }
    name += "." + pick(List.of("t1", "T2"), random);
    return depth == 1
        ? new AssetKey("trino_table", name + "@lily")
        : new AssetKey(
            "trino_column", name + "." + pick(List.of("a", "b", "Col", "d"), random) + "@lily");
  }

  private static List<String> tags(Random random) {
    return TAGS.stream().filter(tag -> random.nextInt(3) == 0).toList();
  }

  private static Policy policy(String name, Random random) {
    Effect effect =
        switch (random.nextInt(5)) {
          case 0 -> new Effect.Allow(Set.of("select"));
          case 1 -> new Effect.Deny(Set.of("select"));
          case 2 -> new Effect.FilterRows("a = " + random.nextInt(9));
          case 3 -> new Effect.Mask(MaskType.MASK_NONE);
          default -> new Effect.Mask(MaskType.MASK_HASH);
        };
    List<String> classifications = random.nextInt(4) == 0 ? List.of() : List.of(pick(TAGS, random));
    List<ResourcePattern> resources =
        classifications.isEmpty() || random.nextInt(3) == 0
            ? List.of(pattern(effect, random))
            : List.of();
    return new Policy(
        name,
        subjects(random),
        new Target(classifications, resources),
        effect,
        random.nextBoolean() ? Subjects.NOBODY : subjects(random));
  }

  private static ResourcePattern pattern(Effect effect, Random random) {
    String schema = pick(List.of("s1", "s?"), random);
    String table = pick(List.of("t1", "t*"), random);
    return effect instanceof Effect.FilterRows || random.nextBoolean()
        ? ResourcePattern.of("catalog", "memory", "schema", schema, "table", table)
        : ResourcePattern.of(
            "catalog",
            "memory",
            "schema",
            schema,
            "table",
            table,
            "column",
            pick(List.of("a", "col"), random));
  }

  private static Subjects subjects(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Subjects.EVERYONE;
      case 1 -> Subjects.ofUsers(pick(List.of("ann", "bob"), random));
      case 2 -> Subjects.ofGroups(pick(List.of("staff", "privacy_officers"), random));
      default ->
          new Subjects(Set.of(), Set.of(), Set.of(pick(List.of("dpo", "outer"), random)), false);
    };
  }

  private static Classification pii() {
    return new Classification("PII", new Guid(7, 1));
  }

  private static AccessForecast forecast(PolicyParts parts) {
    return new RangerForecast(parts.engines, parts.tags, parts.directories, CLOCK);
  }

  private static <T> T pick(List<T> among, Random random) {
    return among.get(random.nextInt(among.size()));
  }
}
