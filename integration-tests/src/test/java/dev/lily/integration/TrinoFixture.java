package dev.lily.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.server.Server;
import dev.lily.server.Servers;
import dev.lily.server.TestClient;
import dev.lily.server.TestClient.Answer;
import dev.lily.server.engines.Folders;
import dev.lily.server.engines.MissingEngineException;
import dev.lily.server.engines.TrinoAccess;
import dev.lily.server.engines.TrinoInstallation;
import dev.lily.server.engines.TrinoServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Trino that asks a Lily. Two users speak SQL to it: bob of the analysts, and olga, who is a
 * privacy officer too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TrinoFixture {
  private static final String CLASSIFICATION =
      "/api/atlas/v2/entity/uniqueAttribute/type/openlineage_column/classification";
  static final String PEOPLE = "SELECT * FROM shop.raw.people ORDER BY id";
  static final String ANN = "1|ann@x.de|+49-555-0001|DE";
  static final String BEA = "2|bea@x.us|+1-555-0002|US";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Path data;
  private int port;
  private Server server;
  private TrinoServer trino;
  private TrinoSession sql;
  private final List<Long> policies = new ArrayList<>();
  TestClient admin;

  /** How Trino asks; Lily is ready. */
  abstract TrinoAccess access(String url) throws Exception;

  /** Settings of Lily beside the usual ones. */
  abstract Map<String, String> settings();

  @BeforeAll
  void startBoth(@TempDir Path data) throws Exception {
    this.data = data;
    TrinoInstallation installation = installation();
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    startLily();
    ok(
        admin.post(
            "/api/atlas/v2/types/typedefs",
            "{'classificationDefs':[{'name':'PII'},{'name':'SECRET'},{'name':'TYPED'}]}"));
    ok(
        admin.put(
            "/api/lily/v1/principals/users/olga", "{'groups':['privacy_officers','analysts']}"));
    ok(admin.put("/api/lily/v1/principals/users/bob", "{'groups':['analysts']}"));
    Path folder = Path.of("target", "trino", getClass().getSimpleName()).toAbsolutePath();
    Folders.remove(folder);
    trino =
        TrinoServer.start(
            installation, folder, access(server.state().url()), List.of("shop", "lake"));
    sql = new TrinoSession(trino.port());
    makeTables();
  }

  static TrinoInstallation installation() {
    try {
      return TrinoInstallation.find(System.getenv());
    } catch (MissingEngineException missing) {
      return Assumptions.abort(missing.getMessage());
    }
  }

  private void makeTables() throws Exception {
    sql.execute(
        "olga",
        "CREATE SCHEMA shop.raw",
        "CREATE SCHEMA shop.marts",
        "CREATE TABLE shop.raw.people (id int, email varchar, phone varchar, country varchar)",
        "INSERT INTO shop.raw.people VALUES"
            + " (1, 'ann@x.de', '+49-555-0001', 'DE'), (2, 'bea@x.us', '+1-555-0002', 'US')",
        "CREATE TABLE shop.marts.people AS SELECT id, email AS mail FROM shop.raw.people",
        "CREATE TABLE shop.raw.plain AS SELECT 1 AS id",
        "CREATE SCHEMA lake.s",
        "CREATE TABLE lake.s.lists AS SELECT ARRAY[7001, 7002] AS a",
        "CREATE TABLE lake.s.kinds (v varchar, w varchar(20), i integer, n decimal(10,2), b"
            + " boolean, f double, u uuid, d date, t timestamp(3), z timestamp(3) with time zone)",
        "INSERT INTO lake.s.kinds VALUES ('Ann Smith 12', '+49-555-0001', 1234567, 9876.54, true,"
            + " 2.71828, UUID '6f9619ff-8b86-d011-b42d-00c04fc964ff', DATE '2020-05-06',"
            + " TIMESTAMP '2020-05-06 07:08:09.123', TIMESTAMP '2020-05-06 07:08:09.123 UTC')");
    ok(admin.post("/api/v1/lineage", lineage()));
  }

  private static String lineage() {
    String table = "{'namespace':'file','name':'/data/shop/warehouse/%s'%s}";
    String facet = "'_producer':'urn:test','_schemaURL':'urn:test'";
    String schema =
        ",'facets':{'schema':{%s,'fields':[{'name':'id'},{'name':'email'},{'name':'phone'},{'name':'country'}]}}"
            .formatted(facet);
    String columns =
        (",'facets':{'columnLineage':{%s,'fields':{'mail':{'inputFields':[{'namespace':'file',"
                + "'name':'/data/shop/warehouse/raw/people','field':'email','transformations':"
                + "[{'type':'DIRECT','subtype':'IDENTITY','masking':false}]}]}}}}")
            .formatted(facet);
    return ("{'eventType':'COMPLETE','eventTime':'2026-01-31T10:00:00Z','producer':'urn:test',"
            + "'schemaURL':'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',"
            + "'run':{'runId':'0197f0c4-0000-7000-8000-000000000001'},"
            + "'job':{'namespace':'shop','name':'copy_people'},'inputs':[%s],'outputs':[%s]}")
        .formatted(table.formatted("raw/people", schema), table.formatted("marts/people", columns));
  }

  @AfterAll
  void stopBoth() {
    if (trino != null) {
      trino.close();
    }
    if (server != null) {
      server.close();
    }
  }

  /** Each test begins with nothing tagged and the policies of a new tenant. */
  @AfterEach
  void forget() throws Exception {
    for (long policy : policies) {
      ok(admin.delete("/api/lily/v1/policies/" + policy + "?force=true"));
    }
    policies.clear();
    for (String column : List.of("email", "phone")) {
      for (String classification : List.of("PII", "SECRET", "TYPED")) {
        admin.delete(CLASSIFICATION + "/" + classification + name(column));
      }
    }
    soon(() -> assertThat(see("bob", PEOPLE)).containsExactly(ANN, BEA));
  }

  /** At the address that Trino knows, with what was there before. */
  void startLily() throws Exception {
    Map<String, String> all = new HashMap<>(settings());
    all.put("lily.server.port", String.valueOf(port));
    server = Servers.start(data, all);
    admin = new TestClient(server, Servers.adminLogin(data));
  }

  void stopLily() {
    server.close();
  }

  /** The rows that somebody sees, each as texts joined by bars. */
  List<String> see(String user, String query) throws Exception {
    return sql.see(user, query);
  }

  static String hash(String text) throws Exception {
    return HexFormat.of()
        .withUpperCase()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  void tag(String column, String classification) throws Exception {
    ok(admin.post(CLASSIFICATION + "s" + name(column), "[{'typeName':'" + classification + "'}]"));
  }

  void untag(String column, String classification) throws Exception {
    ok(admin.delete(CLASSIFICATION + "/" + classification + name(column)));
  }

  private static String name(String column) {
    return "?attr:qualifiedName=file:/data/shop/warehouse/raw/people%23" + column;
  }

  /** A policy that is gone after the test. */
  long policy(String path, String body) throws Exception {
    long id = ok(admin.post("/api/lily/v1/" + path, body)).path("id").asLong();
    policies.add(id);
    return id;
  }

  /** A policy for everybody but privacy officers. */
  long policy(String effect, String target, int priority) throws Exception {
    return policy(
        "policies?force=true",
        ("{'name':'%s','subjects':{'everyone':true},'exceptions':{'groups':['privacy_officers']},"
                + "'effect':{%s},'target':{%s},'priority':%d}")
            .formatted("P" + System.nanoTime(), effect, target, priority));
  }

  void drop(long policy) throws Exception {
    ok(admin.delete("/api/lily/v1/policies/" + policy + "?force=true"));
    policies.remove(policy);
  }

  static void soon(ThrowingRunnable assertion) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .untilAsserted(assertion);
  }

  static JsonNode ok(Answer answer) throws IOException {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    return answer.text().isEmpty() ? null : answer.json();
  }
}
