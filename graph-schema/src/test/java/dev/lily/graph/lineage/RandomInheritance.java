package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.rule.AssetPattern;
import dev.lily.graph.rule.BlockRule;
import dev.lily.graph.rule.EdgePattern;
import dev.lily.graph.rule.Glob;
import dev.lily.graph.rule.InheritRule;
import dev.lily.graph.rule.PropagationRule;
import dev.lily.graph.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes of a small catalog with processes, of which the oracle is told as well. */
final class RandomInheritance {
  static final List<String> ASPECTS = List.of("owner", "customAttributes.incident");

  final InheritOracle oracle = new InheritOracle();
  private final Random random;
  private final int size;
  private long position;

  RandomInheritance(long seed) {
    random = new Random(seed);
    size = 3 + random.nextInt(9);
  }

  /** One change; every asset is known from the beginning. */
  List<Op> begin() {
    List<Op> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(putAsset(i));
    }
    return all;
  }

  List<Op> next() {
    oracle.forget();
    return switch (random.nextInt(9)) {
      case 0, 1 -> List.of(putAsset(random.nextInt(size)));
      case 2 -> List.of(removeEdge());
      case 3 -> random.nextInt(3) == 0 ? List.of(purge()) : List.of(putEdge());
      default -> List.of(putEdge());
    };
  }

  private Op.At at() {
    position++;
    return new Op.At(TenantId.DEFAULT, position, position);
  }

  static Guid guid(int number) {
    return new Guid(number * 0x9E3779B97F4A7C15L, number);
  }

  private static boolean isProcess(int number) {
    return number % 4 == 0;
  }

  private Op putAsset(int number) {
    Set<String> aspects = new HashSet<>();
    ASPECTS.stream().filter(aspect -> random.nextInt(3) == 0).forEach(aspects::add);
    AssetKey key = new AssetKey(isProcess(number) ? "Process" : "table", "db.t" + number);
    Op.PutAsset put =
        new Op.PutAsset(
            at(),
            new AssetRef(guid(number), key),
            List.of(),
            random.nextInt(8) == 0,
            random.nextInt(3) == 0 ? "VERIFIED" : "",
            aspects);
    oracle.assets.put(guid(number), put);
    return put;
  }

  private Op putEdge() {
    int from = random.nextInt(size);
    int to = random.nextInt(size);
    if (!oracle.assets.containsKey(guid(from)) || !oracle.assets.containsKey(guid(to))) {
      return putAsset(oracle.assets.containsKey(guid(from)) ? to : from);
    }
    LineageEdge edge = edge(from, to);
    oracle.edges.put(InheritOracle.key(edge.from(), edge.to(), edge.relationshipType()), edge);
    return new Op.PutEdge(at(), edge);
  }

  private LineageEdge edge(int from, int to) {
    if (random.nextInt(3) == 0 || (isProcess(from) && isProcess(to))) {
      return LineageEdge.of(
          guid(from), guid(to), "contains", EdgeKind.HIERARCHY, PropagateTags.NONE);
    }
    String type = random.nextInt(5) == 0 ? InheritOracle.BARRED : "flows";
    EdgeKind kind =
        isProcess(from) == isProcess(to) ? EdgeKind.COLUMN_LINEAGE : EdgeKind.DATASET_LINEAGE;
    LineageEdge edge = LineageEdge.of(guid(from), guid(to), type, kind, PropagateTags.ONE_TO_TWO);
    if (isProcess(from) != isProcess(to)) {
      edge = edge.at(isProcess(from) ? ProcessEnd.FROM : ProcessEnd.TO);
    }
    edge = random.nextInt(4) == 0 ? edge.flowingBackward() : edge;
    return random.nextInt(8) == 0 ? edge.stoppedBy("masking") : edge;
  }

  private Op removeEdge() {
    Guid from = guid(random.nextInt(size));
    Guid to = guid(random.nextInt(size));
    String type = List.of("flows", "contains", InheritOracle.BARRED).get(random.nextInt(3));
    oracle.edges.remove(InheritOracle.key(from, to, type));
    return new Op.RemoveEdge(at(), from, to, type);
  }

  private Op purge() {
    Guid gone = guid(random.nextInt(size));
    oracle.assets.remove(gone);
    oracle.edges.values().removeIf(edge -> edge.from().equals(gone) || edge.to().equals(gone));
    return new Op.RemoveAsset(at(), gone);
  }

  /** Other rules, which the oracle has to be told of by {@link #follow}. */
  Op.PutRules rules() {
    List<PropagationRule> rules = new ArrayList<>();
    if (random.nextBoolean()) {
      rules.add(
          new BlockRule(
              "bar",
              "",
              false,
              List.of(),
              new EdgePattern(new Glob(InheritOracle.BARRED), null, null, null, null)));
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      rules.add(rule("rule" + i));
    }
    return new Op.PutRules(at(), new RuleSet(position, rules));
  }

  void follow(Op.PutRules put) {
    oracle.rules = put.rules().inheritances();
    oracle.forget();
    oracle.bars = !put.rules().blocks().isEmpty();
  }

  private InheritRule rule(String id) {
    return new InheritRule(
        id,
        "",
        random.nextInt(6) == 0,
        ASPECTS.get(random.nextInt(ASPECTS.size())),
        any(InheritRule.Over.values()),
        any(InheritRule.Direction.values()),
        1 + random.nextInt(3),
        any(InheritRule.Mode.values()),
        pattern(),
        pattern());
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private @Nullable AssetPattern pattern() {
    return switch (random.nextInt(6)) {
      case 0 -> new AssetPattern(new Glob("*"), null, null);
      case 1 -> new AssetPattern(null, new Glob("*.t?"), null);
      case 2 -> new AssetPattern(null, null, "verified");
      default -> null;
    };
  }
}
