package dev.lily.graph.lineage;

import static dev.lily.graph.lineage.Catalog.TENANT;
import static dev.lily.graph.lineage.Catalog.classification;
import static dev.lily.graph.lineage.Catalog.column;
import static dev.lily.graph.lineage.Catalog.guid;
import static dev.lily.graph.lineage.Catalog.hierarchy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.graph.rule.AssetPattern;
import dev.lily.graph.rule.BlockRule;
import dev.lily.graph.rule.DerivationRule;
import dev.lily.graph.rule.EdgePattern;
import dev.lily.graph.rule.Glob;
import dev.lily.graph.rule.PropagationRule;
import dev.lily.graph.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestPreview {
  private static final List<String> NAMES =
      List.of("PII", "SECRET", "GDPR", "DERIVED0", "DERIVED1", "DERIVED2");
  private static final Classification.Rules PROPAGATE = Classification.Rules.PROPAGATE;

  @Test
  void aClassificationShowsHowFarItWouldGoAndWhatHoldsItBack() {
    Catalog catalog =
        new Catalog()
            .assets("a", "b", "c", "d")
            .edges(column("a", "b"), column("b", "c"), column("b", "d").stoppedBy("masking"));

    Preview.Effect effect =
        only(catalog, new Proposal.Classify(classification("PII", "a", PROPAGATE)));

    assertThat(effect.gained()).containsExactlyInAnyOrder(guid("a"), guid("b"), guid("c"));
    assertThat(effect.lost()).isEmpty();
    assertThat(effect.heldBack()).extracting(HeldBack::reason).containsExactly("masking");
    assertThat(catalog.carried("b")).isEmpty();
  }

  @Test
  void whatAnotherOriginReachesIsNeitherGainedNorLost() {
    Catalog catalog = new Catalog().assets("a", "b", "c").edges(column("a", "c"), column("b", "c"));
    catalog.tag("a");

    Preview.Effect gain =
        only(catalog, new Proposal.Classify(classification("PII", "b", PROPAGATE)));
    catalog.tag("b");
    Preview.Effect loss = only(catalog, new Proposal.Declassify(guid("a"), "PII"));

    assertThat(gain.gained()).containsExactly(guid("b"));
    assertThat(gain.unchanged()).isEqualTo(1);
    assertThat(loss.lost()).containsExactly(guid("a"));
    assertThat(loss.unchanged()).isEqualTo(1);
  }

  @Test
  void aCutShowsOnlyWhatHasNoOtherWay() {
    Catalog catalog =
        new Catalog()
            .assets("a", "b", "c", "d")
            .edges(column("a", "b"), column("b", "d"), column("a", "c"), column("c", "d"));
    catalog.tag("a");

    Preview.Effect effect = only(catalog, new Proposal.Cut(guid("a"), guid("b"), "COLUMN_LINEAGE"));

    assertThat(effect.lost()).containsExactly(guid("b"));
    assertThat(catalog.carried("b", "a")).containsExactly("PII<a");
  }

  @Test
  void whatTheIndexDoesNotKnowHasNoEffect() {
    Catalog catalog = new Catalog().assets("a");

    assertThat(effects(catalog, new Proposal.Declassify(guid("a"), "PII"))).isEmpty();
    assertThat(effects(catalog, new Proposal.Cut(guid("a"), guid("x"), "t"))).isEmpty();
    assertThat(effects(catalog, new Proposal.Link(column("a", "x")))).isEmpty();
  }

  @Test
  void assetsThatHaveNoEdgesYetGainToo() {
    Catalog catalog = new Catalog().assets("a");
    catalog.tag("a");

    Preview.Effect alone =
        only(catalog, new Proposal.Classify(classification("PII", "new", PROPAGATE)));
    Preview.Effect linked = only(catalog, new Proposal.Link(column("a", "new")));

    assertThat(alone.gained()).containsExactly(guid("new"));
    assertThat(linked.gained()).containsExactly(guid("new"));
    assertThat(linked.arriving()).containsExactly(classification("PII", "a", PROPAGATE));
  }

  @Test
  void aNewEdgeTellsWhatItHoldsBack() {
    Catalog catalog = new Catalog().assets("a", "b");
    catalog.tag("a");

    Preview.Effect effect = only(catalog, new Proposal.Link(column("a", "b").stoppedBy("masking")));

    assertThat(effect.gained()).isEmpty();
    assertThat(effect.heldBack())
        .extracting(HeldBack::from, HeldBack::to, HeldBack::reason)
        .containsExactly(tuple(guid("a"), guid("b"), "masking"));
  }

  @Test
  void otherRulesTellWhatTheyWouldHoldBackOfWhatTravelsNow() {
    Catalog catalog =
        new Catalog()
            .assets("a", "b", "c", "d")
            .edges(column("a", "b"), column("b", "c"), column("a", "c"), hierarchy("a", "d"));
    catalog.tag("a");
    BlockRule block =
        new BlockRule(
            "b-only",
            "",
            false,
            List.of(),
            new EdgePattern(null, null, null, null, new AssetPattern(null, new Glob("b"), null)));

    Preview.Effect effect = only(catalog, rules(block));
    Preview.Effect all =
        only(
            catalog,
            rules(
                new BlockRule(
                    "all",
                    "",
                    false,
                    List.of("PII"),
                    new EdgePattern(new Glob("COLUMN*"), null, null, null, null))));

    assertThat(effect.lost()).containsExactly(guid("b"));
    assertThat(effect.heldBack())
        .extracting(HeldBack::from, HeldBack::to, HeldBack::reason)
        .containsExactly(tuple(guid("a"), guid("b"), "b-only"));
    assertThat(all.heldBack()).extracting(HeldBack::reason).containsOnly("all").hasSize(3);
    assertThat(effects(catalog, rules())).isEmpty();
  }

  @Test
  void whereTheLimitLeavesStopsOutTheEffectSaysSo() {
    Catalog catalog = new Catalog().assets("a");
    for (int i = 0; i < Foreseen.HELD_BACK_LIMIT; i++) {
      catalog.edges(column("a", "masked" + i).stoppedBy("masking"), column("a", "plain" + i));
    }
    Proposal classify = new Proposal.Classify(classification("PII", "a", PROPAGATE));
    BlockRule all =
        new BlockRule(
            "all",
            "",
            false,
            List.of("PII"),
            new EdgePattern(new Glob("COLUMN*"), null, null, null, null));
    assertThat(only(catalog, classify).heldBackComplete()).isTrue();
    catalog.edges(column("a", "masked").stoppedBy("masking"));
    Preview.Effect cut = only(catalog, classify);
    catalog.tag("a");
    Preview.Effect enough = only(catalog, rules(all));
    catalog.edges(column("a", "plain"));
    Preview.Effect more = only(catalog, rules(all));

    assertThat(List.of(cut, enough, more))
        .allSatisfy(each -> assertThat(each.heldBack()).hasSize(Foreseen.HELD_BACK_LIMIT));
    assertThat(cut.heldBackComplete()).isFalse();
    assertThat(enough.heldBackComplete()).isTrue();
    assertThat(more.heldBackComplete()).isFalse();
  }

  private static Proposal.Rules rules(PropagationRule... more) {
    List<PropagationRule> all = new ArrayList<>(RuleSet.STANDARD.rules());
    all.addAll(List.of(more));
    return new Proposal.Rules(new RuleSet(0, all));
  }

  @Test
  void whatWouldBeDerivedIsToldAsItThenIs() {
    Catalog catalog = new Catalog().assets("table", "a").edges(Catalog.contained("table", "a"));
    catalog.rules(new DerivationRule.Lower("lower", "", false, List.of("PII"), "PII", 1, null));
    Classification tag =
        new Classification(
            "PII",
            guid("table"),
            Map.of("level", "high"),
            PROPAGATE,
            List.of(new ValidityPeriod("", "2099/01/01 00:00:00", "UTC")));

    Preview.Effect effect = only(catalog, new Proposal.Classify(tag));
    catalog.put("table", false, tag);

    assertThat(effect.gained()).containsExactlyInAnyOrder(guid("table"), guid("a"));
    assertThat(effect.arriving()).containsAll(catalog.index.of(TENANT, guid("a")));
  }

  /** A preview says exactly what the change then does. */
  @Test
  void everyPreviewComesTrue() {
    for (int seed = 0; seed < 2_000; seed++) {
      RandomChanges changes = new RandomChanges(seed, seed % 2 == 1);
      ClassificationIndex index = new ClassificationIndex();
      for (int step = 0; step < 40; step++) {
        index.apply(changes.next());
      }
      Random random = new Random(seed);
      for (Op op : changes.next()) {
        check(index, changes, op, random, "seed " + seed);
      }
    }
  }

  private static void check(
      ClassificationIndex index, RandomChanges changes, Op op, Random random, String at) {
    List<Proposal> proposals = new ArrayList<>();
    if (op instanceof Op.PutEdge put) {
      proposals.add(new Proposal.Link(put.edge()));
    } else if (op instanceof Op.PutRules put) {
      proposals.add(new Proposal.Rules(put.rules()));
    } else if (op instanceof Op.RemoveEdge cut) {
      proposals.add(new Proposal.Cut(cut.from(), cut.to(), cut.relationshipType()));
    } else if (op instanceof Op.PutAsset put && !put.deleted()) {
      Guid asset = put.asset().guid();
      boolean active =
          index.lineage().find(TENANT, asset).isPresent()
              && index.preview(TENANT, proposed("NEW", asset)).effects().size() == 1;
      List<Classification> own =
          index.of(TENANT, asset).stream().filter(each -> each.isOwnOf(asset)).toList();
      if (!active || own.isEmpty()) {
        return;
      }
      Classification first = own.get(random.nextInt(own.size()));
      proposals.add(new Proposal.Declassify(asset, first.typeName()));
      List<Classification> rest = new ArrayList<>(own);
      rest.remove(first);
      op = new Op.PutAsset(op.at(), put.asset(), rest, false, certificate(index, asset));
    }
    for (Proposal proposal : proposals) {
      compare(index, changes, proposal, List.of(op), at);
    }
  }

  private static String certificate(ClassificationIndex index, Guid asset) {
    NodeTable nodes = index.lineage().nodes();
    return nodes.certificate(nodes.find(asset));
  }

  private static Proposal proposed(String name, Guid asset) {
    return new Proposal.Classify(new Classification(name, asset));
  }

  /** The index after the changes is what the preview said of them. */
  static void compare(
      ClassificationIndex index,
      RandomChanges changes,
      Proposal proposal,
      List<Op> ops,
      String at) {
    List<Preview.Effect> effects = index.preview(TENANT, proposal).effects();
    Map<String, Set<Guid>> predicted = new HashMap<>();
    for (String name : NAMES) {
      Set<Guid> expected = carrying(index, changes, name);
      for (Preview.Effect effect : effects) {
        if (effect.name().equals(name)) {
          assertThat(expected).as(at).noneMatch(effect.gained()::contains);
          assertThat(expected).as(at).containsAll(effect.lost());
          expected.addAll(effect.gained());
          effect.lost().forEach(expected::remove);
        }
      }
      predicted.put(name, expected);
    }
    index.apply(ops);
    predicted.forEach(
        (name, expected) ->
            assertThat(carrying(index, changes, name)).as(at + " " + name).isEqualTo(expected));
  }

  private static Set<Guid> carrying(ClassificationIndex index, RandomChanges changes, String name) {
    Set<Guid> carrying = new HashSet<>();
    for (Guid guid : changes.universe()) {
      if (index.of(TenantId.DEFAULT, guid).stream().anyMatch(c -> c.typeName().equals(name))) {
        carrying.add(guid);
      }
    }
    return carrying;
  }

  private static Preview.Effect only(Catalog catalog, Proposal proposal) {
    List<Preview.Effect> effects = effects(catalog, proposal);
    assertThat(effects).hasSize(1);
    return effects.get(0);
  }

  private static List<Preview.Effect> effects(Catalog catalog, Proposal proposal) {
    return catalog.index.preview(TENANT, proposal).effects();
  }
}
