package dev.lily.policy.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TestLook {
  private static final PgColumn MAIL = new PgColumn("mail", "text", false);
  private static final PgColumn SHORT = new PgColumn("short", "text", false, Set.of("mail"));
  private static final String NULL = "cast(NULL as text)";

  private final Look look = new Look();

  @Test
  void whatOneAnswerHidesIsHidden() {
    look.show(MAIL, "\"mail\"");
    look.show(MAIL, "'x'");
    look.show(MAIL, "\"mail\"");
    assertThat(look.columns()).containsEntry(MAIL, "'x'");
    look.show(MAIL, "'y'");
    assertThat(look.columns()).containsEntry(MAIL, NULL);
  }

  @Test
  void aColumnThatOneAnswerClosesStaysClosed() {
    look.close(MAIL);
    look.show(MAIL, "\"mail\"");
    assertThat(look.columns()).containsEntry(MAIL, NULL);
    assertThat(look.closed()).containsExactly("mail");
    assertThat(look.rows()).isEqualTo("false");
  }

  @Test
  void whatIsGeneratedFromAHiddenColumnIsNothing() {
    look.show(MAIL, "'x'");
    look.show(SHORT, "\"short\"");
    look.hideGenerated();
    assertThat(look.columns()).containsEntry(SHORT, NULL);
    assertThat(look.closed()).isEmpty();
  }

  @Test
  void aMaskOfItsOwnStaysUnlessTheSourceIsClosed() {
    look.show(MAIL, "'x'");
    look.show(SHORT, "'s'");
    look.hideGenerated();
    assertThat(look.columns()).containsEntry(SHORT, "'s'");
    look.close(MAIL);
    look.hideGenerated();
    assertThat(look.closed()).containsExactly("mail", "short");
  }

  @Test
  void rowsHaveToPassEveryAnswer() {
    look.show(MAIL, "\"mail\"");
    look.rows("true");
    assertThat(look.rows()).isEqualTo("true");
    look.rows("(a)");
    look.rows("(b)");
    assertThat(look.rows()).isEqualTo("(a) AND (b)");
    look.rows("false");
    assertThat(look.rows()).isEqualTo("false");
  }
}
