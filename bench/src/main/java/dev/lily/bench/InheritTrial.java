package dev.lily.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.InheritanceEffect;
import dev.lily.graph.lineage.Op;
import dev.lily.graph.lineage.Preview;
import dev.lily.graph.lineage.Proposal;
import dev.lily.graph.rule.InheritRule;
import dev.lily.graph.rule.InheritRule.Direction;
import dev.lily.graph.rule.InheritRule.Mode;
import dev.lily.graph.rule.InheritRule.Over;
import dev.lily.graph.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Previews of rules by which values are inherited, from evenly spread columns that have one. */
final class InheritTrial {
  private static final int ROUNDS = 5;
  private static final int DEPTH = 50;
  private static final int OWNERS = 100;
  private static final int INCIDENTS = 128;
  private static final String OWNER = "owner";
  private static final String INCIDENT = "customAttributes.incident";

  private final LineageGraph graph;
  private final ClassificationIndex index;
  private final ObjectNode findings;

  InheritTrial(LineageGraph graph, ClassificationIndex index, ObjectNode findings) {
    this.graph = graph;
    this.index = index;
    this.findings = findings;
  }

  /** One column of a hundred has an owner, 128 have an incident. */
  void measure() {
    List<Op> values = new ArrayList<>();
    int apart = Math.max(1, graph.nodes() / INCIDENTS);
    for (int id = 0; id < graph.nodes(); id++) {
      if (id % OWNERS == 0 || id % apart == 0) {
        AssetRef column =
            new AssetRef(graph.guid(id), new AssetKey("lily_column", graph.name().apply(id)));
        Set<String> own = id % apart == 0 ? Set.of(OWNER, INCIDENT) : Set.of(OWNER);
        values.add(new Op.PutAsset(LineageGraph.AT, column, List.of(), false, "", own));
      }
    }
    index.apply(values);
    ObjectNode found = findings.putObject("inheritPreview").put("depth", DEPTH);
    preview(found.putObject("fillBlanks"), OWNER, Mode.FILL_BLANKS);
    preview(found.putObject("collect"), INCIDENT, Mode.COLLECT);
  }

  private void preview(ObjectNode found, String aspect, Mode mode) {
    RuleSet rules =
        new RuleSet(
            1,
            List.of(
                new InheritRule(
                    "r",
                    "",
                    false,
                    aspect,
                    Over.LINEAGE,
                    Direction.DOWN,
                    DEPTH,
                    mode,
                    null,
                    null)));
    Preview[] preview = new Preview[1];
    ArrayNode millis = found.putArray("ms");
    for (int round = 0; round < ROUNDS; round++) {
      millis.add(
          Timer.rounded(
              Timer.millis(
                  () -> preview[0] = index.preview(TenantId.DEFAULT, new Proposal.Rules(rules)))));
    }
    found
        .put("complete", preview[0].complete())
        .put("gained", preview[0].inherited().stream().mapToInt(InheritanceEffect::gained).sum());
  }
}
