package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The files of the web application, as the server gives them out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {
  private static final int WORTH_PACKING = 4_096;

  private final HttpClient http = HttpClient.newHttpClient();
  private Server server;

  @BeforeAll
  void start(@TempDir Path data) {
    server = Servers.start(data);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void theApplicationRunsNothingInlineAndIsKeptByItsHash() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
    assertThat(page.body()).doesNotContain("<style", "style=").doesNotContainPattern("<script>");
    List<String> assets = assets(page.body());
    assertThat(assets).hasSizeGreaterThanOrEqualTo(2);
    for (String asset : assets) {
      HttpResponse<String> file = get(asset);
      assertThat(file.statusCode()).isEqualTo(200);
      assertThat(file.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    }
    assertThat(get("/ui/lily.svg").headers().firstValue("Cache-Control")).contains("no-cache");
  }

  @Test
  void theApplicationsAddressesAreItsPageAndOthersAreNot() throws Exception {
    String page = get("/").body();

    assertThat(get("/sign-in").body()).isEqualTo(page);
    assertThat(get("/asset/7f0c?x=1").body()).isEqualTo(page);
    assertThat(get("/asset/7f0c/schema").body()).isEqualTo(page);
    assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    assertThat(get("/ui/..%2f..%2fsecrets").statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(get("/ui/nix.css").statusCode()).isEqualTo(404);
  }

  @Test
  void theFirstLoadIsSmall() throws Exception {
    long bytes = 0;
    for (String asset : assets(get("/").body())) {
      HttpRequest packed = request(asset).header("Accept-Encoding", "gzip").build();
      HttpResponse<byte[]> answer = http.send(packed, BodyHandlers.ofByteArray());
      if (answer.body().length > WORTH_PACKING) {
        assertThat(answer.headers().firstValue("Content-Encoding")).as(asset).contains("gzip");
      }
      bytes += answer.body().length;
    }
    assertThat(bytes).isLessThan(150_000);
  }

  private static List<String> assets(String page) {
    return Pattern.compile("/ui/[A-Za-z0-9_.-]+\\.(js|css)")
        .matcher(page)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.state().url() + path));
  }
}
