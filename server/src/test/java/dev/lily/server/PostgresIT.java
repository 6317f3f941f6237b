package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.server.TestClient.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies become effective in a real PostgreSQL: two users speak SQL to it. */
class PostgresIT {
  private static final String SERVICE = "/api/lily/v1/services/lake";
  private static final String HASH = "upper(encode(sha256(convert_to('%s', 'UTF8')), 'hex'))";

  private static PostgresCluster postgres;

  @TempDir Path data;
  private Server server;
  private TestClient admin;

  @BeforeAll
  static void startPostgres() throws Exception {
    Optional<Path> binaries = PostgresCluster.binaries();
    Assumptions.assumeTrue(
        binaries.isPresent(), "PostgreSQL is not installed: apt-get install postgresql");
    postgres = PostgresCluster.start(binaries.orElseThrow());
    postgres.asSuperuser(
        "postgres",
        "CREATE ROLE owner",
        "CREATE ROLE analysts",
        "CREATE ROLE privacy_officers",
        "CREATE ROLE lily_sync LOGIN",
        "CREATE ROLE bob LOGIN IN ROLE analysts",
        "CREATE ROLE olga LOGIN IN ROLE analysts, privacy_officers",
        "GRANT owner TO lily_sync");
  }

  @AfterAll
  static void stopPostgres() throws Exception {
    if (postgres != null) {
      postgres.remove();
    }
  }

  @BeforeEach
  void start() throws Exception {
    postgres.asSuperuser("postgres", "DROP DATABASE IF EXISTS lake", "CREATE DATABASE lake");
    postgres.asSuperuser(
        "lake",
        "GRANT CONNECT, CREATE ON DATABASE lake TO lily_sync",
        "CREATE SCHEMA sales AUTHORIZATION owner",
        "SET ROLE owner",
        "CREATE TABLE sales.customers (id int, email text, phone varchar(20), country text)",
        "INSERT INTO sales.customers VALUES (1, 'ann@x.de', '+49-555-0001', 'DE'),"
            + " (2, 'bea@x.us', '+1-555-0002', 'US')",
        "GRANT USAGE ON SCHEMA sales TO analysts, privacy_officers",
        "GRANT SELECT ON sales.customers TO analysts WITH GRANT OPTION",
        "GRANT SELECT ON sales.customers TO privacy_officers",
        "CREATE TABLE sales.other (id int)",
        "GRANT SELECT ON sales.other TO analysts");
    server = Servers.start(data);
    admin = new TestClient(server, Servers.adminLogin(data));
    admin.post("/api/atlas/v2/types/typedefs", "{'classificationDefs':[{'name':'PII'}]}");
    ok(
        admin.post(
            "/api/atlas/v2/entity/bulk",
            "{'entities':["
                + entity("rdbms_table", "lake.sales.customers")
                + ","
                + entity("rdbms_column", "lake.sales.customers.email")
                + ","
                + entity("rdbms_column", "lake.sales.customers.phone")
                + "]}"));
  }

  private static String entity(String type, String name) {
    return "{'typeName':'%s','attributes':{'qualifiedName':'%s@pg','name':'%s'}}"
        .formatted(type, name, name);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static JsonNode ok(Answer answer) throws Exception {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    return answer.text().isEmpty() ? null : answer.json();
  }

  private void follow(String more) throws Exception {
    ok(
        admin.put(
            SERVICE,
            ("{'name':'lake','type':'postgresql','rules':["
                    + "{'assetType':'rdbms_table','qualifiedName':'{database}.{schema}.{table}@pg'},"
                    + "{'assetType':'rdbms_column','qualifiedName':'{database}.{schema}.{table}.{column}@pg'}],"
                    + "'postgresql':{'host':'127.0.0.1','port':%d,'database':'lake','user':'lily_sync','sslMode':'disable'%s}}")
                .formatted(postgres.port(), more)));
  }

  private void tag(String type, String name) throws Exception {
    ok(
        admin.post(
            "/api/atlas/v2/entity/uniqueAttribute/type/%s/classifications?attr:qualifiedName=%s@pg"
                .formatted(type, name),
            "[{'typeName':'PII'}]"));
  }

  private void untag(String type, String name) throws Exception {
    ok(
        admin.delete(
            "/api/atlas/v2/entity/uniqueAttribute/type/%s/classification/PII?attr:qualifiedName=%s@pg"
                .formatted(type, name)));
  }

  private static List<String> see(String user, String query) throws SQLException {
    return postgres.rows("lake", user, query);
  }

  private static String hash(String value) throws SQLException {
    return see("bob", "SELECT " + HASH.formatted(value)).get(0);
  }

  private static List<String> rights(String relation) throws SQLException {
    return postgres.seenBySuperuser(
        "lake",
        "SELECT grantee, privilege_type, is_grantable FROM information_schema.table_privileges"
            + " WHERE table_schema || '.' || table_name = '"
            + relation
            + "' AND grantee <> 'owner' ORDER BY 1, 2");
  }

  private JsonNode plan() throws Exception {
    return ok(admin.get(SERVICE + "/postgres/plan"));
  }

  private JsonNode status() throws Exception {
    return ok(admin.get(SERVICE + "/postgres/status")).path("status");
  }

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

    ok(admin.post(SERVICE + "/postgres/remove", ""));
    assertThat(rights("sales.customers")).isEqualTo(before);
    assertThat(ok(admin.get(SERVICE)).at("/postgresql/automatic").asBoolean()).isFalse();
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
            + " VALUES (1234567, 'Ünïcode Ab-12', 'short', 'abc', 12.34, '2020-05-06', '2020-05-06',"
            + " 'x', '6f9619ff-8b86-d011-b42d-00c04fc964ff', '{}', '{1}', 1.5, true, 'fine',"
            + " 'alice@x', 'secret text')",
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

  @Test
  void anExpressionThatIsNoneShowsNothing() throws Exception {
    follow(",'automatic':false");
    policy(
        "'kind':'mask','type':'CUSTOM','expression':'1) FROM sales.customers; DROP TABLE sales.other; --'",
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
  void passwordsAreNamedAndNeverShown() throws Exception {
    Files.writeString(data.resolve("secrets/postgresql-lake"), "very-secret\n");
    follow(",'password':{'file':'postgresql-lake'}");
    assertThat(admin.get(SERVICE).text()).contains("postgresql-lake").doesNotContain("very-secret");
    assertThat(plan().path("failures")).isEmpty();
    follow(",'password':{'file':'postgresql-none'}");
    Answer missing = admin.get(SERVICE + "/postgres/plan");
    assertThat(missing.status()).isEqualTo(503);
    assertThat(missing.message()).contains("postgresql-none", "cannot be read");
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

  /** Random policies: what a user sees in PostgreSQL is what Trino is told to show. */
  @Test
  void bothDoorsShowTheSame() throws Exception {
    postgres.asSuperuser(
        "lake",
        "DROP ROLE IF EXISTS eve, ada, interns",
        "CREATE ROLE interns",
        "CREATE ROLE eve LOGIN",
        "CREATE ROLE ada LOGIN IN ROLE interns, privacy_officers",
        "GRANT USAGE ON SCHEMA sales TO PUBLIC",
        "GRANT SELECT ON sales.customers TO PUBLIC");
    ok(
        admin.put(
            "/api/lily/v1/services/twin",
            "{'name':'twin','type':'trino','rules':[{'assetType':'rdbms_column',"
                + "'qualifiedName':'{catalog}.{schema}.{table}.{column}@pg'}]}"));
    follow(",'automatic':false");
    tag("rdbms_column", "lake.sales.customers.email");
    Map<String, List<String>> groups =
        Map.of(
            "bob", List.of("analysts"),
            "olga", List.of("analysts", "privacy_officers"),
            "ada", List.of("interns", "privacy_officers"),
            "eve", List.of());
    Random random = new Random(20261123);
    for (int round = 0; round < 8; round++) {
      ok(admin.post("/api/lily/v1/policies?force=true", randomPolicy(random, round)));
      JsonNode outcome = apply();
      assertThat(outcome.path("failures")).as(outcome.toString()).isEmpty();
      for (var user : groups.entrySet()) {
        assertThat(seenEmail(user.getKey()))
            .as("round %d, %s, %s", round, user, outcome)
            .isEqualTo(toldEmail(user.getKey(), user.getValue()));
      }
    }
  }

  private static String randomPolicy(Random random, int round) {
    List<String> masks = List.of("MASK_NULL", "MASK_HASH", "MASK_SHOW_FIRST_4", "MASK_NONE");
    return "{'name':'R%d','priority':%d,'target':{'classifications':['PII']},"
            .formatted(round, random.nextInt(2))
        + "'subjects':{%s},'exceptions':{%s},'effect':{'kind':'mask','type':'%s'}}"
            .formatted(
                random.nextInt(3) == 0 ? "'everyone':true" : randomSubject(random),
                random.nextBoolean() ? "" : randomSubject(random),
                masks.get(random.nextInt(masks.size())));
  }

  private static String randomSubject(Random random) {
    List<String> subjects =
        List.of(
            "'groups':['analysts']",
            "'groups':['interns']",
            "'groups':['privacy_officers']",
            "'groups':['analysts','interns']",
            "'users':['bob']",
            "'users':['ada','eve']");
    return subjects.get(random.nextInt(subjects.size()));
  }

  private static String seenEmail(String user) throws SQLException {
    boolean view =
        !see(user, "SELECT 1 FROM pg_namespace WHERE nspname = 'sales_masked'").isEmpty();
    return see(
            user, "SELECT email FROM sales" + (view ? "_masked" : "") + ".customers WHERE id = 1")
        .get(0);
  }

  private String toldEmail(String user, List<String> groups) throws Exception {
    String mask =
        ok(admin.post(
                "/v1/data/twin/columnMask",
                ("{'input':{'context':{'identity':{'user':'%s','groups':%s}},'action':{'operation':'GetColumnMask',"
                        + "'resource':{'column':{'catalogName':'lake','schemaName':'sales','tableName':'customers',"
                        + "'columnName':'email','columnType':'varchar'}}}}}")
                    .formatted(user, groups.stream().map(g -> "'" + g + "'").toList())))
            .at("/result/expression")
            .asText();
    if (mask.isEmpty()) {
      return "ann@x.de";
    }
    if (mask.startsWith("cast(NULL")) {
      return "null";
    }
    return mask.contains("sha256") ? hash("ann@x.de") : "ann@XXXX";
  }

  private JsonNode apply() throws Exception {
    return ok(admin.post(SERVICE + "/postgres/apply", ""));
  }

  /** A policy for everybody but privacy officers on a table or column of the database. */
  private JsonNode policy(String effect, String elements) throws Exception {
    String name = "P" + System.nanoTime();
    return ok(
        admin.post(
            "/api/lily/v1/policies?force=true",
            ("{'name':'%s','subjects':{'everyone':true},'effect':{%s},'exceptions':{'groups':['privacy_officers']},"
                    + "'target':{'resources':[{'service':'*','elements':{'database':['lake'],'schema':['*'],%s}}]}}")
                .formatted(name, effect, elements)
                .replace("''", "\\u0027")));
  }
}
