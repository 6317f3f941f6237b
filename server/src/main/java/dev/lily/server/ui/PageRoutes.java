package dev.lily.server.ui;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Serves the files of {@code ui/} that were built into the jar. They hold no data, so they are
 * open; nothing inline and nothing from elsewhere is run.
 */
public final class PageRoutes implements RouteModule {
  private static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "yaml", "application/yaml");

  @Override
  public void register(Routes routes) {
    routes
        .get("/", Access.open(), request -> file("index.html"))
        .get("/ui/{file}", Access.open(), request -> file(request.pathParam("file")))
        .get("/openapi.yaml", Access.open(), request -> file("openapi.yaml"));
  }

  private static ApiResponse file(String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || !name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw missing(name);
    }
    try (InputStream stream = PageRoutes.class.getResourceAsStream("/ui/" + name)) {
      if (stream == null) {
        throw missing(name);
      }
      return ApiResponse.raw(type, stream.readAllBytes())
          .withHeader("Content-Security-Policy", POLICY)
          .withHeader("Cache-Control", "no-cache");
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  private static CatalogException missing(String name) {
    return new CatalogException(ErrorCode.ROUTE_NOT_FOUND, "there is no page " + name);
  }
}
