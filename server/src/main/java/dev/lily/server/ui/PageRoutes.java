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
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Serves the web application of {@code ui/}, as it was built into the jar. Its files hold no data,
 * so they are open; nothing inline and nothing from elsewhere is run.
 */
public final class PageRoutes implements RouteModule {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self';"
          + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "yaml", "application/yaml");

  /** Addresses of the application: it is one page, which looks at its address itself. */
  private static final List<String> VIEWS =
      List.of(
          "/",
          "/sign-in",
          "/asset/{guid}",
          "/asset/{guid}/{tab}",
          "/policies",
          "/policies/{id}",
          "/policies/{id}/{tab}",
          "/simulator",
          "/rules",
          "/types",
          "/types/{name}",
          "/operations",
          "/operations/{tab}",
          "/api-keys");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** The build puts a hash of the content into these names, so what they name never changes. */
  private static final Pattern HASHED = Pattern.compile(".*-[A-Za-z0-9_-]{8}\\.(js|css)");

  @Override
  public void register(Routes routes) {
    VIEWS.forEach(path -> routes.get(path, Access.open(), request -> file("index.html")));
    routes
        .get("/ui/{file}", Access.open(), request -> file(request.pathParam("file")))
        .get("/openapi.yaml", Access.open(), request -> file("openapi.yaml"));
  }

  private static ApiResponse file(String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || !NAME.matcher(name).matches()) {
      throw missing(name);
    }
    try (InputStream stream = PageRoutes.class.getResourceAsStream("/ui/" + name)) {
      if (stream == null) {
        throw missing(name);
      }
      return ApiResponse.raw(type, stream.readAllBytes())
          .withHeader("Content-Security-Policy", POLICY)
          .withHeader(
              "Cache-Control",
              HASHED.matcher(name).matches() ? "public, max-age=31536000, immutable" : "no-cache");
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  private static CatalogException missing(String name) {
    return new CatalogException(
        ErrorCode.ROUTE_NOT_FOUND,
        name.equals("index.html")
            ? "this Lily was built without its web application; its API is described at"
                + " /openapi.yaml"
            : "there is no page " + name);
  }
}
