package dev.lily.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.server.engines.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestTable {
  @Test
  void columnsAreAlignedAndLongValuesCut() {
    Rows rows =
        new Rows(
            List.of("id", "email"),
            List.of(List.of("1", "ann@x.de"), List.of("12", "0123456789".repeat(3))));
    assertThat(Table.lines(rows))
        .containsExactly(
            "id  email",
            "----------------------------",
            "1   ann@x.de",
            "12  01234567890123456789012…");
  }
}
