package dev.lily.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestParameters {
  private static final List<Parameter> KNOWN =
      List.of(new Parameter("calls", "10", "in all"), new Parameter("data", "", "folder"));

  @Test
  void keepsInitialValuesOfWhatIsNotGiven() {
    Parameters parameters = Parameters.parse(KNOWN, List.of("--data", "there"));
    assertThat(parameters.number("calls", 1, 100)).isEqualTo(10);
    assertThat(parameters.optional("data")).contains("there");
  }

  @Test
  void isAbsentWhenEmpty() {
    assertThat(Parameters.parse(KNOWN, List.of()).optional("data")).isEmpty();
  }

  @Test
  void namesAllFaultsTogether() {
    assertThatThrownBy(() -> Parameters.parse(KNOWN, List.of("--cals", "3", "--data")))
        .isInstanceOf(BenchException.class)
        .hasMessage("unknown parameter --cals; --data needs a value");
  }

  @Test
  void refusesNumbersOutOfRange() {
    for (String value : List.of("0", "101", "ten", "-1", "99999999999")) {
      Parameters parameters = Parameters.parse(KNOWN, List.of("--calls", value));
      assertThatThrownBy(() -> parameters.number("calls", 1, 100))
          .hasMessage("--calls is " + value + ", and has to be from 1 to 100");
    }
  }
}
