package dev.lily.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.Spelling;
import dev.lily.policy.access.Action;
import dev.lily.policy.access.Authorizer;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A request of an identified caller. Used by one thread. */
public final class ApiRequest {
  private final Context http;
  private final RequestContext context;
  private final Authorizer authorizer;
  private final RequestBody body;
  private final Json json;

  ApiRequest(
      Context http, RequestContext context, Authorizer authorizer, RequestBody body, Json json) {
    this.http = http;
    this.context = context;
    this.authorizer = authorizer;
    this.body = body;
    this.json = json;
  }

  public RequestContext context() {
    return context;
  }

  /**
   * Asks for more than the route does, where only the request tells what is needed.
   *
   * @throws CatalogException UNAUTHORIZED_ACCESS
   */
  public void require(Action action) {
    authorizer.check(context, action);
  }

  /** The path as sent, without the query. */
  public String path() {
    return http.path();
  }

  /** The value of a {@code {name}} in the route's path. */
  public String pathParam(String name) {
    return http.pathParam(name);
  }

  /** The first query parameter of that name. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(http.queryParam(name));
  }

  /**
   * Refuses query parameters that the route does not take: they would have been meant.
   *
   * @throws CatalogException BAD_REQUEST with the name and those that are taken
   */
  public void takes(String... names) {
    Set<String> known = new TreeSet<>(List.of(names));
    for (String name : http.queryParamMap().keySet()) {
      if (!known.contains(name)) {
        String meant =
            Spelling.closest(name, known).map(near -> ", did you mean " + near + "?").orElse("");
        throw new CatalogException(
            ErrorCode.BAD_REQUEST,
            "unknown query parameter '%s'%s%s"
                .formatted(
                    name,
                    meant,
                    known.isEmpty() ? "; none is taken here" : "; known are " + known));
      }
    }
  }

  public List<String> queries(String name) {
    return http.queryParams(name);
  }

  /** A number from the query; a BAD_REQUEST names the parameter that is none. */
  public int query(String name, int standard) {
    Optional<String> text = query(name).map(String::strip).filter(value -> !value.isEmpty());
    try {
      return text.map(Integer::parseInt).orElse(standard);
    } catch (NumberFormatException e) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          name + " must be a whole number, not '" + text.orElse("") + "'",
          e);
    }
  }

  /** A truth value from the query; a BAD_REQUEST names the parameter that is neither. */
  public boolean query(String name, boolean standard) {
    Optional<String> text = query(name).map(String::strip).filter(value -> !value.isEmpty());
    if (text.isPresent() && !text.get().matches("(?i)true|false")) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST, name + " must be true or false, not '" + text.get() + "'");
    }
    return text.map(Boolean::parseBoolean).orElse(standard);
  }

  /** The same as Apache Atlas and Ranger read it: anything but {@code true} is false. */
  public boolean flag(String name) {
    return query(name).map(text -> text.strip().equalsIgnoreCase("true")).orElse(false);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(http.header(name));
  }

  /** The token of the session that the request belongs to. */
  public Optional<String> session() {
    return Page.session(http);
  }

  /**
   * Refuses what does not come from a page of ours.
   *
   * @throws CatalogException UNAUTHORIZED_ACCESS
   */
  public void requirePage() {
    Page.require(header(Page.HEADER));
  }

  /** Whether the browser's connection is encrypted, as the proxy before us tells. */
  public boolean encrypted() {
    return header("X-Forwarded-Proto").filter("https"::equalsIgnoreCase).isPresent();
  }

  /** Where the request comes from. */
  public String address() {
    return http.ip();
  }

  /** The query parameters of all names, as sent; for routes that take any attribute. */
  public Map<String, List<String>> queries() {
    return http.queryParamMap();
  }

  /** The body, decompressed; CONTENT_TOO_LARGE above the limit. */
  public byte[] body() {
    return body.read(http);
  }

  /** The body read as JSON; BAD_REQUEST with line and column when it is not. */
  public <T> T json(Class<T> type) {
    return json(body(), type);
  }

  /** The same where a field that nobody knows is refused. */
  public <T> T strictJson(Class<T> type) {
    return json.readStrictly(body(), type);
  }

  /** The same of a body that was taken before. */
  public <T> T json(byte[] taken, Class<T> type) {
    return json.read(taken, type);
  }

  public JsonNode json() {
    return json.readTree(body());
  }
}
