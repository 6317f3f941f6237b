package dev.lily.server.http;

/**
 * One operation of the API.
 *
 * @param path Javalin's syntax: {@code {name}} is one segment, {@code <name>} may hold slashes
 */
public record Route(Method method, String path, Access access, AsyncApiHandler handler) {
  public Route {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path must begin with a slash: " + path);
    }
  }

  /** Routes under Atlas's prefix answer errors with Atlas's body. */
  static boolean isAtlas(String path) {
    return path.replaceAll("/{2,}", "/").startsWith("/api/atlas/");
  }
}
