package dev.lily.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestEngineAddress {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "10.1.0.0/16, 10.1.255.3, true",
    "10.1.0.0/16, 10.2.0.0, false",
    "10.1.2.128/25, 10.1.2.200, true",
    "10.1.2.128/25, 10.1.2.100, false",
    "acme@10.1.2.3, 10.1.2.3, true",
    "::1, [0:0:0:0:0:0:0:1], true",
    "fe80::/10, fe80::1%eth0, true",
    "::1, 127.0.0.1, false",
    "127.0.0.1, localhost, false",
    "127.0.0.1, '', false",
  })
  void addressesAreWithinOrNot(String network, String address, boolean within) {
    assertThat(EngineAddress.parse(network).contains(address)).isEqualTo(within);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/0",
        "::/0",
        "10.1.2.3/33",
        "10.1.2",
        "10.1.2.999",
        "trino.example.org",
        "@10.1.2.3",
        "10.1.2.3/",
        "fade",
        ""
      })
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> EngineAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'");
  }
}
