package dev.lily.server.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestImpactCsv {
  @Test
  void plainCellsStayAsTheyAre() {
    assertThat(ImpactCsv.cell("shop.orders@prod")).isEqualTo("shop.orders@prod");
    assertThat(ImpactCsv.cell("")).isEmpty();
    assertThat(ImpactCsv.cell("Größe")).isEqualTo("Größe");
  }

  @Test
  void separatorsAreQuoted() {
    assertThat(ImpactCsv.cell("a,b")).isEqualTo("\"a,b\"");
    assertThat(ImpactCsv.cell("say \"hi\"")).isEqualTo("\"say \"\"hi\"\"\"");
    assertThat(ImpactCsv.cell("two\nlines")).isEqualTo("\"two\nlines\"");
  }

  @Test
  void formulasAreText() {
    for (String formula : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1")) {
      assertThat(ImpactCsv.cell(formula)).isEqualTo("'" + formula);
    }
    assertThat(ImpactCsv.cell("=HYPERLINK(\"x\",1)")).isEqualTo("\"'=HYPERLINK(\"\"x\"\",1)\"");
  }
}
