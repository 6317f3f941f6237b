package dev.lily.server.identity;

import static dev.lily.server.http.ApiHandler.taking;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.policy.access.Action;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code /api/lily/v1/me}, {@code /users} and {@code /api-keys}. */
final class IdentityRoutes implements RouteModule {
  private static final Access READ = Access.permitted(Action.OPERATE);
  private static final Access WRITE = Access.permitted(Action.OPERATE);

  private final Users users;
  private final ApiKeys keys;

  IdentityRoutes(Users users, ApiKeys keys) {
    this.users = users;
    this.keys = keys;
  }

  @Override
  public void register(Routes routes) {
    routes
        .get("/api/lily/v1/me", Access.signedIn(), taking(IdentityRoutes::me))
        .get("/api/lily/v1/users", READ, taking(this::listUsers))
        .put("/api/lily/v1/users/{name}", WRITE, taking(this::putUser))
        .delete("/api/lily/v1/users/{name}", WRITE, taking(this::removeUser))
        .get("/api/lily/v1/api-keys", READ, taking(this::listKeys))
        .post("/api/lily/v1/api-keys", WRITE, taking(this::createKey))
        .delete("/api/lily/v1/api-keys/{id}", WRITE, taking(this::revokeKey));
  }

  private static ApiResponse me(ApiRequest request) {
    RequestContext context = request.context();
    Principal me = context.principal();
    return ApiResponse.json(
        Map.of(
            "name",
            me.name(),
            "groups",
            new TreeSet<>(me.groups()),
            "roles",
            new TreeSet<>(me.roles()),
            "tenant",
            context.tenant().value()));
  }

  private ApiResponse listUsers(ApiRequest request) {
    return ApiResponse.json(
        Map.of(
            "users",
            users.list(request.context().tenant()).stream().map(IdentityRoutes::view).toList()));
  }

  private ApiResponse putUser(ApiRequest request) {
    UserInput input = request.json(UserInput.class);
    User user =
        users.put(
            request.context().tenant(),
            request.pathParam("name"),
            Optional.ofNullable(input.password()),
            input.groups() == null ? Set.of() : input.groups(),
            input.roles() == null ? Map.of() : input.roles());
    return ApiResponse.json(view(user));
  }

  private ApiResponse removeUser(ApiRequest request) {
    users.remove(request.context().tenant(), request.pathParam("name"));
    return ApiResponse.noContent();
  }

  private ApiResponse listKeys(ApiRequest request) {
    return ApiResponse.json(
        Map.of(
            "apiKeys", keys.list(request.context()).stream().map(IdentityRoutes::view).toList()));
  }

  private ApiResponse createKey(ApiRequest request) {
    KeyInput input = request.json(KeyInput.class);
    ApiKeys.Created created =
        keys.create(
            request.context(),
            input.name() == null ? "" : input.name(),
            input.roles() == null ? Set.of() : input.roles(),
            Optional.ofNullable(input.life()).map(IdentityRoutes::duration));
    Map<String, Object> view = view(created.key());
    view.put("key", created.text());
    return ApiResponse.json(201, view);
  }

  private ApiResponse revokeKey(ApiRequest request) {
    keys.revoke(request.context(), request.pathParam("id"));
    return ApiResponse.noContent();
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST, "life must be an ISO 8601 duration like P90D, not " + text, e);
    }
  }

  private static Map<String, Object> view(User user) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", user.name());
    view.put("groups", new TreeSet<>(user.groups()));
    view.put("roles", new TreeMap<>(user.roles()));
    return view;
  }

  private static Map<String, Object> view(ApiKey key) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", key.id());
    view.put("name", key.name());
    view.put("tenant", key.tenant());
    view.put("roles", new TreeSet<>(key.roles()));
    view.put("createdBy", key.createdBy());
    view.put("createdAt", key.createdAt());
    key.expiresAt().ifPresent(end -> view.put("expiresAt", end));
    return view;
  }

  private record UserInput(
      @Nullable String password,
      @Nullable Set<String> groups,
      @Nullable Map<String, Set<String>> roles) {}

  private record KeyInput(
      @Nullable String name, @Nullable Set<String> roles, @Nullable String life) {}
}
