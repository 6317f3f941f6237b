package dev.lily.graph.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TestGlob {
  @Test
  void aStarIsAnyRunAndAQuestionMarkAnyOne() {
    assertThat(new Glob("etl/anonymize_*").matches("etl/anonymize_customers")).isTrue();
    assertThat(new Glob("*#email").matches("marts/customer#email")).isTrue();
    assertThat(new Glob("*#email").matches("marts/customer#emails")).isFalse();
    assertThat(new Glob("t?p").matches("tmp")).isTrue();
    assertThat(new Glob("").matches("")).isTrue();
    assertThat(new Glob("tmp").matches("TMP")).isFalse();
  }

  @Test
  void itMatchesWhatTheExpressionOfTheSameMeaningMatches() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String pattern = text(random, "ab*?");
      String name = text(random, "ab");
      String regex =
          pattern
              .chars()
              .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : String.valueOf((char) c))
              .collect(Collectors.joining());
      assertThat(new Glob(pattern).matches(name))
          .as(pattern + " " + name)
          .isEqualTo(Pattern.matches(regex, name));
    }
  }

  private static String text(Random random, String letters) {
    return random
        .ints(random.nextInt(8), 0, letters.length())
        .mapToObj(i -> String.valueOf(letters.charAt(i)))
        .collect(Collectors.joining());
  }
}
