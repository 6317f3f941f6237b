package dev.lily.server.identity;

import static dev.lily.server.http.ApiHandler.taking;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.Page;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/lily/v1/session}: signs a browser in and out. Open, for who asks has no identity yet.
 */
final class SessionRoutes implements RouteModule {
  private static final String PATH = "/api/lily/v1/session";

  private final Identity identity;
  private final Sessions sessions;
  private final Tenants tenants;

  SessionRoutes(Identity identity, Sessions sessions, Tenants tenants) {
    this.identity = identity;
    this.sessions = sessions;
    this.tenants = tenants;
  }

  @Override
  public void register(Routes routes) {
    routes
        .get(PATH, Access.open(), taking(this::show))
        .post(PATH, Access.open(), taking(this::signIn))
        .delete(PATH, Access.open(), taking(this::signOut));
  }

  private ApiResponse signIn(ApiRequest request) {
    // Else a foreign page could sign somebody in under another name.
    request.requirePage();
    Login login = request.strictJson(Login.class);
    if (login.user() == null || login.password() == null) {
      throw new CatalogException(ErrorCode.BAD_REQUEST, "signing in needs user and password");
    }
    User user =
        identity.prove(new Credentials.Basic(login.user(), login.password()), request.address());
    request.session().ifPresent(sessions::end);
    String token = sessions.begin(user);
    return answer(token).withHeader("Set-Cookie", Page.begin(token, request.encrypted()));
  }

  private ApiResponse show(ApiRequest request) {
    return request.session().map(this::answer).orElseGet(SessionRoutes::nobody);
  }

  private ApiResponse signOut(ApiRequest request) {
    request.requirePage();
    request.session().ifPresent(sessions::end);
    return ApiResponse.noContent().withHeader("Set-Cookie", Page.end(request.encrypted()));
  }

  private ApiResponse answer(String token) {
    Optional<Sessions.Session> session = sessions.find(token);
    Optional<User> user = session.flatMap(identity::user);
    if (session.isEmpty() || user.isEmpty()) {
      return nobody();
    }
    Map<String, Object> roles = new TreeMap<>();
    user.get().roles().forEach((tenant, names) -> roles.put(tenant, new TreeSet<>(names)));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("signedIn", true);
    view.put("user", user.get().name());
    view.put("groups", new TreeSet<>(user.get().groups()));
    view.put("tenants", roles);
    view.put("standardTenant", tenants.standard().value());
    view.put("ends", sessions.end(session.get()));
    return ApiResponse.json(view);
  }

  private static ApiResponse nobody() {
    return ApiResponse.json(Map.of("signedIn", false));
  }

  private record Login(@Nullable String user, @Nullable String password) {
    /** Never the password. */
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }
}
