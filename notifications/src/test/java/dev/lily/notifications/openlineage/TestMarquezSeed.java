package dev.lily.notifications.openlineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The food delivery of Marquez: thirteen runs whose START says what they do and whose COMPLETE says
 * nothing. The numbers were counted by hand in the file.
 */
class TestMarquezSeed {
  private final Ingestion ingestion = new Ingestion();
  private String events = "";

  @BeforeEach
  void send() {
    Path file =
        SharedData.file(
            SharedData.folder("05-marquez/MarquezProject+marquez/docker"),
            "metadata.template.json");
    events =
        new String(SharedData.read(file), StandardCharsets.UTF_8)
            .replace("{{RUN_START_TIME}}", "2026-11-22T10:00:00Z")
            .replaceAll("\\{\\{RUN_END_TIME_AFTER_(\\d+)_MINUTES}}", "2026-11-22T10:0$1:00Z")
            .replace("10:010:00", "10:10:00");
    BatchResult result = ingestion.sendBatch(events);
    assertThat(result.received()).isEqualTo(26);
    assertThat(result.status()).isEqualTo("success");
  }

  @Test
  void datasetsAndJobsAreThere() {
    assertThat(ingestion.names("openlineage_job"))
        .hasSize(12)
        .contains("food_delivery/delivery_times_7_days")
        .as("it writes nothing")
        .doesNotContain("food_delivery/email_discounts");
    assertThat(ingestion.names("openlineage_dataset"))
        .hasSize(14)
        .as("only the column lineage knows it")
        .contains("food_delivery/public.menu_item_id");
    assertThat(ingestion.names("openlineage_column"))
        .hasSize(91 + 2)
        .contains("food_delivery/public.restaurants#menu_item_id");
  }

  @Test
  void lineageIsThere() {
    assertThat(ingestion.tableEdges())
        .hasSize(13 + 13)
        .contains(
            "food_delivery/public.delivery_7_days -> [delivery_times_7_days]",
            "[delivery_times_7_days] -> food_delivery/public.top_delivery_times",
            "[delivery_times_7_days] -> food_delivery/public.discounts");
    assertThat(ingestion.columnEdges())
        .hasSize(10 + 16 + 8 + 3 + 2)
        .contains(
            "food_delivery/public.customers#email -> food_delivery/public.delivery_7_days"
                + "#customer_email: DIRECT by food_delivery/etl_delivery_7_days",
            "food_delivery/public.delivery_7_days#customer_email -> food_delivery/public.discounts"
                + "#customer_email: DIRECT by food_delivery/delivery_times_7_days");
  }

  @Test
  void secondTimeChangesNothing() {
    long changes = ingestion.catalog.changes();
    ingestion.sendBatch(events);
    new Ingestion(ingestion.catalog).sendBatch(events);
    assertThat(ingestion.catalog.changes()).isEqualTo(changes);
  }
}
