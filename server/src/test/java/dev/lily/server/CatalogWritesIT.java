package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.server.TestClient.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A steward writes to what owns things that rules hide from the steward, or do not let the steward
 * delete: secret columns, and columns whose names end with "fixed".
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogWritesIT {
  private static final String RULES = "/api/lily/v1/catalog-access";
  private static final String ENTITY = "/api/atlas/v2/entity";
  private static final String TABLE = ENTITY + "/uniqueAttribute/type/hive_table";
  private static final String COLUMN = ENTITY + "/uniqueAttribute/type/hive_column";
  private static final String FOR_SAM =
      "{'id':'%s','subjects':{'users':['sam']},'effect':'DENY','actions':['%s'],'on':%s}";

  private Server server;
  private TestClient admin;
  private TestClient sam;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    server = Servers.start(data, Map.of());
    admin = new TestClient(server, Servers.adminLogin(data));
    ok(
        admin.put(
            "/api/lily/v1/users/sam",
            "{'password':'a-long-password','groups':[],'roles':{'default':['steward']}}"));
    sam = new TestClient(server, Servers.login("sam", "a-long-password"));
    ok(admin.post("/api/atlas/v2/types/typedefs", "{'classificationDefs':[{'name':'SECRET'}]}"));
    String secret = "{'classifications':['SECRET'],'ownOnly':true}";
    String rules =
        String.join(
            ",",
            FOR_SAM.formatted("hide", "READ_METADATA", secret),
            FOR_SAM.formatted("fix", "DELETE_METADATA", "{'qualifiedNames':['*fixed@w']}"),
            FOR_SAM.formatted("names", "WRITE_METADATA", "{'qualifiedNames':['denied.*']}"));
    ok(admin.put(RULES, "{'version':0,'rules':[" + rules + "]}"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static Answer ok(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    return answer;
  }

  private static void refused(Answer answer, String... words) throws Exception {
    assertThat(answer.status()).as(answer.text()).isEqualTo(403);
    assertThat(answer.message()).contains(words);
  }

  private static String named(String route, String name) {
    return route + "?attr:qualifiedName=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  private JsonNode entity(TestClient who, String route, String name) throws Exception {
    return ok(who.get(named(route, name))).json().path("entity");
  }

  private String guid(String route, String name) throws Exception {
    return entity(admin, route, name).path("guid").asText();
  }

  /** A table with the columns open, hidden and fixed. */
  private String table(String name) throws Exception {
    made(admin, name, "{}");
    for (String column : new String[] {"open", "hidden", "fixed"}) {
      ok(
          admin.post(
              ENTITY,
              ("{'entity':{'typeName':'hive_column','attributes':{'qualifiedName':'%s.%s@w','name':'%s','type':'string',"
                      + "'table':{'typeName':'hive_table','uniqueAttributes':{'qualifiedName':'%s'}}}}}")
                  .formatted(name, column, column, name)));
    }
    ok(
        admin.post(
            ENTITY + "/guid/" + guid(COLUMN, name + ".hidden@w") + "/classifications",
            "[{'typeName':'SECRET','propagate':false}]"));
    return guid(TABLE, name);
  }

  private static Answer made(TestClient who, String name, String relations) throws Exception {
    return who.post(
        ENTITY,
        "{'entity':{'typeName':'hive_table','attributes':{'qualifiedName':'%s','name':'n'},'relationshipAttributes':%s}}"
            .formatted(name, relations));
  }

  private String reference(String column) throws Exception {
    return "{'guid':'%s'}".formatted(guid(COLUMN, column));
  }

  private void isThere(String table, String column) throws Exception {
    JsonNode stored = entity(admin, COLUMN, table + "." + column + "@w");
    assertThat(stored.path("status").asText()).isEqualTo("ACTIVE");
    assertThat(stored.at("/relationshipAttributes/table/relationshipStatus").asText())
        .isEqualTo("ACTIVE");
    assertThat(stored.at("/relationshipAttributes/table/guid").asText())
        .isEqualTo(guid(TABLE, table));
  }

  @Test
  void whatIsNotSeenStaysWhenAnEntityIsSentBack() throws Exception {
    table("back");
    ObjectNode read = (ObjectNode) entity(sam, TABLE, "back");
    assertThat(read.at("/relationshipAttributes/columns")).hasSize(2);
    ok(sam.post(ENTITY, "{\"entity\":" + read + "}"));
    isThere("back", "hidden");
    assertThat(entity(admin, COLUMN, "back.hidden@w").path("classifications")).hasSize(1);
  }

  @Test
  void whatIsNotSeenStaysWhenAListIsEmptiedOrReplaced() throws Exception {
    String guid = table("list");
    String fixed = reference("list.fixed@w");
    ok(made(sam, "list", "{'columns':[%s]}".formatted(fixed)));
    isThere("list", "hidden");
    assertThat(sam.get(named(COLUMN, "list.open@w")).json().at("/entity/status").asText())
        .as("what is seen and left out is deleted")
        .isEqualTo("DELETED");
    Answer partial = sam.put(ENTITY + "/guid/" + guid + "?name=columns", "[%s]".formatted(fixed));
    assertThat(partial.status()).as(partial.text()).isLessThan(500);
    isThere("list", "hidden");
    ok(
        sam.put(
            named(TABLE, "list"),
            "{'entity':{'typeName':'hive_table','attributes':{'columns':[%s]}}}".formatted(fixed)));
    isThere("list", "hidden");
  }

  @Test
  void whatMayNotBeDeletedIsNotLeftOutOfAList() throws Exception {
    table("left");
    refused(made(sam, "left", "{'columns':[]}"), "DELETE_METADATA", "left.fixed@w");
    refused(
        made(sam, "left", "{'columns':[%s]}".formatted(reference("left.open@w"))),
        "DELETE_METADATA",
        "left.fixed@w");
    refused(made(sam, "left", "{'columns':null}"), "DELETE_METADATA", "left.fixed@w");
    isThere("left", "fixed");
    isThere("left", "open");
  }

  @Test
  void whatIsOwnedIsNotDeletedByWhoMayNot() throws Exception {
    for (String kept : new String[] {"hidden", "fixed"}) {
      String name = "owner-" + kept;
      String guid = table(name);
      String other = kept.equals("hidden") ? "fixed" : "hidden";
      ok(admin.delete(named(COLUMN, name + "." + other + "@w")));
      String why = "because of something that it owns";
      refused(sam.delete(ENTITY + "/guid/" + guid), why);
      refused(sam.delete(named(TABLE, name)), why);
      refused(sam.delete(ENTITY + "/bulk?guid=" + guid), why);
      isThere(name, kept);
    }
  }

  @Test
  void aColumnIsNotTakenFromATableThatIsNotSeen() throws Exception {
    String guid = table("holder");
    ok(
        admin.post(
            ENTITY + "/guid/" + guid + "/classifications",
            "[{'typeName':'SECRET','propagate':true}]"));
    refused(
        made(sam, "thief", "{'columns':[%s]}".formatted(reference("holder.open@w"))), "withheld");
    String column =
        "{'entity':{'typeName':'hive_column','attributes':{'qualifiedName':'holder.open@w','table':%s}}}";
    ok(sam.post(ENTITY, column.formatted("null")));
    isThere("holder", "open");
    table("other");
    refused(
        sam.post(ENTITY, column.formatted("{'guid':'" + guid(TABLE, "other") + "'}")), "withheld");
    isThere("holder", "open");
  }

  @Test
  void aReferenceToWhatIsNotSeenRefersToNothingHoweverItIsWritten() throws Exception {
    table("names");
    String hidden = guid(COLUMN, "names.hidden@w");
    for (String reference :
        new String[] {
          "'" + hidden + "'",
          "{'guid':'" + hidden + "'}",
          "{'typeName':'hive_column','uniqueAttributes':{'name':'names.open@w','qualifiedName':'names.hidden@w'}}"
        }) {
      Answer answer = made(sam, "fresh", "{'columns':[%s]}".formatted(reference));
      assertThat(answer.status()).as(reference + answer.text()).isEqualTo(404);
    }
  }

  @Test
  void aNameThatSomethingHiddenHasIsRefusedAsOneThatRulesKeep() throws Exception {
    table("taken");
    ok(
        admin.post(
            ENTITY + "/guid/" + guid(TABLE, "taken") + "/classifications",
            "[{'typeName':'SECRET','propagate':false}]"));
    String text = "sam is not authorized to perform WRITE_METADATA on hive_table '%s'";
    for (String name : new String[] {"taken", "denied.table"}) {
      Answer created = made(sam, name, "{}");
      assertThat(created.status()).isEqualTo(403);
      assertThat(created.message()).isEqualTo(text.formatted(name));
    }
    ok(made(sam, "mine", "{}"));
    for (String name : new String[] {"taken", "denied.table"}) {
      Answer renamed =
          sam.post(
              ENTITY,
              "{'entity':{'guid':'%s','typeName':'hive_table','attributes':{'qualifiedName':'%s'}}}"
                  .formatted(guid(TABLE, "mine"), name));
      assertThat(renamed.status()).isEqualTo(403);
      assertThat(renamed.message()).isEqualTo(text.formatted(name));
    }
  }
}
