package dev.lily.server.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestGlob {
  @Test
  void starsAndQuestionMarksStandForText() {
    assertThat(new Glob("raw.*").test("raw.orders")).isTrue();
    assertThat(new Glob("raw.*").test("mart.raw.orders")).isFalse();
    assertThat(new Glob("*orders").test("raw.orders")).isTrue();
    assertThat(new Glob("*or*rs*").test("raw.orders")).isTrue();
    assertThat(new Glob("raw.order?").test("raw.orders")).isTrue();
    assertThat(new Glob("raw.order?").test("raw.order")).isFalse();
    assertThat(new Glob("*").test("")).isTrue();
    assertThat(new Glob("").test("")).isTrue();
    assertThat(new Glob("").test("a")).isFalse();
    assertThat(new Glob("a**b").test("ab")).isTrue();
  }

  @Test
  void otherSignsStandForThemselves() {
    assertThat(new Glob("a.b(c)[d]").test("a.b(c)[d]")).isTrue();
    assertThat(new Glob("a.b").test("axb")).isFalse();
  }

  @Test
  void manyStarsEnd() {
    assertThat(new Glob("*a".repeat(200) + "b").test("a".repeat(5000))).isFalse();
  }
}
