package dev.lily.notifications.openlineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sixty events of a real Spark must come out as the lineage that a person would draw. */
class TestSparkEvents {
  private static final String SHOP = "file:/data/shop/";
  private static final String ORDERS_JOB =
      "shop-spark/ingest_orders.execute_insert_into_hadoop_fs_relation_command.raw_orders";
  private static final String CUSTOMERS_JOB =
      "shop-spark/ingest_customers.execute_insert_into_hadoop_fs_relation_command.raw_customers";
  private static final String ENRICH_JOB =
      "shop-spark/enrich_orders.adaptive_spark_plan.staging_orders_enriched";
  private static final String REVENUE_JOB =
      "shop-spark/mart_revenue.adaptive_spark_plan.mart_revenue_by_country";
  private static final String CTAS_JOB =
      "shop-spark/ctas_top_customers.execute_create_data_source_table_as_select_command"
          + ".default_top_customers";
  private static final String INSERT_JOB =
      "shop-spark/ctas_top_customers.execute_insert_into_hadoop_fs_relation_command"
          + ".warehouse_top_customers";

  private final Ingestion ingestion = new Ingestion();

  @BeforeEach
  void sendAll() {
    SharedData.sparkEvents().forEach(ingestion::send);
  }

  @Test
  void datasetsAreThoseThatSucceededJobsTouched() {
    assertThat(shortened(ingestion.names("openlineage_dataset")))
        .containsExactlyInAnyOrder(
            "landing/orders.csv",
            "landing/customers.csv",
            "raw/orders",
            "raw/customers",
            "staging/orders_enriched",
            "mart/revenue_by_country",
            "warehouse/top_customers");
    assertThat(shortened(ingestion.names("openlineage_column")))
        .hasSize(4 + 4 + 4 + 4 + 7 + 4 + 3)
        .contains("landing/customers.csv#email", "warehouse/top_customers#total");
  }

  @Test
  void jobsAreTheStatementsOfTheProgramsAndNoneOfTheNoise() {
    assertThat(ingestion.names("openlineage_job"))
        .containsExactlyInAnyOrder(
            ORDERS_JOB, CUSTOMERS_JOB, ENRICH_JOB, REVENUE_JOB, CTAS_JOB, INSERT_JOB);
    assertThat(ingestion.asset("openlineage_job", ENRICH_JOB).attributes())
        .containsEntry("name", "enrich_orders: write staging_orders_enriched")
        .containsEntry("namespace", "shop-spark")
        .containsEntry("processingType", "BATCH")
        .containsEntry("integration", "SPARK")
        .containsEntry("jobType", "SQL_JOB")
        .containsEntry("lastRunState", "COMPLETE")
        .hasEntrySatisfying("sql", sql -> assertThat(sql).asString().contains("sha2(c.email"));
  }

  @Test
  void tablesAreJoinedByJobs() {
    assertThat(shortened(ingestion.tableEdges()))
        .containsExactlyInAnyOrder(
            "landing/orders.csv -> [ingest_orders: insert into raw_orders]",
            "[ingest_orders: insert into raw_orders] -> raw/orders",
            "landing/customers.csv -> [ingest_customers: insert into raw_customers]",
            "[ingest_customers: insert into raw_customers] -> raw/customers",
            "raw/orders -> [enrich_orders: write staging_orders_enriched]",
            "raw/customers -> [enrich_orders: write staging_orders_enriched]",
            "[enrich_orders: write staging_orders_enriched] -> staging/orders_enriched",
            "staging/orders_enriched -> [mart_revenue: write mart_revenue_by_country]",
            "[mart_revenue: write mart_revenue_by_country] -> mart/revenue_by_country",
            "staging/orders_enriched -> [ctas_top_customers: create default_top_customers]",
            "[ctas_top_customers: create default_top_customers] -> warehouse/top_customers",
            "staging/orders_enriched -> [ctas_top_customers: insert into warehouse_top_customers]",
            "[ctas_top_customers: insert into warehouse_top_customers] -> warehouse/top_customers");
  }

  @Test
  void columnsAreJoinedByWhatEachJobDoes() {
    String both = "DIRECT IDENTITY by " + CTAS_JOB + ", DIRECT IDENTITY by " + INSERT_JOB;
    assertThat(shortened(ingestion.columnEdges()))
        .containsExactlyInAnyOrder(
            edge(
                "landing/orders.csv#order_id", "raw/orders#order_id", "TRANSFORMATION", ORDERS_JOB),
            edge(
                "landing/orders.csv#customer_id",
                "raw/orders#customer_id",
                "TRANSFORMATION",
                ORDERS_JOB),
            edge("landing/orders.csv#amount", "raw/orders#amount", "IDENTITY", ORDERS_JOB),
            edge("landing/orders.csv#order_date", "raw/orders#order_date", "IDENTITY", ORDERS_JOB),
            edge(
                "landing/customers.csv#customer_id",
                "raw/customers#customer_id",
                "TRANSFORMATION",
                CUSTOMERS_JOB),
            edge(
                "landing/customers.csv#name",
                "raw/customers#full_name",
                "TRANSFORMATION",
                CUSTOMERS_JOB),
            edge("landing/customers.csv#email", "raw/customers#email", "IDENTITY", CUSTOMERS_JOB),
            edge(
                "landing/customers.csv#country",
                "raw/customers#country",
                "IDENTITY",
                CUSTOMERS_JOB),
            enriched("raw/orders#order_id", "order_id", "IDENTITY"),
            enriched("raw/orders#order_date", "order_date", "IDENTITY"),
            enriched("raw/orders#amount", "amount", "IDENTITY"),
            enriched("raw/customers#full_name", "full_name", "IDENTITY"),
            enriched("raw/customers#email", "customer_email", "IDENTITY"),
            enriched("raw/customers#email", "email_hash", "TRANSFORMATION masking"),
            enriched("raw/customers#country", "country", "TRANSFORMATION"),
            revenue("country", "country", "IDENTITY"),
            revenue("order_date", "mth", "TRANSFORMATION"),
            revenue("amount", "revenue", "AGGREGATION"),
            revenue("customer_email", "customers", "AGGREGATION masking"),
            "staging/orders_enriched#full_name -> warehouse/top_customers#full_name: " + both,
            "staging/orders_enriched#customer_email -> warehouse/top_customers#customer_email: "
                + both,
            edge(
                "staging/orders_enriched#amount",
                "warehouse/top_customers#total",
                "AGGREGATION",
                CTAS_JOB));
  }

  @Test
  void tableNameLeadsToThePath() {
    assertThat(
            ingestion.asset(
                "openlineage_dataset", "file:/data/shop/warehouse/default.top_customers"))
        .isEqualTo(ingestion.asset("openlineage_dataset", SHOP + "warehouse/top_customers"));
    assertThat(
            ingestion.asset("openlineage_dataset", SHOP + "warehouse/top_customers").attributes())
        .containsEntry("symlinks", List.of("file:/data/shop/warehouse/default.top_customers"))
        .containsEntry("lifecycleState", "CREATE")
        .containsEntry("sourceName", "file");
  }

  @Test
  void secondTimeChangesNothing() {
    long changes = ingestion.catalog.changes();
    SharedData.sparkEvents().forEach(ingestion::send);
    assertThat(ingestion.catalog.changes()).isEqualTo(changes);
    Ingestion restarted = new Ingestion(ingestion.catalog);
    SharedData.sparkEvents().forEach(restarted::send);
    assertThat(ingestion.catalog.changes()).isEqualTo(changes);
    assertThat(ingestion.deadLetters).isEmpty();
  }

  private static String enriched(String source, String column, String how) {
    return edge(source, "staging/orders_enriched#" + column, how, ENRICH_JOB);
  }

  private static String revenue(String source, String column, String how) {
    return edge(
        "staging/orders_enriched#" + source, "mart/revenue_by_country#" + column, how, REVENUE_JOB);
  }

  private static String edge(String source, String column, String how, String job) {
    return source + " -> " + column + ": DIRECT " + how + " by " + job;
  }

  private static Set<String> shortened(Set<String> picture) {
    return picture.stream().map(text -> text.replace(SHOP, "")).collect(Collectors.toSet());
  }
}
