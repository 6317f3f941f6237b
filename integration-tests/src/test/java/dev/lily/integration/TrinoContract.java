package dev.lily.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a real Trino must show, whichever way it asks Lily. */
abstract class TrinoContract extends TrinoFixture {
  private static final String KINDS =
      "'resources':[{'elements':{'catalog':['lake'],'schema':['s'],'table':['kinds'],'column':[%s]}}]";
  private static final String EVERY_KIND = KINDS.formatted("'*'");
  private static final List<String> SECRETS =
      List.of("Ann", "Smith", "555", "1234567", "9876", "2.718", "6f9619ff", "05-06", "07:08");

  @Test
  void aTagMasksTheNextQueryAndItsRemovalRestores() throws Exception {
    assertThat(see("bob", PEOPLE)).containsExactly(ANN, BEA);
    tag("email", "PII");
    soon(
        () ->
            assertThat(see("bob", "SELECT id, email FROM shop.raw.people ORDER BY id"))
                .containsExactly("1|" + hash("ann@x.de"), "2|" + hash("bea@x.us")));
    assertThat(see("olga", PEOPLE)).containsExactly(ANN, BEA);
    untag("email", "PII");
    soon(() -> assertThat(see("bob", PEOPLE)).containsExactly(ANN, BEA));
  }

  @Test
  void aTagMasksWhatIsDerivedFromTheColumn() throws Exception {
    tag("email", "PII");
    soon(
        () ->
            assertThat(see("bob", "SELECT * FROM shop.marts.people ORDER BY id"))
                .containsExactly("1|" + hash("ann@x.de"), "2|" + hash("bea@x.us")));
    assertThat(see("olga", "SELECT * FROM shop.marts.people ORDER BY id"))
        .containsExactly("1|ann@x.de", "2|bea@x.us");
    untag("email", "PII");
    soon(
        () ->
            assertThat(see("bob", "SELECT * FROM shop.marts.people ORDER BY id"))
                .containsExactly("1|ann@x.de", "2|bea@x.us"));
  }

  @Test
  void aMaskedColumnCannotBeGuessedByAsking() throws Exception {
    tag("email", "PII");
    soon(
        () ->
            assertThat(see("bob", "SELECT id FROM shop.raw.people WHERE email = 'ann@x.de'"))
                .isEmpty());
    assertThat(
            see(
                "bob",
                "SELECT r.id FROM shop.raw.people r JOIN shop.marts.people m ON r.email = m.mail"
                    + " ORDER BY 1"))
        .containsExactly("1", "2");
  }

  @Test
  void aClassificationClosesAColumn() throws Exception {
    policy(
        "policy-templates/deny-classification",
        "{'classification':'SECRET','exceptGroups':['privacy_officers']}");
    tag("phone", "SECRET");
    soon(
        () ->
            assertThatThrownBy(() -> see("bob", PEOPLE))
                .hasMessageContaining("Access Denied")
                .hasMessageContaining("people"));
    assertThat(see("bob", "SELECT id, email FROM shop.raw.people")).hasSize(2);
    assertThat(see("olga", PEOPLE)).containsExactly(ANN, BEA);
  }

  @Test
  void rowsAreFiltered() throws Exception {
    policy(
        "policy-templates/filter-rows",
        "{'resource':'shop.raw.people','condition':\"country ="
            + " \\u0027DE\\u0027\",'exceptGroups':['privacy_officers']}");
    soon(() -> assertThat(see("bob", PEOPLE)).containsExactly(ANN));
    assertThat(see("bob", "SELECT count(*) FROM shop.raw.people")).containsExactly("1");
    assertThat(see("olga", PEOPLE)).containsExactly(ANN, BEA);
  }

  @Test
  void anotherMaskOfAPolicyIsEffective() throws Exception {
    tag("email", "PII");
    soon(
        () ->
            assertThat(see("bob", "SELECT email FROM shop.raw.people WHERE id = 1"))
                .containsExactly(hash("ann@x.de")));
    exchangeMask("MASK_HASH", "MASK_SHOW_LAST_4");
    soon(
        () ->
            assertThat(see("bob", "SELECT email FROM shop.raw.people WHERE id = 1"))
                .containsExactly("XXXXx.de"));
    exchangeMask("MASK_SHOW_LAST_4", "MASK_HASH");
  }

  private void exchangeMask(String before, String after) throws Exception {
    JsonNode policy = ok(admin.get("/api/lily/v1/policies?classification=PII")).at("/policies/0");
    ok(
        admin.put(
            "/api/lily/v1/policies/" + policy.path("id").asLong(),
            policy.toString().replace(before, after)));
  }

  @Test
  void whatNobodyMaySeeIsNotShown() throws Exception {
    policy(
        "policies",
        ("{'name':'No plain','subjects':{'users':['bob']},'effect':{'kind':'deny'},"
            + "'target':{'resources':[{'elements':{'catalog':['shop'],'schema':['raw'],'table':['plain'],'column':['*']}},"
            + "{'elements':{'catalog':['shop'],'schema':['raw'],'table':['plain']}}]}}"));
    soon(() -> assertThat(see("bob", "SHOW TABLES FROM shop.raw")).containsExactly("people"));
    assertThat(see("olga", "SHOW TABLES FROM shop.raw")).containsExactly("people", "plain");
    assertThat(see("bob", "SHOW SCHEMAS FROM shop")).contains("marts", "raw");
    assertThat(
            see(
                "bob",
                "SELECT column_name FROM shop.information_schema.columns WHERE table_schema = 'raw'"
                    + " ORDER BY 1"))
        .containsExactly("country", "email", "id", "phone");
    assertThatThrownBy(() -> see("bob", "SELECT * FROM shop.raw.plain"))
        .hasMessageContaining("Access Denied");
  }

  /** Each mask type, on columns of each type that it is for. */
  @Test
  void everyMaskRunsOnEveryTypeOfColumn() throws Exception {
    Map<String, String> texts =
        Map.of(
            "MASK", "Xxx Xxxxx 00",
            "MASK_SHOW_LAST_4", "XXXXXXXXh 12",
            "MASK_SHOW_FIRST_4", "Ann XXXXXXXX",
            "MASK_HASH", hash("Ann Smith 12"),
            "MASK_NULL", "null",
            "MASK_NONE", "Ann Smith 12");
    for (Map.Entry<String, String> mask : texts.entrySet()) {
      long id = policy("'kind':'mask','type':'" + mask.getKey() + "'", EVERY_KIND, 1);
      String seen = firstSeen(mask.getValue());
      if (mask.getKey().equals("MASK_NONE")) {
        assertThat(seen).contains(SECRETS.toArray(String[]::new));
      } else {
        String hidden = seen.substring(mask.getValue().length());
        assertThat(hidden)
            .as(mask.getKey())
            .doesNotContain("1234567", "9876.54", "2020-05-06 07:08:09.123");
      }
      drop(id);
    }
    assertThat(see("olga", "SELECT * FROM lake.s.kinds").get(0)).contains(SECRETS);
  }

  @Test
  void datesShowTheirYear() throws Exception {
    policy("'kind':'mask','type':'MASK_DATE_SHOW_YEAR'", KINDS.formatted("'d','t','z'"), 1);
    soon(
        () ->
            assertThat(see("bob", "SELECT d, t, z FROM lake.s.kinds").get(0))
                .startsWith("2020-01-01|2020-01-01 00:00:00")
                .doesNotContain("05-06", "07:08"));
  }

  @Test
  void aMaskOfOnesOwn() throws Exception {
    policy(
        "'kind':'mask','type':'CUSTOM','expression':'cast(length({col}) as varchar)'",
        KINDS.formatted("'v'"),
        1);
    soon(() -> assertThat(see("bob", "SELECT v FROM lake.s.kinds")).containsExactly("12"));
  }

  /** A list, say, cannot be hashed: it is closed, not shown. */
  @Test
  void aMaskThatATypeCannotHaveShowsNothing() throws Exception {
    policy("'kind':'mask','type':'MASK_HASH'", KINDS.formatted("'a'").replace("kinds", "lists"), 1);
    soon(() -> assertThat(lists("bob")).isEqualTo(withoutMask()));
    assertThat(lists("olga")).isEqualTo("[7001, 7002]");
  }

  /** What is seen of a column that has a mask which its type cannot have. */
  abstract String withoutMask();

  private String lists(String user) throws Exception {
    try {
      return see(user, "SELECT a FROM lake.s.lists").get(0);
    } catch (SQLException refused) {
      return "refused";
    }
  }

  private String firstSeen(String text) throws Exception {
    soon(() -> assertThat(see("bob", "SELECT * FROM lake.s.kinds").get(0)).startsWith(text + "|"));
    return see("bob", "SELECT * FROM lake.s.kinds").get(0);
  }
}
