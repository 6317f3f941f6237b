package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.server.TestClient.Answer;
import dev.lily.server.engines.PostgresCluster;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server, and a real PostgreSQL whose tables it is to protect. */
abstract class PostgresFixture {
  static final String SERVICE = "/api/lily/v1/services/lake";
  private static final String HASH = "upper(encode(sha256(convert_to('%s', 'UTF8')), 'hex'))";

  static PostgresCluster postgres;

  @TempDir Path data;
  private Server server;
  TestClient admin;

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

  static String entity(String type, String name) {
    return "{'typeName':'%s','attributes':{'qualifiedName':'%s@pg','name':'%s'}}"
        .formatted(type, name, name);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static JsonNode ok(Answer answer) throws Exception {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    return answer.text().isEmpty() ? null : answer.json();
  }

  void follow(String more) throws Exception {
    ok(
        admin.put(
            SERVICE,
            ("{'name':'lake','type':'postgresql','rules':["
                    + "{'assetType':'rdbms_table','qualifiedName':'{database}.{schema}.{table}@pg'},"
                    + "{'assetType':'rdbms_column','qualifiedName':'{database}.{schema}.{table}.{column}@pg'}],"
                    + "'postgresql':{'host':'127.0.0.1','port':%d,'database':'lake','user':'lily_sync','sslMode':'disable'%s}}")
                .formatted(postgres.port(), more)));
  }

  void tag(String type, String name) throws Exception {
    ok(
        admin.post(
            "/api/atlas/v2/entity/uniqueAttribute/type/%s/classifications?attr:qualifiedName=%s@pg"
                .formatted(type, name),
            "[{'typeName':'PII'}]"));
  }

  void untag(String type, String name) throws Exception {
    ok(
        admin.delete(
            "/api/atlas/v2/entity/uniqueAttribute/type/%s/classification/PII?attr:qualifiedName=%s@pg"
                .formatted(type, name)));
  }

  static List<String> see(String user, String query) throws SQLException {
    return postgres.rows("lake", user, query);
  }

  static String hash(String value) throws SQLException {
    return see("bob", "SELECT " + HASH.formatted(value)).get(0);
  }

  static List<String> rights(String relation) throws SQLException {
    return postgres.seenBySuperuser(
        "lake",
        "SELECT grantee, privilege_type, is_grantable FROM information_schema.table_privileges"
            + " WHERE table_schema || '.' || table_name = '"
            + relation
            + "' AND grantee <> 'owner' ORDER BY 1, 2");
  }

  JsonNode plan() throws Exception {
    return ok(admin.get(SERVICE + "/postgres/plan"));
  }

  JsonNode status() throws Exception {
    return ok(admin.get(SERVICE + "/postgres/status")).path("status");
  }

  JsonNode apply() throws Exception {
    return ok(admin.post(SERVICE + "/postgres/apply", ""));
  }

  /** A policy for everybody but privacy officers on a table or column of the database. */
  JsonNode policy(String effect, String elements) throws Exception {
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
