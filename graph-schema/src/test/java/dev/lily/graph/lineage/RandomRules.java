package dev.lily.graph.lineage;

import dev.lily.graph.rule.AssetPattern;
import dev.lily.graph.rule.BlockRule;
import dev.lily.graph.rule.DerivationRule;
import dev.lily.graph.rule.EdgePattern;
import dev.lily.graph.rule.Glob;
import dev.lily.graph.rule.PropagationRule;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.Transformation;
import dev.lily.graph.rule.TransformationPattern;
import dev.lily.graph.rule.TypeKin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules of every kind that speak about what {@link RandomChanges} makes: about assets of the type
 * {@code column} named like {@code db.table.c1}, relationships of the type {@code flows}, and the
 * classifications PII, SECRET and GDPR; they derive DERIVED0 to DERIVED2, and these three.
 */
public final class RandomRules {
  private static final List<String> NAMES = List.of("PII", "SECRET", "GDPR");
  private static final List<String> JOBS = List.of("load", "anonymize", "db.table.c1", "");

  private RandomRules() {}

  public static RuleSet of(Random random) {
    List<PropagationRule> rules = new ArrayList<>();
    if (random.nextInt(3) > 0) {
      rules.addAll(RuleSet.STANDARD.rules());
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      rules.add(block("block" + i, random));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      rules.add(derivation("derive" + i, random));
    }
    return new RuleSet(1 + random.nextInt(1_000_000), rules);
  }

  public static List<Transformation> ways(Random random) {
    List<Transformation> ways = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      ways.add(
          new Transformation(
              JOBS.get(random.nextInt(JOBS.size())),
              random.nextBoolean() ? "DIRECT" : "INDIRECT",
              "",
              random.nextInt(3) == 0));
    }
    return ways;
  }

  private static BlockRule block(String id, Random random) {
    List<String> names = random.nextBoolean() ? List.of() : List.of(NAMES.get(random.nextInt(3)));
    return new BlockRule(
        id,
        "",
        random.nextInt(5) == 0,
        names,
        new EdgePattern(
            random.nextInt(4) == 0 ? new Glob("flow*") : null,
            random.nextInt(3) == 0 ? new Glob(random.nextBoolean() ? "anon*" : "db.*") : null,
            random.nextInt(4) == 0 ? new TransformationPattern("DIRECT", null, null) : null,
            random.nextInt(3) == 0 ? asset(random) : null,
            asset(random)));
  }

  private static @Nullable AssetPattern asset(Random random) {
    return switch (random.nextInt(5)) {
      case 3 -> new AssetPattern(new Glob("Data?et"), new Glob("*" + random.nextInt(3)), null);
      case 0 -> new AssetPattern(null, new Glob("*c" + random.nextInt(4)), null);
      case 1 -> new AssetPattern(null, null, "verified");
      case 2 -> new AssetPattern(new Glob("col*"), new Glob("db.*.c1*"), null);
      default -> new AssetPattern(null, new Glob("*.c?"), "VERIFIED");
    };
  }

  /** Now and then SECRET is a PII, and a column a DataSet. */
  static TypeKin kin(Random random) {
    return new TypeKin(
        random.nextBoolean() ? Map.of("PII", Set.of("SECRET")) : Map.of(),
        Map.of("column", random.nextBoolean() ? Set.of("DataSet") : Set.of()));
  }

  /** Derives from the three names, or one thing from another without a loop. */
  private static DerivationRule derivation(String id, Random random) {
    int result = random.nextInt(4);
    String as = "DERIVED" + result;
    String base =
        result > 0 && random.nextInt(3) == 0
            ? "DERIVED" + random.nextInt(result)
            : NAMES.get(random.nextInt(3));
    // What is derived may be what somebody else puts on assets, or what it is derived from.
    String to = result == 3 ? "GDPR" : random.nextInt(5) == 0 ? base : as;
    List<String> bases = to.equals("GDPR") ? List.of("PII", "SECRET") : List.of(base);
    int levels = 1 + random.nextInt(3);
    AssetPattern target = random.nextInt(3) == 0 ? asset(random) : null;
    return random.nextBoolean()
        ? new DerivationRule.Lift(id, "", false, bases, to, levels, target)
        : new DerivationRule.Lower(id, "", false, bases, to, levels, target);
  }
}
