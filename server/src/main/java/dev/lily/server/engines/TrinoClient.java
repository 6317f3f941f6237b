package dev.lily.server.engines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends SQL over Trino's own protocol: a statement is posted, and {@code nextUri} is followed until
 * there is none. Trino's driver would be 12 MB for that.
 */
public final class TrinoClient {
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final URI statements;

  /**
   * A client.
   *
   * @param url like {@code http://127.0.0.1:8080}
   */
  public TrinoClient(String url) {
    this.statements = URI.create(url + "/v1/statement");
  }

  /**
   * All rows of a statement.
   *
   * @param user who asks; needs no password where Trino asks for none
   */
  public Rows query(String user, String sql)
      throws QueryException, IOException, InterruptedException {
    List<String> columns = new ArrayList<>();
    List<List<String>> values = new ArrayList<>();
    JsonNode page =
        send(user, HttpRequest.newBuilder(statements).POST(BodyPublishers.ofString(sql)));
    take(page, columns, values);
    while (page.hasNonNull("nextUri")) {
      page = send(user, HttpRequest.newBuilder(URI.create(page.path("nextUri").asText())).GET());
      take(page, columns, values);
    }
    return new Rows(columns, values);
  }

  private JsonNode send(String user, HttpRequest.Builder request)
      throws QueryException, IOException, InterruptedException {
    String body =
        http.send(request.header("X-Trino-User", user).build(), BodyHandlers.ofString()).body();
    JsonNode page = json.readTree(body);
    if (page.has("error")) {
      throw new QueryException(page.path("error").path("message").asText());
    }
    return page;
  }

  private static void take(JsonNode page, List<String> columns, List<List<String>> values) {
    if (columns.isEmpty()) {
      page.path("columns").forEach(column -> columns.add(column.path("name").asText()));
    }
    for (JsonNode row : page.path("data")) {
      List<String> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(cell.asText()));
      values.add(cells);
    }
  }
}
