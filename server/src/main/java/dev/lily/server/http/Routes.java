package dev.lily.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Collects routes. There is no way to add one without saying who may use it. */
public final class Routes {
  private final List<Route> routes = new ArrayList<>();

  public static List<Route> of(List<RouteModule> modules) {
    Routes routes = new Routes();
    modules.forEach(module -> module.register(routes));
    return List.copyOf(routes.routes);
  }

  public Routes get(String path, Access access, ApiHandler handler) {
    return add(Method.GET, path, access, handler);
  }

  public Routes post(String path, Access access, ApiHandler handler) {
    return add(Method.POST, path, access, handler);
  }

  public Routes put(String path, Access access, ApiHandler handler) {
    return add(Method.PUT, path, access, handler);
  }

  public Routes patch(String path, Access access, ApiHandler handler) {
    return add(Method.PATCH, path, access, handler);
  }

  public Routes delete(String path, Access access, ApiHandler handler) {
    return add(Method.DELETE, path, access, handler);
  }

  public Routes add(Method method, String path, Access access, ApiHandler handler) {
    return addAsync(
        method, path, access, request -> CompletableFuture.completedStage(handler.handle(request)));
  }

  /** For answers that wait for something: the thread goes back to the pool meanwhile. */
  public Routes addAsync(Method method, String path, Access access, AsyncApiHandler handler) {
    routes.add(new Route(method, path, access, handler));
    return this;
  }
}
