package dev.lily.graph.rule;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what an edge stops by rule. */
public final class EdgeJudge {
  private static final List<Transformation> UNKNOWN = List.of(Transformation.by(""));

  private final List<BlockRule> blocks;

  public EdgeJudge(RuleSet rules) {
    this.blocks = rules.blocks();
  }

  /** Whether a verdict depends on the names of jobs. */
  public boolean asksJobs() {
    return blocks.stream().anyMatch(block -> block.where().job() != null);
  }

  /** Whether a verdict depends on the assets at the ends. */
  public boolean asksAssets() {
    return blocks.stream().anyMatch(block -> block.where().asksAssets());
  }

  /** What the edge stops on this way. */
  public Stops judge(EdgeFacts edge) {
    List<BlockRule> fitting =
        blocks.stream().filter(block -> block.where().matchesEdge(edge)).toList();
    if (fitting.isEmpty()) {
      return Stops.NONE;
    }
    List<Transformation> ways = edge.ways().isEmpty() ? UNKNOWN : edge.ways();
    String all = reason(fitting, ways, "");
    if (!all.isEmpty()) {
      return new Stops(all, Map.of());
    }
    Set<String> names = new LinkedHashSet<>();
    fitting.forEach(block -> names.addAll(block.classifications()));
    Map<String, String> named = new HashMap<>();
    for (String name : names) {
      String reason = reason(fitting, ways, name);
      if (!reason.isEmpty()) {
        named.put(name, reason);
      }
    }
    return named.isEmpty() ? Stops.NONE : new Stops("", named);
  }

  /** The first rule that stops a way, where each way is stopped; an empty name means all. */
  private static String reason(
      List<BlockRule> fitting, List<Transformation> ways, String classification) {
    String first = "";
    for (BlockRule block : fitting) {
      if (first.isEmpty() && ways.stream().anyMatch(way -> stops(block, way, classification))) {
        first = block.id();
      }
    }
    boolean every =
        ways.stream()
            .allMatch(way -> fitting.stream().anyMatch(block -> stops(block, way, classification)));
    return every ? first : "";
  }

  private static boolean stops(BlockRule block, Transformation way, String classification) {
    boolean concerned =
        classification.isEmpty()
            ? block.classifications().isEmpty()
            : block.concerns(classification);
    return concerned && block.where().matchesWay(way);
  }
}
