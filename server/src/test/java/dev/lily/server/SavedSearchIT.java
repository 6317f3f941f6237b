package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.server.TestClient.Answer;
import java.nio.file.Path;
import org.apache.atlas.model.profile.AtlasUserSavedSearch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers keep searches, each their own, and find them again after a restart. */
class SavedSearchIT {
  private static final String SAVED = "/api/atlas/v2/search/saved";
  private static final String TABLES =
      "{'name':'%s','searchType':'BASIC','searchParameters':{'typeName':'hive_table','query':'orders','limit':5},'uiParameters':'/?q=orders'}";

  private Path data;
  private Server server;
  private TestClient admin;
  private TestClient bob;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    data = folder;
    begin();
    ok(
        admin.put(
            "/api/lily/v1/users/bob",
            "{'password':'a-long-password','roles':{'default':['reader']}}"));
    ok(
        admin.post(
            "/api/atlas/v2/entity",
            "{'entity':{'typeName':'hive_table','attributes':{'qualifiedName':'s.orders@c','name':'orders'}}}"));
  }

  private void begin() throws Exception {
    server = Servers.start(data);
    admin = new TestClient(server, Servers.adminLogin(data));
    bob = new TestClient(server, Servers.login("bob", "a-long-password"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Answer ok(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    return answer;
  }

  @Test
  void aSearchIsKeptRunRenamedAndRemoved() throws Exception {
    Answer kept = ok(bob.post(SAVED, TABLES.formatted("my orders")));
    AtlasUserSavedSearch atlas =
        new ObjectMapper().readValue(kept.text(), AtlasUserSavedSearch.class);
    assertThat(atlas.getOwnerName()).isEqualTo("bob");
    assertThat(atlas.getSearchType()).isEqualTo(AtlasUserSavedSearch.SavedSearchType.BASIC);
    assertThat(atlas.getSearchParameters().getTypeName()).isEqualTo("hive_table");
    String guid = atlas.getGuid();

    server.close();
    begin();

    JsonNode all = ok(bob.get(SAVED)).json();
    assertThat(all).hasSize(1);
    assertThat(all.at("/0/uiParameters").asText()).isEqualTo("/?q=orders");
    for (String run : new String[] {"/execute/my%20orders", "/execute/guid/" + guid}) {
      assertThat(ok(bob.get(SAVED + run)).json().at("/entities/0/displayText").asText())
          .isEqualTo("orders");
    }
    ok(bob.put(SAVED, "{'guid':'" + guid + "','name':'orders of ours'}"));
    JsonNode renamed = ok(bob.get(SAVED + "/orders%20of%20ours?user=bob")).json();
    assertThat(renamed.path("guid").asText()).isEqualTo(guid);
    assertThat(renamed.at("/searchParameters/query").asText()).isEqualTo("orders");
    assertThat(bob.get(SAVED + "/my%20orders").status()).isEqualTo(404);
    assertThat(bob.delete(SAVED + "/" + guid).status()).isEqualTo(204);
    assertThat(bob.delete(SAVED + "/" + guid).status()).isEqualTo(404);
    assertThat(ok(bob.get(SAVED)).json()).isEmpty();
  }

  @Test
  void nobodySeesOrChangesThoseOfOthers() throws Exception {
    String guid = ok(bob.post(SAVED, TABLES.formatted("mine"))).json().path("guid").asText();
    assertThat(ok(admin.get(SAVED)).json()).isEmpty();
    assertThat(admin.get(SAVED + "/mine").status()).isEqualTo(404);
    assertThat(admin.get(SAVED + "/execute/guid/" + guid).status()).isEqualTo(404);
    assertThat(admin.delete(SAVED + "/" + guid).status()).isEqualTo(404);
    assertThat(admin.put(SAVED, "{'guid':'" + guid + "','name':'x'}").status()).isEqualTo(404);
    Answer refused = admin.get(SAVED + "?user=bob");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.message()).contains("saved searches of bob");
  }

  @Test
  void whatCannotBeKeptIsRefusedByItsField() throws Exception {
    ok(bob.post(SAVED, TABLES.formatted("mine")));
    Answer twice = bob.post(SAVED, TABLES.formatted("mine"));
    assertThat(twice.status()).isEqualTo(409);
    assertThat(twice.message()).contains("name:", "'mine'");
    assertThat(bob.post(SAVED, "{'searchParameters':{}}").message()).contains("name");
    assertThat(bob.post(SAVED, "{'name':'x'}").message()).contains("searchParameters");
    assertThat(
            bob.post(SAVED, "{'name':'x','searchType':'ADVANCED','searchParameters':{}}").message())
        .contains("searchType", "BASIC");
    assertThat(bob.post(SAVED, "{'name':'x','searchParameters':{'sortOrder':'up'}}").message())
        .contains("sortOrder");
  }
}
