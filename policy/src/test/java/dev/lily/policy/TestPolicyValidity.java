package dev.lily.policy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.asset.ValidityPeriod;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestPolicyValidity {
  private static final String START = "2026/01/01 00:00:00";
  private static final String END = "2026/12/31 23:59:59";

  private static void check(String start, String end, String zone) {
    PolicyValidity.check("validity", List.of(new ValidityPeriod(start, end, zone)));
  }

  private static void refused(String start, String end, String zone, String... messages) {
    assertThatThrownBy(() -> check(start, end, zone))
        .as(start + " " + end + " " + zone)
        .isInstanceOf(CatalogException.class)
        .hasMessageContainingAll(messages);
  }

  @Test
  void openEndsAndKnownZonesAreTaken() {
    for (String zone : List.of("", "UTC", "GMT", "GMT+02:00", "Europe/Berlin", "EST")) {
      assertThatCode(() -> check(START, END, zone)).as(zone).doesNotThrowAnyException();
    }
    assertThatCode(() -> check("", END, "UTC")).doesNotThrowAnyException();
    assertThatCode(() -> check(START, "", "UTC")).doesNotThrowAnyException();
  }

  @Test
  void whatIsNoTimeIsRefusedWithTheForm() {
    refused("", "2020-12-31", "UTC", "validity[0].endTime", "2020-12-31", "yyyy/MM/dd HH:mm:ss");
    refused("2026/02/30 00:00:00", "", "UTC", "validity[0].startTime", "2026/02/30");
    refused("tomorrow", "", "UTC", "validity[0].startTime", "tomorrow");
  }

  @Test
  void whatIsNoZoneForThePluginsIsRefused() {
    refused("", END, "Europe/Atlantis", "validity[0].timeZone", "Europe/Atlantis");
    refused("", END, "UTC+02:00", "validity[0].timeZone", "UTC+02:00");
  }

  @Test
  void theEndIsAfterTheStart() {
    refused(END, START, "UTC", "validity[0]", START, END);
    refused(START, START, "UTC", "validity[0].endTime", START);
  }
}
