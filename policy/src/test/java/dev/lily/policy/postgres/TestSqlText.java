package dev.lily.policy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestSqlText {
  @Test
  void quotesNamesAndTexts() {
    assertThat(SqlText.name("a\"b; DROP TABLE x")).isEqualTo("\"a\"\"b; DROP TABLE x\"");
    assertThat(SqlText.name("s", "T")).isEqualTo("\"s\".\"T\"");
    assertThat(SqlText.literal("it's \\")).isEqualTo("'it''s \\'");
    assertThat(SqlText.role("")).isEqualTo("PUBLIC");
    assertThat(SqlText.role("public")).isEqualTo("\"public\"");
    assertThatThrownBy(() -> SqlText.name("a\0b")).hasMessageContaining("zero character");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "country = 'DE'",
        "coalesce(a, ')') || \"odd)name\"",
        "regexp_replace({col}, '\\d', 'x', 'g')",
        "a in ('it''s', ';')",
        "(a - -b) / c"
      })
  void anExpressionIsEnclosed(String text) {
    assertThat(SqlText.isEnclosed(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1); DROP TABLE x; --",
        "1) OR (1",
        "1 -- rest",
        "1 /* rest",
        "'open",
        "E'\\'",
        "U&'\\0027'",
        "$$ $$",
        "a;b",
        "((a)"
      })
  void anythingElseIsNot(String text) {
    assertThat(SqlText.isEnclosed(text)).isFalse();
  }
}
