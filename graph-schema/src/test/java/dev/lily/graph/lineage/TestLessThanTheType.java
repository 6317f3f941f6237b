package dev.lily.graph.lineage;

import static dev.lily.graph.lineage.Catalog.guid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.PropagateTags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A relationship that lets less pass than its type is what holds back. */
class TestLessThanTheType {
  private final Catalog catalog = new Catalog().assets("a", "b");

  private Why why(String asset) {
    return catalog
        .index
        .why(Catalog.TENANT, guid(asset), "PII", new Why.Limits(9, 9, 9))
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"HIERARCHY,ONE_TO_TWO", "ASSOCIATION,BOTH", "COLUMN_LINEAGE,ONE_TO_TWO"})
  void whyNotAndPreviewNameIt(EdgeKind kind, PropagateTags standard) {
    LineageEdge edge =
        LineageEdge.of(guid("a"), guid("b"), "linked", kind, PropagateTags.NONE)
            .ofTypeWith(standard);
    catalog.edges(edge);
    Proposal proposal =
        new Proposal.Classify(Catalog.classification("PII", "a", Classification.Rules.PROPAGATE));

    assertThat(catalog.index.preview(Catalog.TENANT, proposal).effects().get(0).heldBack())
        .extracting(HeldBack::to, HeldBack::reason)
        .containsExactly(tuple(guid("b"), "propagateTags NONE"));
    catalog.tag("a");
    assertThat(why("b").heldBack())
        .extracting(barred -> barred.stop().reason())
        .containsExactly("propagateTags NONE");
    assertThat(why("b").heldBackComplete()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"HIERARCHY,NONE", "ASSOCIATION,TWO_TO_ONE"})
  void whatTheTypeDoesNotLetPassIsNotHeldBack(EdgeKind kind, PropagateTags standard) {
    catalog.edges(
        LineageEdge.of(guid("a"), guid("b"), "linked", kind, PropagateTags.NONE)
            .ofTypeWith(standard));
    catalog.tag("a");

    assertThat(why("b").heldBack()).isEmpty();
  }
}
