package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How a browser signs in and out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionIT {
  private static final String SESSION = "/api/lily/v1/session";
  private static final String KEYS = "/api/lily/v1/api-keys";
  private static final String KEY = "{\"name\":\"k\",\"roles\":[\"reader\"]}";

  private final HttpClient http = HttpClient.newHttpClient();
  private Server server;
  private TestClient admin;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    server = Servers.start(data);
    admin = new TestClient(server, Servers.adminLogin(data));
    admin.put("/api/lily/v1/users/rita", user("the one of rita", "reader"));
    admin.put("/api/lily/v1/users/adam", user("the one of adam", "admin"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aUserSignsInAndOut() throws Exception {
    HttpResponse<String> in = signIn("rita", "the one of rita");
    String cookie = cookie(in);

    assertThat(in.headers().firstValue("Set-Cookie").orElse(""))
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Secure", "rita");
    assertThat(in.body())
        .contains(
            "\"signedIn\":true", "\"user\":\"rita\"", "\"tenants\":{\"default\":[\"reader\"]}");
    assertThat(get("/api/lily/v1/me", cookie).body()).contains("\"name\":\"rita\"");
    assertThat(get(SESSION, cookie).body()).isEqualTo(in.body());
    assertThat(get("/api/lily/v1/users", cookie).statusCode()).isEqualTo(403);
    HttpResponse<String> out = send("DELETE", SESSION, "", "Cookie", cookie, "X-Lily-Page", "1");
    assertThat(out.statusCode()).isEqualTo(204);
    assertThat(out.headers().firstValue("Set-Cookie").orElse("")).contains("Max-Age=0");
    assertThat(get(SESSION, cookie).body()).isEqualTo("{\"signedIn\":false}");
    assertThat(get("/api/lily/v1/me", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void behindAProxyWithTlsTheCookieNeverTravelsInClear() throws Exception {
    HttpResponse<String> in =
        send(
            "POST",
            SESSION,
            login("rita", "the one of rita"),
            "X-Lily-Page",
            "1",
            "X-Forwarded-Proto",
            "https");

    assertThat(in.headers().firstValue("Set-Cookie").orElse("")).endsWith("; Secure");
  }

  @Test
  void aForeignPageChangesNothing() throws Exception {
    String cookie = cookie(signIn("adam", "the one of adam"));

    HttpResponse<String> refused = send("POST", KEYS, KEY, "Cookie", cookie);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("X-Lily-Page");
    assertThat(send("DELETE", SESSION, "", "Cookie", cookie).statusCode()).isEqualTo(403);
    assertThat(send("POST", SESSION, login("adam", "the one of adam")).statusCode()).isEqualTo(403);
    assertThat(get("/api/lily/v1/me", cookie).statusCode()).isEqualTo(200);
    assertThat(send("POST", KEYS, KEY, "Cookie", cookie, "X-Lily-Page", "1").statusCode())
        .isEqualTo(201);
  }

  @Test
  void wrongPasswordsAreRefusedWithoutTheBrowsersOwnQuestion() throws Exception {
    HttpResponse<String> refused = signIn("rita", "a guess");

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate")).isEmpty();
    assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(refused.body()).contains("user or password is wrong").doesNotContain("a guess");
    assertThat(send("GET", "/api/lily/v1/me", "").headers().firstValue("WWW-Authenticate"))
        .isPresent();
    assertThat(signIn("rita", "").statusCode()).isEqualTo(401);
    assertThat(send("POST", SESSION, "{\"user\":\"rita\"}", "X-Lily-Page", "1").statusCode())
        .isEqualTo(400);
  }

  @Test
  void aNewPasswordAndARemovedUserEndTheirSessions() throws Exception {
    admin.put("/api/lily/v1/users/uma", user("the first one", "reader"));
    String first = cookie(signIn("uma", "the first one"));
    admin.put("/api/lily/v1/users/uma", user("the second one", "steward"));
    String second = cookie(signIn("uma", "the second one"));

    assertThat(get("/api/lily/v1/me", first).statusCode()).isEqualTo(401);
    assertThat(get("/api/lily/v1/me", second).body()).contains("steward");
    admin.delete("/api/lily/v1/users/uma");
    assertThat(get("/api/lily/v1/me", second).statusCode()).isEqualTo(401);
    assertThat(get(SESSION, second).body()).isEqualTo("{\"signedIn\":false}");
  }

  private HttpResponse<String> signIn(String user, String password) throws Exception {
    return send("POST", SESSION, login(user, password), "X-Lily-Page", "1");
  }

  private HttpResponse<String> get(String path, String cookie) throws Exception {
    return cookie.isEmpty() ? send("GET", path, "") : send("GET", path, "", "Cookie", cookie);
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.state().url() + path))
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String cookie(HttpResponse<String> signedIn) {
    return signedIn.headers().firstValue("Set-Cookie").orElse("").replaceAll(";.*", "");
  }

  private static String login(String user, String password) {
    return "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(user, password);
  }

  private static String user(String password, String role) {
    return "{\"password\":\"%s\",\"roles\":{\"default\":[\"%s\"]}}".formatted(password, role);
  }
}
