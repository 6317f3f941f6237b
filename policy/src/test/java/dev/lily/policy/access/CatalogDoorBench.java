package dev.lily.policy.access;

import dev.lily.graph.Principal;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.sight.AssetGuard;
import dev.lily.policy.Subjects;
import dev.lily.policy.access.CatalogRule.Effect;
import dev.lily.policy.access.CatalogRule.On;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Prints what rules cost per asset. Arguments: how many rules, how many assets. */
final class CatalogDoorBench {
  private static final int ROUNDS = 5;

  private CatalogDoorBench() {}

  public static void main(String[] arguments) {
    int rules = Integer.parseInt(arguments[0]);
    int assets = Integer.parseInt(arguments[1]);
    KeptRules kept = new KeptRules();
    kept.set(rules(rules));
    CatalogDoor door =
        new CatalogDoor(
            kept,
            new TypeNames() {
              @Override
              public Set<String> aboveEntity(String name) {
                return Set.of("DataSet", "Asset");
              }

              @Override
              public Set<String> aboveClassification(String name) {
                return Set.of();
              }
            });
    Principal bob = new Principal("bob", Set.of("analysts"), Set.of(Roles.READER));
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      AssetGuard guard = door.of(TenantId.DEFAULT, bob);
      long seen = 0;
      for (int i = 0; i < assets; i++) {
        Guid guid = new Guid(1, i);
        AssetRef asset =
            new AssetRef(guid, new AssetKey("column", "db" + i % 7 + ".table.column" + i));
        List<Classification> carried =
            List.of(new Classification("C" + i % 50, guid), new Classification("C1", guid));
        seen += guard.sight(asset, carried).isVisible() ? 1 : 0;
      }
      System.out.printf(
          "%d rules, %d assets: %.2f us each, %d seen%n",
          rules, assets, (System.nanoTime() - start) / 1000.0 / assets, seen);
    }
  }

  private static CatalogRule[] rules(int count) {
    List<CatalogRule> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Set<String> names = i % 2 == 0 ? Set.of() : Set.of("db" + i % 7 + ".*");
      rules.add(
          new CatalogRule(
              "rule" + i,
              "",
              Subjects.EVERYONE,
              i % 3 == 0 ? Set.of() : Set.of(Action.READ_METADATA),
              new On(Set.of(), names, Set.of("C" + (i + 2)), false),
              i % 3 == 0 ? Effect.REDACT : Effect.DENY,
              Set.of()));
    }
    return rules.toArray(new CatalogRule[0]);
  }
}
