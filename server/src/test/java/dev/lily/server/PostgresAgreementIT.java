package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** PostgreSQL and Trino show the same. */
class PostgresAgreementIT extends PostgresFixture {
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
}
