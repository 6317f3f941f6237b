package dev.lily.graph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.RegExp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestCaselessPattern {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders",
        "sales.orders@cl1",
        "a/b\\c\"d",
        "(x|y)&~z<1-5>#{2}[k]^$?*+.",
        "STRASSE ß ſ",
        "İstanbul Kelvin",
        "日本 😀 x"
      })
  void matchesEveryTextOfTheSameLowerCase(String text) {
    CharacterRunAutomaton equal = automaton(new CaselessPattern().add(text, false));
    CharacterRunAutomaton inside = automaton(new CaselessPattern().gap().add(text, false).gap());

    assertThat(equal.run(text)).isTrue();
    assertThat(equal.run(text.toLowerCase(Locale.ROOT))).isTrue();
    assertThat(inside.run("before\n" + text + " after")).isTrue();
  }

  @Test
  void matchesEveryCharacterByItsLowerCase() {
    for (char character = 1; character < 0xD800; character++) {
      String text = "a" + character + "b";
      String lower = text.toLowerCase(Locale.ROOT);
      for (String part : lower.split("(?<=.)", -1)) {
        if (part.length() == 1 && part.charAt(0) > ' ' && part.charAt(0) <= '~') {
          assertThat(automaton(new CaselessPattern().gap().add(part, false).gap()).run(text))
              .as("%s in %x", part, (int) character)
              .isTrue();
        }
      }
    }
  }

  @Test
  void tellsOtherTextsApart() {
    assertThat(automaton(new CaselessPattern().add("t1", false)).run("t10")).isFalse();
    assertThat(automaton(new CaselessPattern().add("t1", false).gap()).run("T10")).isTrue();
    assertThat(automaton(new CaselessPattern().add("a.b", false)).run("axb")).isFalse();
    assertThat(automaton(new CaselessPattern().add("t?_*x", true)).run("t1_abcX")).isTrue();
    assertThat(new CaselessPattern().add("日本", false).isSelective()).isFalse();
  }

  @Test
  void staysSmall() {
    String long1 = "a/".repeat(5_000);

    assertThat(automaton(new CaselessPattern().gap().add(long1, false).gap()).run(long1)).isTrue();
    assertThat(automaton(new CaselessPattern().add(long1, true)).run(long1)).isTrue();
  }

  private static CharacterRunAutomaton automaton(CaselessPattern pattern) {
    String quoted = pattern.toString();
    return new CharacterRunAutomaton(
        new RegExp(quoted.substring(1, quoted.length() - 1)).toAutomaton());
  }
}
