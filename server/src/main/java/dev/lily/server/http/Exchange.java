package dev.lily.server.http;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.policy.access.Authorizer;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries a request through its route: identify, authorize, handle, answer. */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  static final String REQUEST_ID = "lily.requestId";
  static final String ROUTE = "lily.route";
  static final String CONTEXT = "lily.context";

  private static final List<String> RELAYED =
      List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via", "Origin", "Sec-Fetch-Site");

  private final Callers callers;
  private final Authorizer authorizer;
  private final RequestBody body;
  private final Json json;
  private final ErrorRenderer errors = new ErrorRenderer();

  Exchange(Callers callers, Authorizer authorizer, RequestBody body, Json json) {
    this.callers = callers;
    this.authorizer = authorizer;
    this.body = body;
    this.json = json;
  }

  /** Gives the request its id, before anything can fail. */
  void begin(Context http) {
    String id = RequestIds.of(Optional.ofNullable(http.header(RequestIds.HEADER)));
    http.attribute(REQUEST_ID, id);
    http.header(RequestIds.HEADER, id);
    SecurityHeaders.set(http);
  }

  void handle(Route route, Context http) throws Exception {
    http.attribute(ROUTE, route.path());
    refuseForeignPages(route, http);
    refuseForeignSessions(route, http);
    RequestContext context = context(route.access(), claims(http), isDirect(http));
    http.attribute(CONTEXT, context);
    CompletableFuture<ApiResponse> answer =
        route
            .handler()
            .handle(new ApiRequest(http, context, authorizer, body, json))
            .toCompletableFuture();
    if (answer.isDone()) {
      write(http, answer.join());
    } else {
      http.future(() -> answer.handle((response, fault) -> settle(http, response, fault)));
    }
  }

  void fail(Context http, Throwable fault) {
    ApiResponse answer = errors.render(fault, http.path(), requestId(http));
    // A browser would ask for name and password by itself, over the page's own form.
    write(http, Page.sent(http) ? answer.withoutHeader("WWW-Authenticate") : answer);
  }

  private @Nullable Void settle(
      Context http, @Nullable ApiResponse response, @Nullable Throwable fault) {
    if (response != null) {
      write(http, response);
    } else if (fault != null) {
      fail(http, fault);
    }
    return null;
  }

  private RequestContext context(Access access, Claims claims, boolean direct) {
    if (access instanceof Access.Open && claims.authorization().isEmpty()) {
      return callers.anonymous(claims);
    }
    if (access instanceof Access.Engine asked) {
      Optional<RequestContext> engine =
          direct && claims.authorization().isEmpty() ? callers.engine(claims) : Optional.empty();
      RequestContext context = engine.orElseGet(() -> callers.identify(claims));
      authorizer.check(context, asked.action());
      return context;
    }
    RequestContext context = callers.identify(claims);
    if (access instanceof Access.Permitted needed) {
      authorizer.check(context, needed.action());
    }
    return context;
  }

  /**
   * Whether the address of the connection is the asker's own: a proxy and a browser ask for others,
   * and say so.
   */
  private static boolean isDirect(Context http) {
    return RELAYED.stream().allMatch(header -> http.header(header) == null);
  }

  /**
   * A browser sends stored passwords along with a form of another site; such writes are refused.
   */
  private static void refuseForeignPages(Route route, Context http) {
    if (route.method() != Method.GET && "cross-site".equals(http.header("Sec-Fetch-Site"))) {
      throw new CatalogException(
          ErrorCode.UNAUTHORIZED_ACCESS, "a page of another site may not change anything here");
    }
  }

  private static void refuseForeignSessions(Route route, Context http) {
    if (route.method() != Method.GET
        && http.header("Authorization") == null
        && Page.session(http).isPresent()) {
      Page.require(Optional.ofNullable(http.header(Page.HEADER)));
    }
  }

  private static Claims claims(Context http) {
    return new Claims(
        Optional.ofNullable(http.header("Authorization")),
        Page.session(http),
        Optional.ofNullable(http.header("X-Lily-Tenant")),
        http.ip(),
        requestId(http));
  }

  private void write(Context http, ApiResponse response) {
    http.status(response.status());
    if (response.body() instanceof ApiResponse.JsonBody value) {
      http.contentType("application/json").result(json.write(value.value()));
    } else if (response.body() instanceof ApiResponse.RawBody raw) {
      http.contentType(raw.contentType()).result(raw.bytes());
    }
    response.headers().forEach(http::header);
    if (response.body() instanceof ApiResponse.StreamBody stream) {
      http.contentType(stream.contentType());
      write(http, stream.content());
    }
  }

  private static void write(Context http, ApiResponse.Content content) {
    try {
      content.write(http.outputStream());
    } catch (IOException gone) {
      LOG.debug("request {}: the caller left before the end", requestId(http), gone);
    }
  }

  static String requestId(Context http) {
    String id = http.attribute(REQUEST_ID);
    return id == null ? "none" : id;
  }
}
