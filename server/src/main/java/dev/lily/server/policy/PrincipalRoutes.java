package dev.lily.server.policy;

import static dev.lily.graph.BadRequests.require;
import static dev.lily.server.http.ApiHandler.taking;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.policy.Directory;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.access.Action;
import dev.lily.policy.ranger.DirectoryLockoutCheck;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
  private final DirectoryLockoutCheck lockout;
  private final ReentrantLock lock = new ReentrantLock();

  public PrincipalRoutes(DirectoryStore store, DirectoryLockoutCheck lockout) {
    this.store = store;
    this.lockout = lockout;
  }

  @Override
  public void register(Routes routes) {
    routes.get(ROOT, READ, taking(request -> ApiResponse.json(store.current(tenant(request)))));
    routes.put(ROOT, WRITE, taking(this::replace, "force"));
    routes.put(ROOT + "/users/{name}", WRITE, taking(this::putUser, "force"));
    routes.delete(ROOT + "/users/{name}", WRITE, taking(this::deleteUser, "force"));
    routes.put(ROOT + "/groups/{name}", WRITE, taking(this::putGroup, "force"));
    routes.delete(ROOT + "/groups/{name}", WRITE, taking(this::deleteGroup, "force"));
    routes.put(ROOT + "/roles/{name}", WRITE, taking(this::putRole, "force"));
    routes.delete(ROOT + "/roles/{name}", WRITE, taking(this::deleteRole, "force"));
  }

  /** All of them, in the place of those that the caller has read. */
  private ApiResponse replace(ApiRequest request) {
    Directory wanted = request.strictJson(Directory.class);
    require(
        wanted.version() > 0,
        "version: the version that you read is expected, so that no change is lost");
    return change(
        request,
        before -> {
          requireSeen(before, wanted.version());
          return wanted;
        });
  }

  private static void requireSeen(Directory current, long seen) {
    if (current.version() != seen) {
      throw new CatalogException(
          ErrorCode.VERSION_CONFLICT,
          "version: the principals are at version %d now, not %d; read them again"
              .formatted(current.version(), seen));
    }
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
      Directory now = store.current(tenant(request));
      Directory next = edit.apply(now);
      check("users", next.users());
      check("groups", next.groups());
      check("roles", next.roles());
      next.roles().keySet().forEach(role -> requireNoCircle(role, next));
      if (!request.query("force", false)) {
        lockout.check(tenant(request), now, next);
      }
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

  private static void requireNoCircle(String role, Directory directory) {
    Set<String> inside = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(Set.of(role));
    while (!open.isEmpty()) {
      Directory.Role next = directory.roles().get(open.remove());
      if (next != null) {
        next.roles().stream().filter(inside::add).forEach(open::add);
      }
    }
    require(
        !inside.contains(role),
        "roles: '"
            + role
            + "' contains itself, by %s".formatted(inside.stream().sorted().toList()));
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
