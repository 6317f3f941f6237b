package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.lily.server.TestClient.Answer;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes wrong in a database, and what others change there. */
class PostgresFaultIT extends PostgresFixture {
  @Test
  void anExpressionThatIsNoneShowsNothing() throws Exception {
    follow(",'automatic':false");
    policy(
        "'kind':'mask','type':'CUSTOM','expression':'1) FROM sales.customers; DROP TABLE"
            + " sales.other; --'",
        "'table':['customers'],'column':['email']");
    policy(
        "'kind':'mask','type':'CUSTOM','expression':'no_such_function({col})'",
        "'table':['customers'],'column':['phone']");
    JsonNode outcome = apply();
    assertThat(outcome.path("failures").toString()).contains("no_such_function", "sales.customers");
    assertThat(see("bob", "SELECT id, email, phone FROM sales_masked.customers ORDER BY id"))
        .containsExactly("1|null|null", "2|null|null");
    assertThat(see("bob", "SELECT count(*) FROM sales.other")).containsExactly("0");
  }

  @Test
  void whatOthersChangeIsFoundAndRepaired() throws Exception {
    tag("rdbms_column", "lake.sales.customers.email");
    follow(",'checkSeconds':1");
    await().untilAsserted(() -> assertThat(status().path("tables").asInt()).isEqualTo(1));
    postgres.asSuperuser(
        "lake",
        "GRANT SELECT ON sales.customers TO analysts",
        "CREATE OR REPLACE VIEW sales_masked.customers AS SELECT * FROM sales.customers");
    await()
        .untilAsserted(
            () -> {
              assertThat(see("bob", "SELECT email FROM sales_masked.customers WHERE id = 1"))
                  .containsExactly(hash("ann@x.de"));
              assertThatThrownBy(() -> see("bob", "SELECT email FROM sales.customers"))
                  .hasMessageContaining("permission denied");
              assertThat(status().at("/drift/statements").toString()).contains("REVOKE", "VIEW");
            });
    postgres.asSuperuser("lake", "REVOKE SELECT ON sales_masked.customers FROM analysts");
    await()
        .untilAsserted(
            () -> assertThat(status().path("warnings").toString()).contains("right of analysts"));
    untag("rdbms_column", "lake.sales.customers.email");
    await().untilAsserted(() -> assertThat(status().path("tables").asInt()).isZero());
    assertThatThrownBy(() -> see("bob", "SELECT id FROM sales.customers"))
        .hasMessageContaining("permission denied");
  }

  @Test
  void aViewKeepsItsOptionsAndItsOwner() throws Exception {
    tag("rdbms_column", "lake.sales.customers.email");
    follow(",'automatic':false");
    apply();
    assertThat(apply().path("total").asInt()).isZero();
    for (String change :
        List.of(
            "RESET (security_barrier)",
            "SET (security_barrier = false)",
            "SET (security_invoker = true)",
            "OWNER TO owner")) {
      postgres.asSuperuser("lake", "ALTER VIEW sales_masked.customers " + change);
      JsonNode repaired = apply();
      assertThat(repaired.path("failures")).as(change).isEmpty();
      assertThat(repaired.path("statements").toString())
          .as(change)
          .contains("CREATE OR REPLACE VIEW");
      assertThat(
              postgres.seenBySuperuser(
                  "lake",
                  "SELECT reloptions, pg_get_userbyid(relowner) FROM pg_class"
                      + " WHERE oid = 'sales_masked.customers'::regclass"))
          .as(change)
          .containsExactly("{security_barrier=true}|lily_sync");
      assertThat(see("bob", "SELECT email FROM sales_masked.customers WHERE id = 1"))
          .as(change)
          .containsExactly(hash("ann@x.de"));
      assertThat(apply().path("total").asInt()).as(change).isZero();
    }
    follow(",'checkSeconds':1");
    await().untilAsserted(() -> assertThat(status().path("tables").asInt()).isEqualTo(1));
    postgres.asSuperuser("lake", "ALTER VIEW sales_masked.customers RESET (security_barrier)");
    await()
        .untilAsserted(
            () -> assertThat(status().at("/drift/statements").toString()).contains("VIEW"));
  }

  @Test
  void aDatabaseThatFailsHalfwayIsAsItWasAndFollowsLater() throws Exception {
    tag("rdbms_column", "lake.sales.customers.email");
    follow(",'automatic':false");
    apply();
    tag("rdbms_column", "lake.sales.customers.phone");
    try (Connection other = postgres.connect("lake", "boss");
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("LOCK sales_masked.customers IN ACCESS SHARE MODE");
      follow("");
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          postgres.seenBySuperuser(
                              "lake", "SELECT 1 FROM pg_locks WHERE NOT granted"))
                      .isNotEmpty());
      postgres.down();
    } catch (SQLException ended) {
      assertThat(ended.getMessage()).isNotBlank();
    }
    await().untilAsserted(() -> assertThat(status().path("error").asText()).isNotBlank());
    postgres.up();
    await()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(see("bob", "SELECT phone FROM sales_masked.customers WHERE id = 1"))
                    .containsExactly(hash("+49-555-0001").substring(0, 20)));
    await().untilAsserted(() -> assertThat(status().path("error").isNull()).isTrue());
  }

  @Test
  void aServiceIsNotForgottenBeforeWhatItApplied() throws Exception {
    tag("rdbms_column", "lake.sales.customers.email");
    follow(",'automatic':false");
    apply();
    Answer kept = admin.delete(SERVICE);
    assertThat(kept.status()).isEqualTo(409);
    assertThat(kept.message()).contains("POST " + SERVICE + "/postgres/remove", "force=true");
    ok(admin.post(SERVICE + "/postgres/remove", ""));
    assertThat(admin.delete(SERVICE).status()).isEqualTo(204);

    follow(",'automatic':false,'password':{'file':'postgresql-none'}");
    Answer unknown = admin.delete(SERVICE);
    assertThat(unknown.status()).isEqualTo(409);
    assertThat(unknown.message()).contains("postgresql-none", "force=true");
    assertThat(admin.delete(SERVICE + "?force=true").status()).isEqualTo(204);
  }

  @Test
  void aLaterVersionAloneIsNoTrouble() throws Exception {
    tag("rdbms_column", "lake.sales.customers.email");
    follow(",'automatic':false");
    apply();
    tag("rdbms_column", "lake.sales.customers.phone");
    await()
        .untilAsserted(
            () -> {
              JsonNode lake = MissingNode.getInstance();
              for (JsonNode one : ok(admin.get("/api/lily/v1/enforcement")).path("services")) {
                lake = one.path("service").asText().equals("lake") ? one : lake;
              }
              assertThat(lake.at("/doors/0/lagVersions").asInt()).isPositive();
              assertThat(lake.path("state").asText()).isEqualTo("UP_TO_DATE");
            });
  }

  @Test
  void passwordsAreNamedAndNeverShown() throws Exception {
    Files.writeString(data.resolve("secrets/postgresql-lake"), "very-secret\n");
    follow(",'password':{'file':'postgresql-lake'}");
    assertThat(admin.get(SERVICE).text()).contains("postgresql-lake").doesNotContain("very-secret");
    assertThat(plan().path("failures")).isEmpty();
    follow(",'password':{'file':'postgresql-none'}");
    Answer missing = admin.get(SERVICE + "/postgres/plan");
    assertThat(missing.status()).isEqualTo(503);
    assertThat(missing.message()).contains("'postgresql-none' cannot be read");
    assertThat(missing.message()).doesNotContain(data.toString());
    Answer foreign =
        admin.put(
            SERVICE,
            "{'name':'lake','type':'postgresql','postgresql':{'host':'h','database':'d','user':'u',"
                + "'password':{'env':'PATH'}}}");
    assertThat(foreign.status()).isEqualTo(400);
    assertThat(foreign.message()).contains("LILY_SECRET_");
    Answer trino = admin.get("/api/lily/v1/services/trino/postgres/plan");
    assertThat(trino.status()).isEqualTo(400);
  }
}
