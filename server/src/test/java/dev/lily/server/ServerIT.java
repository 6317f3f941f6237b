package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lily.server.http.Access;
import dev.lily.server.http.Route;
import dev.lily.server.operations.DataFolder;
import dev.lily.server.operations.ExitCode;
import dev.lily.server.operations.StartException;
import dev.lily.server.settings.Settings;
import dev.lily.server.settings.SettingsReader;
import dev.lily.server.settings.SettingsSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerIT {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final HttpClient client = HttpClient.newHttpClient();
  private Path data;
  private Server server;
  private String admin;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    data = folder;
    server = Server.start(settings("0"), data, new SilentStart());
    admin = basic("admin", Files.readString(data.resolve("secrets/admin-password")).strip());
  }

  @AfterAll
  void stop() {
    server.close();
    assertThat(DataFolder.running(data)).isEmpty();
  }

  @Test
  void theDocumentHoldsExactlyTheRoutes() throws Exception {
    assertThat(documented().keySet())
        .containsExactlyInAnyOrderElementsOf(server.routes().stream().map(ServerIT::name).toList());
  }

  @Test
  void theDocumentSaysWhichRoutesAreOpen() throws Exception {
    Map<String, Map<String, Object>> documented = documented();

    for (Route route : server.routes()) {
      boolean open = route.access() instanceof Access.Open;
      assertThat(List.of().equals(documented.get(name(route)).get("security")))
          .as(name(route))
          .isEqualTo(open);
    }
  }

  @Test
  void probesLearnAStatusAndAdminsTheParts() throws Exception {
    assertThat(get("/api/lily/v1/health/live", "").body()).isEqualTo("{\"status\":\"live\"}");
    assertThat(get("/api/lily/v1/health/ready", "").body()).isEqualTo("{\"status\":\"ready\"}");
    assertThat(get("/api/lily/v1/health/ready", admin).body())
        .contains("\"name\":\"identity\",\"ready\":true");
    assertThat(get("/api/atlas/admin/status", "").body()).isEqualTo("{\"Status\":\"ACTIVE\"}");
    assertThat(get("/api/atlas/admin/version", admin).body()).contains("\"Version\"");
  }

  @Test
  void metricsNeedIdentity() throws Exception {
    assertThat(get("/metrics", "").statusCode()).isEqualTo(401);
    get("/api/lily/v1/me", admin);
    assertThat(get("/metrics", admin).body())
        .contains("lily_http_request_seconds_count{", "jvm_memory_bytes_used");
  }

  @Test
  void metricsAreForThoseWhoOperate() throws Exception {
    String made =
        send(
                "POST",
                "/api/lily/v1/api-keys",
                admin,
                "{\"name\":\"prometheus\",\"roles\":[\"monitor\"]}")
            .body();
    String prometheus = "Bearer " + made.replaceAll(".*\"key\":\"([^\"]+)\".*", "$1");
    assertThat(get("/metrics", prometheus).body()).contains("lily_engine_state");
    assertThat(get("/api/lily/v1/enforcement", prometheus).statusCode()).isEqualTo(403);

    String olga = basic("olga", "olga's own one");
    send(
        "PUT",
        "/api/lily/v1/users/olga",
        admin,
        "{\"password\":\"olga's own one\",\"roles\":{\"default\":[\"steward\"],\"other\":[\"admin\"]}}");
    assertThat(get("/metrics", olga).body()).contains("needs role monitor or admin");
    HttpResponse<String> elsewhere = send("GET", "/metrics", olga, "", "X-Lily-Tenant", "other");
    assertThat(elsewhere.statusCode()).isEqualTo(403);
    assertThat(elsewhere.body()).contains("in tenant default, not in other");
  }

  @Test
  void usersAreManagedByAdmins() throws Exception {
    String path = "/api/lily/v1/users/rita";
    String rita = "{\"password\":\"rita's own\",\"roles\":{\"default\":[\"reader\"]}}";

    assertThat(send("PUT", path, admin, rita).statusCode()).isEqualTo(200);
    String asRita = basic("rita", "rita's own");
    assertThat(get("/api/lily/v1/me", asRita).body()).contains("\"roles\":[\"reader\"]");
    assertThat(get("/api/lily/v1/users", asRita).statusCode()).isEqualTo(403);
    assertThat(get("/api/lily/v1/users", admin).body()).contains("rita").doesNotContain("$2b$");
    assertThat(send("DELETE", path, admin, "").statusCode()).isEqualTo(204);
    assertThat(get("/api/lily/v1/me", asRita).statusCode()).isEqualTo(401);
  }

  @Test
  void keysAreMadeAndRevoked() throws Exception {
    String path = "/api/lily/v1/api-keys";
    String made = send("POST", path, admin, "{\"name\":\"t\",\"roles\":[\"engine\"]}").body();
    String key = "Bearer " + made.replaceAll(".*\"key\":\"([^\"]+)\".*", "$1");
    String id = made.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");

    assertThat(get("/api/lily/v1/me", key).body()).contains("\"roles\":[\"engine\"]");
    assertThat(get(path, admin).body()).contains(id).doesNotContain("lily_");
    assertThat(send("DELETE", path + "/" + id, admin, "").statusCode()).isEqualTo(204);
    assertThat(get("/api/lily/v1/me", key).statusCode()).isEqualTo(401);
  }

  @Test
  void aTakenPortIsNamed(@TempDir Path other) {
    Settings same = settings(Integer.toString(server.state().port()));

    StartException refused =
        catchThrowableOfType(
            StartException.class, () -> Server.start(same, other, new SilentStart()));

    assertThat(refused.exitCode()).isEqualTo(ExitCode.PORT_IN_USE);
    assertThat(refused).hasMessageContaining("lily.server.port");
    assertThat(DataFolder.running(other)).isEmpty();
  }

  private HttpResponse<String> get(String path, String authorization) throws Exception {
    return send("GET", path, authorization, "");
  }

  private HttpResponse<String> send(
      String method, String path, String authorization, String body, String... header)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.state().url() + path))
            .method(method, BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (header.length > 0) {
      request.headers(header);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static Settings settings(String port) {
    return SettingsReader.read(
        List.of(
            SettingsSource.commandLine(
                Map.of(
                    "lily.server.port", port,
                    "lily.kafka.port", "0",
                    "lily.tenants.names", "default,other"))));
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static String name(Route route) {
    return route.method().name().toLowerCase(Locale.ROOT) + " " + route.path();
  }

  private static Map<String, Map<String, Object>> documented() throws Exception {
    Map<String, Map<String, Map<String, Map<String, Object>>>> document =
        new Yaml().load(Files.readString(Path.of("../openapi.yaml")));
    Map<String, Map<String, Object>> operations = new TreeMap<>();
    document
        .get("paths")
        .forEach(
            (path, methods) ->
                methods.keySet().stream()
                    .filter(METHODS::contains)
                    .forEach(m -> operations.put(m + " " + path, methods.get(m))));
    return operations;
  }
}
