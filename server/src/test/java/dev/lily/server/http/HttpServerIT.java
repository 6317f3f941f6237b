package dev.lily.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.policy.access.Action;
import dev.lily.policy.access.Authorizer;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerIT {
  private static final int LIMIT = 2048;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ConcurrentLinkedQueue<AnsweredRequest> answered = new ConcurrentLinkedQueue<>();
  private HttpServer server;

  @BeforeEach
  void start() {
    HttpServerOptions options =
        new HttpServerOptions("127.0.0.1", 0, 16, LIMIT, Duration.ofSeconds(2));
    server =
        HttpServer.start(
            options,
            Routes.of(List.of(HttpServerIT::routes)),
            new NamedCallers(),
            new Authorizer(),
            answered::add);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static void routes(Routes routes) {
    Executor later = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);
    routes
        .get("/open", Access.open(), r -> ApiResponse.json(r.context().principal()))
        .get("/api/atlas/v2/things/{id}", Access.signedIn(), HttpServerIT::thing)
        .get("/things/{id}", Access.signedIn(), HttpServerIT::thing)
        .get(
            "/decide", Access.engine(Action.DECIDE), r -> ApiResponse.json(r.context().principal()))
        .post("/echo", Access.signedIn(), r -> ApiResponse.json(r.json()))
        .post("/typed", Access.signedIn(), r -> ApiResponse.json(r.json(Typed.class)))
        .delete("/things", Access.permitted(Action.DELETE_METADATA), r -> ApiResponse.noContent())
        .addAsync(
            Method.GET,
            "/later",
            Access.signedIn(),
            r -> CompletableFuture.supplyAsync(() -> ApiResponse.json("done"), later))
        .addAsync(
            Method.GET,
            "/never",
            Access.signedIn(),
            r -> CompletableFuture.supplyAsync(HttpServerIT::refuse, later));
  }

  private static ApiResponse refuse() {
    throw new CatalogException(ErrorCode.UNAVAILABLE, "not today");
  }

  private static ApiResponse thing(ApiRequest request) {
    String id = request.pathParam("id");
    if (id.equals("broken")) {
      throw new IllegalStateException("a secret detail");
    }
    if (id.equals("missing")) {
      throw new CatalogException(ErrorCode.INSTANCE_GUID_NOT_FOUND, "no thing " + id);
    }
    return ApiResponse.json(
        Map.of("id", id, "n", request.query("n", 7), "loud", request.query("loud", false)));
  }

  @Test
  void refusalsOnAtlasRoutesHaveAtlasBodies() throws Exception {
    HttpResponse<String> answer = send(get("/api/atlas/v2/things/missing"));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .contains("\"errorCode\":\"ATLAS-404-00-005\"", "\"errorMessage\":\"no thing missing\"");
  }

  @Test
  void refusalsElsewhereAreProblems() throws Exception {
    HttpResponse<String> answer =
        send(get("/things/missing").header("X-Request-Id", "my-request-1"));

    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.headers().firstValue("X-Request-Id")).contains("my-request-1");
    assertThat(answer.body())
        .isEqualTo(
            "{\"title\":\"Not Found\",\"status\":404,\"detail\":\"no thing missing\","
                + "\"code\":\"ATLAS-404-00-005\",\"requestId\":\"my-request-1\"}");
  }

  @Test
  void faultsTellTheRequestIdAndNothingElse() throws Exception {
    HttpResponse<String> answer = send(get("/things/broken").header("X-Request-Id", "r-500"));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("r-500", "ATLAS-500-00-001").doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/atlas/v2/things/1",
        "/api/atlas/v2/things/1/",
        "/api/atlas//v2/things/1",
        "//api/atlas/v2//things/1/"
      })
  void slashesAreTolerated(String path) throws Exception {
    assertThat(send(get(path)).body()).contains("\"id\":\"1\"");
  }

  @Test
  void identityIsAskedFor() throws Exception {
    HttpResponse<String> answer = client.send(get("/things/1").build(), BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
        .startsWith("Basic realm=");
  }

  @Test
  void openRoutesAreOpen() throws Exception {
    assertThat(client.send(get("/open").build(), BodyHandlers.ofString()).body())
        .contains("anonymous");
    assertThat(send(get("/open")).body()).contains("boss");
  }

  @Test
  void permissionIsAskedFor() throws Exception {
    HttpRequest.Builder guest = get("/things").DELETE().header("Authorization", "guest");
    HttpResponse<String> refused = client.send(guest.build(), BodyHandlers.ofString());

    assertThat(send(get("/things").DELETE()).statusCode()).isEqualTo(204);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("guest is not authorized to perform DELETE_METADATA");
  }

  @Test
  void pagesOfOtherSitesMayNotWrite() throws Exception {
    HttpResponse<String> answer =
        send(get("/things").DELETE().header("Sec-Fetch-Site", "cross-site"));

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void malformedJsonIsRefusedWithItsPlace() throws Exception {
    HttpResponse<String> answer = send(post("/echo", bytes("{\"a\": 1,\n \"b\": }")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("not JSON", "line 2, column 7");
  }

  @Test
  void wrongFieldsAreRefusedWithTheirPath() throws Exception {
    HttpResponse<String> answer = send(post("/typed", bytes("{\"when\": {\"count\": \"x\"}}")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("at /when/count of the body");
  }

  @Test
  void anEmptyBodyIsRefused() throws Exception {
    assertThat(send(post("/typed", new byte[0])).statusCode()).isEqualTo(400);
  }

  @Test
  void bodiesAreLimitedAlsoWhenChunkedOrCompressed() throws Exception {
    byte[] large = bytes("\"" + "x".repeat(LIMIT) + "\"");
    HttpRequest.Builder chunked = get("/echo").POST(BodyPublishers.ofByteArrays(List.of(large)));
    HttpRequest.Builder zipped = post("/echo", gzip(large)).header("Content-Encoding", "gzip");

    assertThat(send(post("/echo", large)).statusCode()).isEqualTo(413);
    assertThat(send(post("/echo", large)).body()).contains("lily.server.max-request-bytes");
    assertThat(send(chunked).statusCode()).isEqualTo(413);
    assertThat(send(zipped).statusCode()).isEqualTo(413);
  }

  @Test
  void compressedBodiesAreRead() throws Exception {
    byte[] body = bytes("{\"a\":1}");

    assertThat(send(post("/echo", gzip(body)).header("Content-Encoding", "gzip")).body())
        .isEqualTo("{\"a\":1}");
    assertThat(send(post("/echo", body).header("Content-Encoding", "gzip")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void unknownPathsAndMethods() throws Exception {
    assertThat(send(get("/api/atlas/nix")).body()).contains("ATLAS-404-00-L01", "errorMessage");
    assertThat(send(get("/things/1").DELETE()).statusCode()).isEqualTo(405);
    assertThat(send(get("/things/1?n=x")).body()).contains("n must be a whole number");
    assertThat(send(get("/things/1?loud=maybe")).body())
        .contains("loud must be true or false, not 'maybe'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/things/%zz", "/%zz", "/things/a%2"})
  void aUrlThatCannotBeDecodedIsAProblem(String path) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(bytes(request));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("application/problem+json", "X-Request-Id", "X-Content-Type-Options: nosniff")
          .contains("\"status\":400", "the request cannot be read");
    }
  }

  @Test
  void lateAnswersAndLateRefusals() throws Exception {
    assertThat(send(get("/later")).body()).isEqualTo("\"done\"");
    assertThat(send(get("/never")).statusCode()).isEqualTo(503);
  }

  @Test
  void everyRequestIsReportedByItsTemplate() throws Exception {
    send(get("/things/secret-name?token=secret"));
    send(get("/nowhere/secret-name"));

    Awaitility.await().until(() -> answered.size() == 2);
    assertThat(answered)
        .extracting(r -> r.route() + " " + r.status() + " " + r.principal() + " " + r.tenant())
        .containsExactly("/things/{id} 200 boss default", "unmatched 404  ");
  }

  @Test
  void insaneRequestIdsAreReplaced() throws Exception {
    HttpResponse<String> answer = send(get("/open").header("X-Request-Id", "a b<script>"));

    assertThat(answer.headers().firstValue("X-Request-Id").orElse("")).matches("[0-9a-f-]{36}");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    HttpRequest authorized = request.setHeader("Authorization", "boss").build();
    return client.send(authorized, BodyHandlers.ofString());
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpRequest.Builder post(String path, byte[] body) {
    return get(path).POST(BodyPublishers.ofByteArray(body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void anEngineIsKnownByItsAddressOnItsRoutesOnly() throws Exception {
    assertThat(unauthorized(get("/decide")).body()).contains("engine@127.0.0.1");
    assertThat(unauthorized(get("/things/1")).statusCode()).isEqualTo(401);
    assertThat(unauthorized(get("/decide").header("Authorization", "ann")).statusCode())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "Origin", "Sec-Fetch-Site"})
  void whoeverAsksForOthersIsNotKnownByAddress(String header) throws Exception {
    assertThat(unauthorized(get("/decide").header(header, "127.0.0.1")).statusCode())
        .isEqualTo(401);
  }

  private HttpResponse<String> unauthorized(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static byte[] gzip(byte[] bytes) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private record Typed(When when) {
    record When(int count) {}
  }

  /** Believes whatever name the Authorization header holds. */
  private static final class NamedCallers implements Callers {
    @Override
    public RequestContext identify(Claims claims) {
      String name =
          claims
              .authorization()
              .orElseThrow(() -> new CatalogException(ErrorCode.UNAUTHENTICATED, "who are you?"));
      return context(name, claims);
    }

    @Override
    public Optional<RequestContext> engine(Claims claims) {
      Principal engine = new Principal("engine@" + claims.address(), Set.of(), Set.of("engine"));
      return Optional.of(
          new RequestContext(TenantId.DEFAULT, engine, Clock.systemUTC(), claims.requestId()));
    }

    @Override
    public RequestContext anonymous(Claims claims) {
      return context("anonymous", claims);
    }

    private static RequestContext context(String name, Claims claims) {
      Principal principal =
          new Principal(name, Set.of(), name.equals("boss") ? Set.of("admin") : Set.of());
      return new RequestContext(TenantId.DEFAULT, principal, Clock.systemUTC(), claims.requestId());
    }
  }
}
