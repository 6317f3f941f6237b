package dev.lily.server.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.server.cli.DemoScenario;
import dev.lily.server.cli.DemoStage;
import dev.lily.server.cli.LocalClient.Answer;
import dev.lily.server.engines.PostgresCluster;
import dev.lily.server.engines.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shop's tables in a real PostgreSQL, into which Lily writes masking views. */
public final class PostgresDemo implements DemoScenario {
  private static final String WAREHOUSE = "file:/data/shop/warehouse/{schema}/{table}";
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final String QUERY =
      "SELECT customer_id, email, lifetime_value FROM customer_360 ORDER BY 1";

  @Override
  public boolean run(DemoStage stage) throws Exception {
    stage.title("The same in a real PostgreSQL");
    Optional<Path> binaries = PostgresCluster.binaries();
    if (binaries.isEmpty()) {
      stage.verdict("PostgreSQL is not installed: apt-get install postgresql", false);
      return false;
    }
    BeforeAndAfter.people(stage);
    PostgresCluster postgres = PostgresCluster.start(binaries.get());
    stage.keep(postgres::remove);
    makeTables(postgres);
    stage.say("ready", "127.0.0.1:" + postgres.port() + ", database shop, users bob and olga");
    boolean followed = follow(stage, postgres.port());
    return new BeforeAndAfter(stage, (user, query) -> rows(postgres, user), QUERY).run()
        && followed;
  }

  private static void makeTables(PostgresCluster postgres) throws SQLException {
    postgres.asSuperuser(
        "postgres",
        "CREATE ROLE owner",
        "CREATE ROLE analysts",
        "CREATE ROLE privacy_officers",
        "CREATE ROLE lily_sync LOGIN IN ROLE owner",
        "CREATE ROLE bob LOGIN IN ROLE analysts",
        "CREATE ROLE olga LOGIN IN ROLE privacy_officers",
        "CREATE DATABASE shop",
        "GRANT CREATE ON DATABASE shop TO lily_sync",
        "ALTER ROLE bob SET search_path = marts_masked, marts",
        "ALTER ROLE olga SET search_path = marts_masked, marts");
    postgres.asSuperuser(
        "shop",
        "CREATE SCHEMA marts AUTHORIZATION owner",
        "SET ROLE owner",
        "CREATE TABLE marts.customer_360 (customer_id bigint, email text, lifetime_value float8)",
        "INSERT INTO marts.customer_360 VALUES (1, 'ann@example.de', 120.5),"
            + " (2, 'bea@example.us', 80)",
        "GRANT USAGE ON SCHEMA marts TO analysts, privacy_officers",
        "GRANT SELECT ON marts.customer_360 TO analysts, privacy_officers");
  }

  /** Tells Lily of the database, and which assets are its tables. */
  private static boolean follow(DemoStage stage, int port) throws IOException {
    Map<String, Object> service =
        Map.of(
            "name",
            "shop-postgresql",
            "type",
            "postgresql",
            "rules",
            List.of(rule("openlineage_dataset", ""), rule("openlineage_column", "#{column}")),
            "postgresql",
            Map.of(
                "host",
                "127.0.0.1",
                "port",
                port,
                "database",
                "shop",
                "user",
                "lily_sync",
                "sslMode",
                "disable"));
    Answer answer =
        stage
            .client()
            .put(
                "/api/lily/v1/services/shop-postgresql",
                new ObjectMapper().writeValueAsBytes(service));
    stage.verdict("Lily follows the database", answer.status() == 200);
    stage.keep(() -> stage.client().delete("/api/lily/v1/services/shop-postgresql?force=true"));
    return answer.status() == 200;
  }

  private static Map<String, Object> rule(String assetType, String column) {
    return Map.of(
        "assetType",
        assetType,
        "qualifiedName",
        WAREHOUSE + column,
        "fixed",
        Map.of("database", "shop"));
  }

  private static Rows rows(PostgresCluster postgres, String user) throws SQLException {
    return new Rows(
        List.of("customer_id", "email", "lifetime_value"),
        ask(postgres, user).stream().map(row -> List.of(row.split("\\|", -1))).toList());
  }

  /**
   * A query that was planned on the table, and run when its grants had gone to the view, is refused
   * once: it is asked again, as a person would.
   */
  private static List<String> ask(PostgresCluster postgres, String user) throws SQLException {
    try {
      return postgres.rows("shop", user, QUERY);
    } catch (SQLException refused) {
      if (!INSUFFICIENT_PRIVILEGE.equals(refused.getSQLState())) {
        throw refused;
      }
      return postgres.rows("shop", user, QUERY);
    }
  }
}
