package dev.lily.server.policy;

import static dev.lily.graph.BadRequests.require;
import static dev.lily.server.http.ApiHandler.taking;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.policy.Directory;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.access.Action;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Users, groups and roles of the engines, with attributes: whom policies are about. Lily's own
 * accounts are another thing.
 */
public final class PrincipalRoutes implements RouteModule {
  private static final String ROOT = "/api/lily/v1/principals";
  private static final Access READ = Access.permitted(Action.READ_POLICY);
  private static final Access WRITE = Access.permitted(Action.WRITE_POLICY);
  private static final int NAME = 200;
  private static final int MOST = 100_000;

  private final DirectoryStore store;
  private final ReentrantLock lock = new ReentrantLock();

  public PrincipalRoutes(DirectoryStore store) {
    this.store = store;
  }

  @Override
  public void register(Routes routes) {
    routes.get(ROOT, READ, taking(request -> ApiResponse.json(store.current(tenant(request)))));
    routes.put(ROOT, WRITE, taking(this::replace));
    routes.put(ROOT + "/users/{name}", WRITE, taking(this::putUser));
    routes.delete(ROOT + "/users/{name}", WRITE, taking(this::deleteUser));
    routes.put(ROOT + "/groups/{name}", WRITE, taking(this::putGroup));
    routes.delete(ROOT + "/groups/{name}", WRITE, taking(this::deleteGroup));
    routes.put(ROOT + "/roles/{name}", WRITE, taking(this::putRole));
    routes.delete(ROOT + "/roles/{name}", WRITE, taking(this::deleteRole));
  }

  private ApiResponse replace(ApiRequest request) {
    Directory wanted = request.strictJson(Directory.class);
    return change(request, before -> wanted);
  }

  private ApiResponse putUser(ApiRequest request) {
    Directory.User user = request.strictJson(Directory.User.class);
    return change(request, before -> before.withUsers(with(request, before.users(), user)));
  }

  private ApiResponse deleteUser(ApiRequest request) {
    return change(request, before -> before.withUsers(without(request, before.users())));
  }

  /** A group: its attributes. */
  record Group(Map<String, String> attributes) {
    Group {
      attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
    }
  }

  private ApiResponse putGroup(ApiRequest request) {
    Map<String, String> attributes = request.strictJson(Group.class).attributes();
    return change(request, before -> before.withGroups(with(request, before.groups(), attributes)));
  }

  private ApiResponse deleteGroup(ApiRequest request) {
    return change(request, before -> before.withGroups(without(request, before.groups())));
  }

  private ApiResponse putRole(ApiRequest request) {
    Directory.Role role = request.strictJson(Directory.Role.class);
    return change(request, before -> before.withRoles(with(request, before.roles(), role)));
  }

  private ApiResponse deleteRole(ApiRequest request) {
    return change(request, before -> before.withRoles(without(request, before.roles())));
  }

  private ApiResponse change(ApiRequest request, Function<Directory, Directory> edit) {
    lock.lock();
    try {
      Directory next = edit.apply(store.current(tenant(request)));
      check("users", next.users());
      check("groups", next.groups());
      check("roles", next.roles());
      return ApiResponse.json(store.put(tenant(request), next));
    } finally {
      lock.unlock();
    }
  }

  private static void check(String field, Map<String, ?> entries) {
    require(entries.size() <= MOST, field + ": at most " + MOST);
    for (String name : entries.keySet()) {
      require(
          !name.isBlank() && name.length() <= NAME,
          field + ": names of 1 to " + NAME + " characters");
    }
  }

  private static <V> Map<String, V> with(ApiRequest request, Map<String, V> before, V value) {
    Map<String, V> next = new HashMap<>(before);
    next.put(request.pathParam("name"), value);
    return next;
  }

  private static <V> Map<String, V> without(ApiRequest request, Map<String, V> before) {
    String name = request.pathParam("name");
    if (!before.containsKey(name)) {
      throw new CatalogException(ErrorCode.INSTANCE_NOT_FOUND, "there is no '" + name + "'");
    }
    Map<String, V> next = new HashMap<>(before);
    next.remove(name);
    return next;
  }

  private static TenantId tenant(ApiRequest request) {
    return request.context().tenant();
  }
}
