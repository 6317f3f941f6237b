package dev.lily.policy.opa;

import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.TENANT;
import static dev.lily.policy.PolicyParts.TRINO;
import static dev.lily.policy.PolicyParts.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.graph.CatalogException;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.policy.Effect;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyParts;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.Subjects;
import dev.lily.policy.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The questions that a real Trino 476 asked, and the answers it took. */
class TestTrinoOpa {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TABLE =
      "\"catalogName\":\"memory\",\"schemaName\":\"default\",\"tableName\":\"customers\"";

  @TempDir Path folder;
  private PolicyParts parts;

  @BeforeEach
  void customersWithPersonalData() {
    parts = new PolicyParts(folder);
    parts.classifications.set(column("customers", "email"), "PII");
  }

  @Test
  void allowsQueriesAndCatalogsToEverybody() {
    assertThat(allow("bob", "\"operation\":\"ExecuteQuery\"")).isEqualTo("{\"result\":true}");
    assertThat(
            allow(
                "bob",
                "\"operation\":\"AccessCatalog\",\"resource\":{\"catalog\":{\"name\":\"memory\"}}"))
        .isEqualTo("{\"result\":true}");
    assertThat(allow("bob", select("[\"country\",\"phone\",\"name\",\"id\",\"email\"]")))
        .isEqualTo("{\"result\":true}");
    assertThat(
            allow(
                "bob",
                "\"operation\":\"KillQueryOwnedBy\",\"resource\":{\"user\":{\"user\":\"bob\"}}"))
        .isEqualTo("{\"result\":true}");
    assertThat(
            allow(
                "bob",
                "\"operation\":\"ImpersonateUser\",\"resource\":{\"user\":{\"user\":\"olga\"}}"))
        .isEqualTo("{\"result\":false}");
  }

  @Test
  void masksPersonalDataExceptForPrivacyOfficers() {
    String columns =
        "\"operation\":\"GetColumnMask\",\"filterResources\":["
            + maskedColumn("id", "bigint")
            + ","
            + maskedColumn("name", "varchar")
            + ","
            + maskedColumn("email", "varchar")
            + "]";
    assertThat(ask("bob", columns, Uri.MASKS))
        .isEqualTo(
            "{\"result\":[{\"index\":2,\"viewExpression\":{\"expression\":\"try_cast(to_hex(sha256("
                + "to_utf8(cast(\\\"email\\\" as varchar)))) as varchar)\"}}]}");
    assertThat(ask("olga", columns, Uri.MASKS)).isEqualTo("{\"result\":[]}");
    assertThat(
            ask(
                "bob",
                "\"operation\":\"GetColumnMask\",\"resource\":" + maskedColumn("email", "bigint"),
                Uri.MASK))
        .isEqualTo("{\"result\":{\"expression\":\"cast(NULL as bigint)\"}}");
    assertThat(
            ask(
                "bob",
                "\"operation\":\"GetColumnMask\",\"resource\":" + maskedColumn("id", "bigint"),
                Uri.MASK))
        .isEqualTo("{\"result\":null}");
  }

  @Test
  void masksFromTheSecondInWhichAPeriodBeginsToTheOneInWhichItEnds() {
    String now = "2026/11/22 10:00:00";
    period("phone", now, "");
    period("street", "2026/11/22 10:00:01", "");
    period("city", "", "2026/11/22 09:59:59");
    period("zip", "2026/11/22 10:59:59", "2026/11/22 11:00:00", "Europe/Berlin");
    StringJoiner columns = new StringJoiner(",", "\"filterResources\":[", "]");
    List.of("phone", "street", "city", "zip")
        .forEach(name -> columns.add(maskedColumn(name, "varchar")));

    assertThat(ask("bob", "\"operation\":\"GetColumnMask\"," + columns, Uri.MASKS))
        .contains("\"index\":0", "\"index\":3")
        .doesNotContain("\"index\":1", "\"index\":2");
  }

  private void period(String column, String start, String end) {
    period(column, start, end, "UTC");
  }

  private void period(String column, String start, String end, String zone) {
    parts.classifications.set(
        column("customers", column), "PII", new ValidityPeriod(start, end, zone));
  }

  @Test
  void filtersRows() {
    parts.policies.put(
        CONTEXT,
        new Policy(
            "Only German customers",
            Subjects.EVERYONE,
            Target.resources(
                ResourcePattern.of("catalog", "memory", "schema", "default", "table", "customers")),
            new Effect.FilterRows("country = 'DE'"),
            Subjects.ofGroups("privacy_officers")));
    String question = "\"operation\":\"GetRowFilters\",\"resource\":{\"table\":{" + TABLE + "}}";
    assertThat(ask("bob", question, Uri.ROWS))
        .isEqualTo("{\"result\":[{\"expression\":\"country = 'DE'\"}]}");
    assertThat(ask("olga", question, Uri.ROWS)).isEqualTo("{\"result\":[]}");
  }

  @Test
  void deniesSecretColumnsAndStillListsTheTable() {
    parts.policies.put(
        CONTEXT,
        new Policy(
            "Secrets",
            Subjects.EVERYONE,
            Target.classifications("SECRET"),
            new Effect.Deny(Set.of()),
            Subjects.ofGroups("privacy_officers")));
    parts.classifications.set(column("customers", "phone"), "SECRET");

    assertThat(allow("bob", select("[\"phone\",\"id\"]"))).isEqualTo("{\"result\":false}");
    assertThat(allow("bob", select("[\"id\",\"email\"]"))).isEqualTo("{\"result\":true}");
    assertThat(allow("olga", select("[\"phone\",\"id\"]"))).isEqualTo("{\"result\":true}");
    assertThat(
            ask(
                "bob",
                "\"operation\":\"FilterTables\",\"filterResources\":[{\"table\":{" + TABLE + "}}]",
                Uri.BATCH))
        .isEqualTo("{\"result\":[0]}");
    assertThat(
            ask(
                "bob",
                "\"operation\":\"FilterColumns\",\"filterResources\":[{\"table\":{"
                    + TABLE
                    + ",\"columns\":[\"id\",\"phone\",\"email\"]}}]",
                Uri.BATCH))
        .isEqualTo("{\"result\":[0,2]}");
  }

  @Test
  void refusesAnOperationThatItDoesNotKnow() {
    assertThat(ask("bob", "\"operation\":\"FlyToTheMoon\"", Uri.ALLOW))
        .isEqualTo("{\"result\":false}");
  }

  @Test
  void namesTheFaultOfAMalformedRequest() {
    assertThatThrownBy(() -> parts.opa.allow(TENANT, TRINO, json("{}")))
        .isInstanceOf(CatalogException.class)
        .hasMessage("OPA request: /input must be an object, and is missing");
    assertThatThrownBy(() -> ask(" ", "\"operation\":\"ExecuteQuery\"", Uri.ALLOW))
        .isInstanceOf(CatalogException.class)
        .hasMessage("OPA request: /input/context/identity/user must not be blank");
    assertThatThrownBy(
            () ->
                ask(
                    "bob",
                    "\"operation\":\"GetColumnMask\",\"filterResources\":[{\"column\":{"
                        + TABLE
                        + ",\"columnName\":1}}]",
                    Uri.MASKS))
        .hasMessage(
            "OPA request: /input/action/filterResources/0/column/columnName must be a string");
    assertThatThrownBy(
            () -> parts.opa.allow(TENANT, "none", body("bob", "\"operation\":\"ExecuteQuery\"")))
        .hasMessage("RANGER_ERROR_SERVICE_NOT_FOUND: ServiceName=none");
  }

  private enum Uri {
    ALLOW,
    BATCH,
    ROWS,
    MASK,
    MASKS
  }

  private String allow(String user, String action) {
    return ask(user, action, Uri.ALLOW);
  }

  private String ask(String user, String action, Uri uri) {
    JsonNode body = body(user, action);
    JsonNode answer =
        switch (uri) {
          case ALLOW -> parts.opa.allow(TENANT, TRINO, body);
          case BATCH -> parts.opa.filter(TENANT, TRINO, body);
          case ROWS -> parts.opa.rowFilters(TENANT, TRINO, body);
          case MASK -> parts.opa.columnMask(TENANT, TRINO, body);
          case MASKS -> parts.opa.columnMasks(TENANT, TRINO, body);
        };
    return answer.toString();
  }

  private static String select(String columns) {
    return "\"operation\":\"SelectFromColumns\",\"resource\":{\"table\":{"
        + TABLE
        + ",\"columns\":"
        + columns
        + "}}";
  }

  private static String maskedColumn(String name, String type) {
    return "{\"column\":{"
        + TABLE
        + ",\"columnName\":\""
        + name
        + "\",\"columnType\":\""
        + type
        + "\"}}";
  }

  private static JsonNode body(String user, String action) {
    String group = user.equals("olga") ? "\"privacy_officers\",\"analysts\"" : "\"analysts\"";
    return json(
        "{\"input\":{\"context\":{\"identity\":{\"user\":\""
            + user
            + "\",\"groups\":["
            + group
            + "]},\"softwareStack\":{\"trinoVersion\":\"476\"}},\"action\":{"
            + action
            + "}}}");
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(broken);
    }
  }
}
