package dev.lily.server.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.lineage.EdgeKind;
import dev.lily.graph.lineage.HeldBack;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.Preview;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestJointPreview {
  private static Guid asset(long number) {
    return new Guid(1, number);
  }

  private static HeldBack stop(long from, long to) {
    LineageEdge edge =
        LineageEdge.of(
            asset(from), asset(to), "lineage", EdgeKind.COLUMN_LINEAGE, PropagateTags.ONE_TO_TWO);
    return new HeldBack(edge, asset(from), asset(to), "masking");
  }

  private static Preview preview(long position, boolean complete, Preview.Effect... effects) {
    return new Preview(position, complete, List.of(effects), List.of(), List.of());
  }

  private static Preview.Effect effect(String name, List<Guid> gained, HeldBack... stops) {
    return new Preview.Effect(name, gained, List.of(), 1, List.of(stops), true, List.of());
  }

  @Test
  void whatAnyOfThemReachesIsGainedOnce() {
    Preview joint =
        JointPreview.of(
            List.of(
                preview(7, true, effect("PII", List.of(asset(1), asset(2)), stop(2, 9))),
                preview(6, false, effect("PII", List.of(asset(2), asset(3)), stop(3, 8))),
                preview(7, true, effect("PII", List.of(asset(8))))));

    assertThat(joint.position()).isEqualTo(6);
    assertThat(joint.complete()).isFalse();
    assertThat(joint.effects()).hasSize(1);
    assertThat(joint.effects().get(0).gained())
        .containsExactly(asset(1), asset(2), asset(3), asset(8));
    assertThat(joint.effects().get(0).heldBack())
        .as("what another way reaches is not held back")
        .containsExactly(stop(2, 9));
  }

  @Test
  void oneAloneIsAsItIs() {
    Preview alone = preview(7, true, effect("PII", List.of(asset(1))));
    assertThat(JointPreview.of(List.of(alone))).isSameAs(alone);
  }

  @Test
  void otherClassificationsThatRulesAddAreKeptApart() {
    Preview joint =
        JointPreview.of(
            List.of(
                preview(7, true, effect("PII", List.of(asset(1)))),
                preview(
                    7,
                    true,
                    effect("PII", List.of(asset(2))),
                    effect("Derived", List.of(asset(3))))));
    assertThat(joint.effects()).extracting(Preview.Effect::name).containsExactly("Derived", "PII");
  }
}
