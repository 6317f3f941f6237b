package dev.lily.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestCsv {
  @Test
  void plainCellsStayAsTheyAre() {
    assertThat(Csv.cell("shop.orders@prod")).isEqualTo("shop.orders@prod");
    assertThat(Csv.cell("")).isEmpty();
    assertThat(Csv.cell("Größe")).isEqualTo("Größe");
  }

  @Test
  void separatorsAreQuoted() {
    assertThat(Csv.cell("a,b")).isEqualTo("\"a,b\"");
    assertThat(Csv.cell("say \"hi\"")).isEqualTo("\"say \"\"hi\"\"\"");
    assertThat(Csv.cell("two\nlines")).isEqualTo("\"two\nlines\"");
  }

  @Test
  void formulasAreText() {
    for (String formula : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1")) {
      assertThat(Csv.cell(formula)).isEqualTo("'" + formula);
    }
    assertThat(Csv.cell("=HYPERLINK(\"x\",1)")).isEqualTo("\"'=HYPERLINK(\"\"x\"\",1)\"");
  }
}
