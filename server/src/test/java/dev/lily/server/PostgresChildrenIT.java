package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What shows rows of a protected table by another name: partitions, children, functions. */
class PostgresChildrenIT extends PostgresFixture {
  @BeforeEach
  void makeTables() throws Exception {
    postgres.asSuperuser(
        "lake",
        "SET ROLE owner",
        "CREATE TABLE sales.ev (id int, email text) PARTITION BY RANGE (id)",
        "CREATE TABLE sales.ev_1 PARTITION OF sales.ev FOR VALUES FROM (0) TO (100)"
            + " PARTITION BY RANGE (id)",
        "CREATE TABLE sales.ev_1_a PARTITION OF sales.ev_1 FOR VALUES FROM (0) TO (10)",
        "CREATE TABLE sales.ev_2 PARTITION OF sales.ev FOR VALUES FROM (100) TO (200)",
        "INSERT INTO sales.ev VALUES (1, 'ann@x.de'), (101, 'bea@x.us')",
        "GRANT SELECT ON sales.ev, sales.ev_1, sales.ev_1_a TO analysts",
        "CREATE TABLE sales.vip (note text) INHERITS (sales.customers)",
        "INSERT INTO sales.vip VALUES (3, 'cid@x.fr', '+33', 'FR', 'rich')",
        "GRANT SELECT ON sales.vip TO analysts");
    ok(
        admin.post(
            "/api/atlas/v2/entity/bulk",
            "{'entities':[" + entity("rdbms_column", "lake.sales.ev.email") + "]}"));
  }

  @Test
  void partitionsAreProtectedAsTheTable() throws Exception {
    List<String> before = rights("sales.ev_1_a");
    follow("");
    tag("rdbms_column", "lake.sales.ev.email");
    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              for (String name : List.of("ev_1", "ev_1_a")) {
                assertThat(see("bob", "SELECT email FROM sales_masked." + name))
                    .as(name)
                    .containsExactly(hash("ann@x.de"));
              }
            });
    for (String name : List.of("ev", "ev_1", "ev_1_a")) {
      assertClosed("SELECT email FROM sales." + name);
    }
    assertThat(see("bob", "SELECT email FROM sales_masked.ev")).hasSize(2);
    assertThat(see("olga", "SELECT email FROM sales_masked.ev_1")).containsExactly("ann@x.de");
    assertThat(postgres.seenBySuperuser("lake", "SELECT to_regclass('sales_masked.ev_2')"))
        .as("nobody may read it by its own name")
        .containsExactly("null");
    assertThat(plan().path("statements")).isEmpty();

    postgres.asSuperuser("lake", "GRANT SELECT ON sales.ev_2 TO analysts");
    apply();
    assertClosed("SELECT email FROM sales.ev_2");
    assertThat(see("bob", "SELECT email FROM sales_masked.ev_2")).containsExactly(hash("bea@x.us"));

    untag("rdbms_column", "lake.sales.ev.email");
    await().untilAsserted(() -> assertThat(rights("sales.ev_1_a")).isEqualTo(before));
    assertThat(see("bob", "SELECT email FROM sales.ev_2")).containsExactly("bea@x.us");
    assertThat(see("bob", "SELECT 1 FROM pg_namespace WHERE nspname = 'sales_masked'")).isEmpty();
  }

  @Test
  void aPartitionThatIsDetachedStaysProtected() throws Exception {
    tag("rdbms_column", "lake.sales.ev.email");
    follow(",'automatic':false");
    apply();
    postgres.asSuperuser("lake", "ALTER TABLE sales.ev DETACH PARTITION sales.ev_1");
    assertThat(apply().path("total").asInt()).isZero();
    assertClosed("SELECT email FROM sales.ev_1");
    assertThat(see("bob", "SELECT email FROM sales_masked.ev_1")).containsExactly(hash("ann@x.de"));

    untag("rdbms_column", "lake.sales.ev.email");
    apply();
    assertThat(see("bob", "SELECT email FROM sales.ev_1")).containsExactly("ann@x.de");
  }

  @Test
  void aLedgerOfAnEarlierVersionIsBroughtUpToDate() throws Exception {
    List<String> before = rights("sales.customers");
    tag("rdbms_column", "lake.sales.customers.email");
    follow(",'automatic':false");
    apply();
    postgres.asSuperuser("lake", "ALTER TABLE lily.applied DROP COLUMN above");
    assertThat(plan().path("failures")).isEmpty();
    tag("rdbms_column", "lake.sales.customers.phone");
    assertThat(apply().path("failures")).isEmpty();
    assertThat(apply().path("total").asInt()).isZero();
    postgres.asSuperuser("lake", "ALTER TABLE lily.applied DROP COLUMN above");
    ok(admin.post(SERVICE + "/postgres/remove", ""));
    assertThat(rights("sales.customers")).isEqualTo(before);
    assertThat(see("bob", "SELECT 1 FROM pg_namespace WHERE nspname = 'lily'")).isEmpty();
  }

  @Test
  void childrenHideWhatTheParentHides() throws Exception {
    policy("'kind':'filter-rows','expression':\"country = ''DE''\"", "'table':['customers']");
    tag("rdbms_column", "lake.sales.customers.email");
    follow(",'automatic':false");
    apply();
    assertClosed("SELECT email FROM sales.vip");
    assertThat(see("bob", "SELECT id FROM sales_masked.vip")).isEmpty();
    assertThat(see("olga", "SELECT id, email, note FROM sales_masked.vip"))
        .containsExactly("3|cid@x.fr|rich");

    follow(",'automatic':false,'columns':'grants','rows':'rls'");
    apply();
    assertThat(see("bob", "SELECT id, note FROM sales.vip")).isEmpty();
    assertClosed("SELECT email FROM sales.vip");
    assertThat(apply().path("total").asInt()).isZero();
  }

  @Test
  void whatIsGeneratedFromATaggedColumnIsNothing() throws Exception {
    postgres.asSuperuser(
        "lake",
        "ALTER TABLE sales.customers"
            + " ADD COLUMN short text GENERATED ALWAYS AS (left(email, 3)) STORED,"
            + " ADD COLUMN land text GENERATED ALWAYS AS (lower(country)) STORED");
    tag("rdbms_column", "lake.sales.customers.email");
    follow(",'automatic':false");
    apply();
    assertThat(see("bob", "SELECT short, land FROM sales_masked.customers WHERE id = 1"))
        .containsExactly("null|de");
    assertThat(see("olga", "SELECT short, land FROM sales_masked.customers WHERE id = 1"))
        .containsExactly("ann|de");

    follow(",'automatic':false,'columns':'grants'");
    apply();
    assertThat(see("bob", "SELECT land FROM sales.customers WHERE id = 1")).containsExactly("de");
    assertClosed("SELECT short FROM sales.customers");
  }

  @Test
  void functionsAndViewsThatReadPastAreTold() throws Exception {
    postgres.asSuperuser(
        "lake",
        "SET ROLE owner",
        "CREATE FUNCTION sales.mails(int) RETURNS SETOF text LANGUAGE sql SECURITY DEFINER"
            + " AS 'SELECT email FROM sales.customers'",
        "CREATE FUNCTION sales.mine() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "REVOKE EXECUTE ON FUNCTION sales.mine() FROM PUBLIC",
        "CREATE MATERIALIZED VIEW sales.copied AS SELECT email FROM sales.customers",
        "RESET ROLE",
        "GRANT CREATE ON SCHEMA sales TO bob, olga",
        "SET ROLE bob",
        "CREATE FUNCTION sales.of_bob() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "RESET ROLE",
        "SET ROLE olga",
        "CREATE FUNCTION sales.of_olga() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'");
    tag("rdbms_column", "lake.sales.customers.email");
    follow(",'automatic':false");
    apply();
    JsonNode warnings = plan().path("warnings");
    assertThat(warnings.toString())
        .contains(
            "read as owner, past the policies, [sales.customers, sales.vip]:"
                + " [sales.mails(integer)]",
            "read as olga, past the policies, [sales.customers, sales.vip]: [sales.of_olga()]",
            "sales.copied")
        .doesNotContain("of_bob", "sales.mine");
  }

  private static void assertClosed(String query) {
    assertThatThrownBy(() -> see("bob", query))
        .as(query)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
  }
}
