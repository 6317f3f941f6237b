package dev.lily.graph.lineage;

import static dev.lily.graph.lineage.Catalog.guid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.rule.AssetFacts;
import dev.lily.graph.rule.AssetPattern;
import dev.lily.graph.rule.BlockRule;
import dev.lily.graph.rule.DerivationRule;
import dev.lily.graph.rule.EdgePattern;
import dev.lily.graph.rule.Glob;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rule speaks of where a classification comes from and would go, whichever end that is. */
class TestWaysOfRules {
  private final Catalog catalog = new Catalog().assets("a", "b");

  private static BlockRule block(String source, String target) {
    return new BlockRule(
        "no",
        "",
        false,
        List.of(),
        new EdgePattern(null, null, null, named(source), named(target)));
  }

  private static AssetPattern named(String name) {
    return new AssetPattern(null, new Glob(name), null);
  }

  private boolean arrives(String from, String to) {
    catalog.put(to, false);
    catalog.tag(from);
    boolean carries = catalog.index.carries(Catalog.TENANT, Catalog.key(to), "PII");
    catalog.put(from, false);
    return carries;
  }

  private void edge(EdgeKind kind, PropagateTags tags) {
    catalog.edges(LineageEdge.of(guid("a"), guid("b"), "linked", kind, tags));
  }

  @ParameterizedTest
  @EnumSource(EdgeKind.class)
  void theSourceIsWhereTheClassificationComesFrom(EdgeKind kind) {
    edge(kind, PropagateTags.TWO_TO_ONE);

    catalog.rules(block("b", "*"));
    assertThat(arrives("b", "a")).isFalse();
    catalog.rules(block("*", "a"));
    assertThat(arrives("b", "a")).isFalse();
    catalog.rules(block("a", "*"));
    assertThat(arrives("b", "a")).isTrue();
    catalog.rules(block("*", "b"));
    assertThat(arrives("b", "a")).isTrue();
  }

  @ParameterizedTest
  @EnumSource(EdgeKind.class)
  void eachDirectionIsJudgedByItself(EdgeKind kind) {
    edge(kind, PropagateTags.BOTH);

    catalog.rules(block("a", "b"));
    assertThat(arrives("a", "b")).isFalse();
    assertThat(arrives("b", "a")).isTrue();
    catalog.rules(block("b", "a"));
    assertThat(arrives("a", "b")).isTrue();
    assertThat(arrives("b", "a")).isFalse();
  }

  @Test
  void whyTellsOfTheDirectionThatIsStopped() {
    edge(EdgeKind.HIERARCHY, PropagateTags.BOTH);
    catalog.rules(block("a", "b"));
    catalog.tag("a");

    Why why =
        catalog.index.why(Catalog.TENANT, guid("b"), "PII", new Why.Limits(9, 9, 9)).orElseThrow();
    assertThat(why.heldBack()).extracting(barred -> barred.stop().reason()).containsExactly("no");
  }

  @Test
  void aPreviewKnowsTheEndsThatTheIndexDoesNotKnow() {
    LineageEdge edge =
        LineageEdge.of(
            guid("a"), guid("new"), "linked", EdgeKind.HIERARCHY, PropagateTags.ONE_TO_TWO);
    Map<Guid, AssetFacts> ends = Map.of(guid("new"), new AssetFacts("column", "new", ""));
    catalog.tag("a");
    catalog.rules(block("*", "new"));

    Preview.Effect effect =
        catalog.index.preview(Catalog.TENANT, new Proposal.Link(edge, ends)).effects().get(0);
    assertThat(effect.gained()).isEmpty();
    assertThat(effect.heldBack()).extracting(HeldBack::reason).containsExactly("no");
    catalog.edges(edge).assets("new");
    assertThat(catalog.carried("new", "a")).isEmpty();
  }

  @Test
  void aPreviewDerivesForEndsThatTheIndexDoesNotKnow() {
    LineageEdge edge = Catalog.contained("new", "a");
    catalog.tag("a");
    catalog.rules(new DerivationRule.Lift("up", "", false, List.of("PII"), "HAS", 1, named("new")));

    assertThat(
            catalog
                .index
                .preview(
                    Catalog.TENANT,
                    new Proposal.Link(
                        edge, Map.of(guid("new"), new AssetFacts("column", "new", ""))))
                .effects())
        .extracting(Preview.Effect::name)
        .contains("HAS");
  }
}
