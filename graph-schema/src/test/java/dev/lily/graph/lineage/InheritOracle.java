package dev.lily.graph.lineage;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.rule.AssetFacts;
import dev.lily.graph.rule.AssetPattern;
import dev.lily.graph.rule.InheritRule;
import dev.lily.graph.rule.InheritRule.Direction;
import dev.lily.graph.rule.InheritRule.Mode;
import dev.lily.graph.rule.InheritRule.Over;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who inherits what, computed the plain way: all distances between all assets. */
final class InheritOracle {
  private static final int FAR = 1_000_000;

  /** Relationships of this type are stopped by rule. */
  static final String BARRED = "barred";

  final Map<Guid, Op.PutAsset> assets = new HashMap<>();
  final Map<String, LineageEdge> edges = new HashMap<>();
  List<InheritRule> rules = List.of();
  boolean bars;
  private final Map<InheritRule, Map<Guid, Map<Guid, Integer>>> known = new HashMap<>();

  record Source(Guid asset, int steps) {}

  record Choice(InheritRule rule, Source source) {}

  static String key(Guid from, Guid to, String type) {
    return from + ">" + to + ":" + type;
  }

  private boolean isAlive(Guid asset) {
    return assets.containsKey(asset) && !assets.get(asset).deleted();
  }

  /** To be called when anything changed. */
  void forget() {
    known.clear();
  }

  private Map<Guid, Map<Guid, Integer>> distances(InheritRule rule) {
    return known.computeIfAbsent(rule, this::compute);
  }

  /** Half steps that values take from asset to asset. */
  private Map<Guid, Map<Guid, Integer>> compute(InheritRule rule) {
    Map<Guid, Map<Guid, Integer>> far = new HashMap<>();
    assets.keySet().forEach(each -> far.put(each, new HashMap<>(Map.of(each, 0))));
    for (LineageEdge edge : edges.values()) {
      boolean lineage = edge.kind() != EdgeKind.HIERARCHY;
      boolean stopped = edge.stopped() || (bars && edge.relationshipType().equals(BARRED));
      if (lineage != (rule.over() == Over.LINEAGE) || (lineage && stopped)) {
        continue;
      }
      boolean forward = !lineage || edge.flowsForward();
      boolean turned = forward != (rule.direction() == Direction.DOWN);
      Guid giver = turned ? edge.to() : edge.from();
      Guid taker = turned ? edge.from() : edge.to();
      if (isAlive(giver) && isAlive(taker)) {
        int weight = edge.processEnd() == ProcessEnd.NONE ? 2 : 1;
        far.get(giver).merge(taker, weight, Math::min);
      }
    }
    for (Guid middle : assets.keySet()) {
      for (Guid from : assets.keySet()) {
        for (Guid to : assets.keySet()) {
          int by = distance(far, from, middle) + distance(far, middle, to);
          if (by < distance(far, from, to)) {
            far.get(from).put(to, by);
          }
        }
      }
    }
    return far;
  }

  private static int distance(Map<Guid, Map<Guid, Integer>> far, Guid from, Guid to) {
    return far.get(from).getOrDefault(to, FAR);
  }

  private boolean isProcess(Guid asset) {
    return edges.values().stream()
        .anyMatch(
            edge ->
                (edge.from().equals(asset) && edge.processEnd() == ProcessEnd.FROM)
                    || (edge.to().equals(asset) && edge.processEnd() == ProcessEnd.TO));
  }

  private boolean fits(@Nullable AssetPattern pattern, Guid asset, InheritRule rule) {
    Op.PutAsset known = assets.get(asset);
    boolean process = rule.over() == Over.LINEAGE && isProcess(asset);
    if (process && (pattern == null || pattern.typeName() == null)) {
      return false;
    }
    return pattern == null
        || pattern.matches(
            new AssetFacts(
                known.asset().key().typeName(),
                known.asset().key().qualifiedName(),
                known.certificate()));
  }

  boolean hasOwn(Guid asset, String aspect) {
    return assets.containsKey(asset) && assets.get(asset).aspects().contains(aspect);
  }

  boolean receives(Guid asset, InheritRule rule) {
    return isAlive(asset) && fits(rule.target(), asset, rule);
  }

  List<Source> sources(Guid asset, InheritRule rule) {
    if (!receives(asset, rule)) {
      return List.of();
    }
    Map<Guid, Map<Guid, Integer>> far = distances(rule);
    List<Guid> found = new ArrayList<>();
    for (Guid other : assets.keySet()) {
      if (!other.equals(asset)
          && isAlive(other)
          && hasOwn(other, rule.aspect())
          && fits(rule.source(), other, rule)
          && distance(far, other, asset) <= 2 * rule.depth()) {
        found.add(other);
      }
    }
    found.sort(
        Comparator.comparing((Guid other) -> distance(far, other, asset))
            .thenComparing(Comparator.naturalOrder()));
    return found.stream()
        .map(other -> new Source(other, (distance(far, other, asset) + 1) / 2))
        .toList();
  }

  Optional<Choice> choose(Guid asset, String aspect) {
    for (Mode mode : List.of(Mode.OVERWRITE, Mode.FILL_BLANKS)) {
      for (InheritRule rule : rules) {
        boolean blank = mode == Mode.OVERWRITE || !hasOwn(asset, aspect);
        if (rule.mode() == mode && rule.aspect().equals(aspect) && !rule.disabled() && blank) {
          List<Source> sources = sources(asset, rule);
          if (!sources.isEmpty()) {
            return Optional.of(new Choice(rule, sources.get(0)));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Every asset that has the source's value by the rule. */
  Set<Guid> targets(Guid source, InheritRule rule) {
    Set<Guid> targets = new HashSet<>();
    for (Guid asset : assets.keySet()) {
      boolean has =
          rule.mode() == Mode.COLLECT
              ? sources(asset, rule).stream().anyMatch(one -> one.asset().equals(source))
              : choose(asset, rule.aspect())
                  .filter(one -> one.rule().equals(rule) && one.source().asset().equals(source))
                  .isPresent();
      if (has) {
        targets.add(asset);
      }
    }
    return targets;
  }
}
