package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trino's OPA plug-in shows no credentials; the operator says from where that is enough. */
class OpaAddressIT {
  private static final String ALLOW = "/v1/data/trino/allow";
  private static final String QUESTION =
      "{\"input\":{\"context\":{\"identity\":{\"user\":\"bob\",\"groups\":[]}},"
          + "\"action\":{\"operation\":\"ExecuteQuery\"}}}";

  @TempDir Path data;

  @Test
  void opaQuestionsAndNothingElseNeedNoCredentialsFromThere() throws Exception {
    try (Server server =
        Servers.start(data, Map.of("lily.security.opa-addresses", "10.9.8.7, 127.0.0.1"))) {
      assertThat(status(server, ALLOW, "Accept", "*/*")).isEqualTo(200);
      assertThat(status(server, ALLOW, "X-Forwarded-For", "127.0.0.1")).isEqualTo(401);
      assertThat(status(server, ALLOW, "Authorization", "Bearer lily_no_key")).isEqualTo(401);
      assertThat(status(server, ALLOW, "X-Lily-Tenant", "acme")).isEqualTo(403);
      assertThat(status(server, "/api/v1/lineage", "Accept", "*/*")).isEqualTo(401);
    }
  }

  @Test
  void elsewhereNobodyIsBelieved() throws Exception {
    try (Server server = Servers.start(data, Map.of("lily.security.opa-addresses", "10.0.0.0/8"))) {
      assertThat(status(server, ALLOW, "X-Forwarded-For", "10.1.2.3")).isEqualTo(401);
      assertThat(status(server, ALLOW, "X-Real-IP", "10.1.2.3")).isEqualTo(401);
      assertThat(status(server, ALLOW, "Accept", "*/*")).isEqualTo(401);
    }
  }

  private static int status(Server server, String path, String header, String value)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.state().url() + path))
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(BodyPublishers.ofString(QUESTION))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }
}
