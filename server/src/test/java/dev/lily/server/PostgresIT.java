package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policies become effective in a real PostgreSQL: two users speak SQL to it. */
class PostgresIT extends PostgresFixture {
  @Test
  void aTagMasksAndItsRemovalRestores() throws Exception {
    List<String> before = rights("sales.customers");
    follow("");
    tag("rdbms_column", "lake.sales.customers.email");
    await()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(see("bob", "SELECT email FROM sales_masked.customers ORDER BY id"))
                    .containsExactly(hash("ann@x.de"), hash("bea@x.us")));
    assertThat(see("olga", "SELECT * FROM sales_masked.customers ORDER BY id"))
        .containsExactly("1|ann@x.de|+49-555-0001|DE", "2|bea@x.us|+1-555-0002|US");
    assertThatThrownBy(() -> see("bob", "SELECT id FROM sales.customers"))
        .hasMessageContaining("permission denied");
    assertThat(see("olga", "SELECT count(*) FROM sales.customers")).containsExactly("2");
    assertThat(see("bob", "SELECT count(*) FROM sales.other")).containsExactly("0");
    await().untilAsserted(() -> assertThat(status().path("tables").asInt()).isEqualTo(1));
    assertThat(plan().path("statements")).isEmpty();
    await()
        .untilAsserted(
            () -> {
              JsonNode services = ok(admin.get("/api/lily/v1/enforcement")).path("services");
              assertThat(services.findValuesAsText("door")).contains("POSTGRESQL");
              assertThat(services.findValuesAsText("state"))
                  .as(services.toString())
                  .contains("UP_TO_DATE");
              assertThat(admin.get("/metrics").text())
                  .contains(
                      "lily_enforcement_seconds_count{service=\"lake\",door=\"postgresql\",}");
            });

    untag("rdbms_column", "lake.sales.customers.email");
    await().untilAsserted(() -> assertThat(rights("sales.customers")).isEqualTo(before));
    assertThat(see("bob", "SELECT email FROM sales.customers ORDER BY id"))
        .containsExactly("ann@x.de", "bea@x.us");
    assertThat(see("bob", "SELECT 1 FROM pg_namespace WHERE nspname = 'sales_masked'")).isEmpty();
  }

  @Test
  void rowsAreFilteredByTheViewOrByTheTable() throws Exception {
    List<String> before = rights("sales.customers");
    policy("'kind':'filter-rows','expression':\"country = ''DE''\"", "'table':['customers']");
    follow(",'automatic':false");
    assertThat(plan().path("total").asInt()).isPositive();
    assertThat(rights("sales.customers")).isEqualTo(before);

    apply();
    assertThat(see("bob", "SELECT id FROM sales_masked.customers")).containsExactly("1");
    assertThat(see("olga", "SELECT id FROM sales_masked.customers")).hasSize(2);
    assertThat(apply().path("total").asInt()).isZero();

    follow(",'automatic':false,'rows':'rls'");
    apply();
    assertThat(see("bob", "SELECT id FROM sales.customers")).containsExactly("1");
    assertThat(see("olga", "SELECT id FROM sales.customers")).hasSize(2);
    assertThat(rights("sales.customers")).isEqualTo(before);
    assertThat(apply().path("total").asInt()).isZero();

    ok(admin.post(SERVICE + "/postgres/remove", ""));
    assertThat(see("bob", "SELECT id FROM sales.customers")).hasSize(2);
    assertThat(see("bob", "SELECT polname FROM pg_policy")).isEmpty();
    assertThat(see("bob", "SELECT 1 FROM pg_namespace WHERE nspname IN ('lily', 'sales_masked')"))
        .isEmpty();
  }

  @Test
  void theRightToReadAColumnIsTakenAway() throws Exception {
    List<String> before = rights("sales.customers");
    tag("rdbms_column", "lake.sales.customers.email");
    follow(",'automatic':false,'columns':'grants'");
    apply();
    assertThat(see("bob", "SELECT id, phone FROM sales.customers")).hasSize(2);
    assertThatThrownBy(() -> see("bob", "SELECT email FROM sales.customers"))
        .hasMessageContaining("permission denied");
    assertThat(see("olga", "SELECT email FROM sales.customers")).hasSize(2);
    assertThat(apply().path("total").asInt()).isZero();

    postgres.execute("lake", "lily_sync", "ALTER TABLE sales.customers ADD COLUMN note text");
    apply();
    assertThat(see("bob", "SELECT note FROM sales.customers")).hasSize(2);

    assertThat(enforced("lake.sales.customers.email")).isTrue();
    ok(admin.post(SERVICE + "/postgres/remove", ""));
    assertThat(enforced("lake.sales.customers.email")).isFalse();
    assertThat(rights("sales.customers")).isEqualTo(before);
    assertThat(ok(admin.get(SERVICE)).at("/postgresql/automatic").asBoolean()).isFalse();
  }

  @Test
  void aTableThatChangesStaysMasked() throws Exception {
    tag("rdbms_column", "lake.sales.customers.email");
    follow(",'automatic':false");
    apply();
    postgres.asSuperuser("lake", "ALTER TABLE sales.customers ADD COLUMN note text");
    apply();
    assertThat(see("bob", "SELECT note FROM sales_masked.customers")).hasSize(2);

    postgres.asSuperuser(
        "lake",
        "DROP TABLE sales.customers CASCADE",
        "SET ROLE owner",
        "CREATE TABLE sales.customers (email text, id int)",
        "INSERT INTO sales.customers VALUES ('ann@x.de', 1)",
        "GRANT SELECT ON sales.customers TO analysts");
    apply();
    assertThat(see("bob", "SELECT email FROM sales_masked.customers"))
        .containsExactly(hash("ann@x.de"));
    assertThat(apply().path("total").asInt()).isZero();

    postgres.asSuperuser("lake", "ALTER TABLE sales.customers RENAME TO clients");
    assertThat(apply().path("warnings").toString()).contains("is called sales.clients now");
    assertThatThrownBy(() -> see("bob", "SELECT id FROM sales.clients"))
        .hasMessageContaining("permission denied");

    ok(
        admin.post(
            "/api/atlas/v2/entity/bulk",
            "{'entities':[" + entity("rdbms_column", "lake.sales.clients.email") + "]}"));
    tag("rdbms_column", "lake.sales.clients.email");
    apply();
    assertThat(see("bob", "SELECT email FROM sales_masked.clients"))
        .containsExactly(hash("ann@x.de"));
    untag("rdbms_column", "lake.sales.clients.email");
    apply();
    assertThat(see("bob", "SELECT email FROM sales.clients")).containsExactly("ann@x.de");
    assertThat(see("bob", "SELECT 1 FROM pg_namespace WHERE nspname = 'sales_masked'")).isEmpty();
  }

  @Test
  void everyMaskFitsEveryTypeAndEveryName() throws Exception {
    String schema = "\"we\"\"ird'; DROP TABLE sales.other; --\"";
    String table = schema + ".\"Ta\"\"ble; $1 ? {col}\"";
    postgres.asSuperuser(
        "lake",
        "DROP ROLE IF EXISTS \"o'd\"\"d; role\"",
        "CREATE ROLE \"o'd\"\"d; role\"",
        "CREATE SCHEMA " + schema + " AUTHORIZATION owner",
        "SET ROLE owner",
        "CREATE TYPE " + schema + ".mood AS ENUM ('fine')",
        "CREATE DOMAIN " + schema + ".mail AS text NOT NULL CHECK (VALUE LIKE '%@%')",
        "CREATE TABLE "
            + table
            + " (i int, t text, v varchar(5), c char(3), n numeric(6,2), d date, z timestamptz,"
            + " b bytea, u uuid, j jsonb, a int[], f float8, o boolean, m "
            + schema
            + ".mood, p "
            + schema
            + ".mail, \"Q\"\"'{col};--?\" text)",
        "INSERT INTO "
            + table
            + " VALUES (1234567, 'Ünïcode Ab-12', 'short', 'abc', 12.34, '2020-05-06',"
            + " '2020-05-06', 'x', '6f9619ff-8b86-d011-b42d-00c04fc964ff', '{}', '{1}', 1.5, true,"
            + " 'fine', 'alice@x', 'secret text')",
        "GRANT USAGE ON SCHEMA " + schema + " TO analysts",
        "GRANT SELECT ON " + table + " TO analysts, \"o'd\"\"d; role\"");
    follow(",'automatic':false");
    String masked = schema.replace("--\"", "--_masked\"") + ".\"Ta\"\"ble; $1 ? {col}\"";
    long id = 0;
    for (String mask :
        List.of(
            "MASK",
            "MASK_HASH",
            "MASK_NULL",
            "MASK_SHOW_LAST_4",
            "MASK_SHOW_FIRST_4",
            "MASK_DATE_SHOW_YEAR")) {
      if (id > 0) {
        ok(admin.delete("/api/lily/v1/policies/" + id + "?force=true"));
      }
      id =
          policy("'kind':'mask','type':'" + mask + "'", "'table':['*'],'column':['*']")
              .path("id")
              .asLong();
      JsonNode outcome = apply();
      assertThat(outcome.path("failures")).as(mask + outcome).isEmpty();
      assertThat(apply().path("total").asInt()).as(mask).isZero();
      List<String> seen = see("bob", "SELECT * FROM " + masked);
      assertThat(seen).as(mask).hasSize(1);
      assertThat(seen.get(0))
          .as(mask)
          .doesNotContain("1234567", "code", "secret text", "alice@x", "05-06");
    }
    assertThat(see("bob", "SELECT z FROM " + masked).get(0)).startsWith("2020-01-01");
    assertThat(see("bob", "SELECT count(*) FROM sales_masked.other")).containsExactly("0");
    ok(admin.post(SERVICE + "/postgres/remove", ""));
    assertThat(see("bob", "SELECT t FROM " + table)).containsExactly("Ünïcode Ab-12");
  }

  private boolean enforced(String column) throws Exception {
    String guid =
        ok(admin.get(
                "/api/atlas/v2/entity/uniqueAttribute/type/rdbms_column?attr:qualifiedName="
                    + column
                    + "@pg"))
            .at("/entity/guid")
            .asText();
    for (JsonNode resource :
        ok(admin.get("/api/lily/v1/entity/guid/" + guid + "/resources")).path("resources")) {
      for (JsonNode door : resource.path("enforcement")) {
        if (door.path("door").asText().equals("POSTGRESQL")) {
          return door.path("enforced").asBoolean();
        }
      }
    }
    throw new AssertionError("no database enforces " + column);
  }
}
