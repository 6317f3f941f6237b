package dev.lily.graph.asset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestClassification {
  private static final Guid ASSET = new Guid(1, 2);
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void whoSaysItMakesNoDifference() {
    Classification pii = new Classification("PII", ASSET);

    assertThat(pii.from(new Provenance("ann", 1, "r", "1-0")))
        .isEqualTo(pii)
        .hasSameHashCodeAs(pii);
    assertThat(new Classification("GDPR", ASSET)).isNotEqualTo(pii);
  }

  @Test
  void holdsInOneOfItsPeriods() {
    assertThat(with().holdsAt(NOON)).isTrue();
    assertThat(with(period("2026/06/01 12:00:01", "", "")).holdsAt(NOON)).isFalse();
    assertThat(with(period("2026/06/01 13:59:00", "", "Europe/Rome")).holdsAt(NOON)).isTrue();
    assertThat(
            with(period("", "2026/01/01 00:00:00", ""), period("", "2027/01/01 00:00:00", ""))
                .holdsAt(NOON))
        .isTrue();
    assertThat(with(period("tomorrow", "", "")).holdsAt(NOON)).isTrue();
  }

  @Test
  void aPeriodEndsWithItsLastSecond() {
    ValidityPeriod period = period("2026/06/01 10:00:00", "2026/06/01 12:00:00", "");

    assertThat(period.holdsAt(NOON)).isTrue();
    assertThat(period.endedBefore(NOON)).isFalse();
    assertThat(period.endedBefore(NOON.plusSeconds(1))).isTrue();
    assertThat(period.endedBefore(NOON.minusSeconds(86_400))).isFalse();
  }

  @Test
  void whatOutlivesItsOriginKeepsWhoPutItThere() {
    Provenance ann = new Provenance("ann", 1, "r", "1-0");
    Classification outliving =
        new Classification(
                "PII",
                ASSET,
                Map.of(),
                new Classification.Rules(true, false, false, false),
                List.of())
            .from(ann);

    String text = WrittenClassification.of(outliving).text();

    assertThat(WrittenClassification.parse(text).whole().orElseThrow().provenance()).isEqualTo(ann);
    String before =
        "PII@"
            + ASSET
            + " {\"attributes\":{},\"rules\":{\"propagate\":true,"
            + "\"removePropagationsOnEntityDelete\":false,"
            + "\"restrictPropagationThroughLineage\":false,"
            + "\"restrictPropagationThroughHierarchy\":false},\"validityPeriods\":[]}";
    assertThat(WrittenClassification.parse(before).whole().orElseThrow().provenance()).isNull();
    assertThat(WrittenClassification.parse(before).text()).isEqualTo(before);
  }

  private static Classification with(ValidityPeriod... periods) {
    return new Classification(
        "PII", ASSET, Map.of(), Classification.Rules.PROPAGATE, List.of(periods));
  }

  private static ValidityPeriod period(String start, String end, String zone) {
    return new ValidityPeriod(start, end, zone);
  }
}
