package dev.lily.server.identity;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** What an Authorization header holds. */
sealed interface Credentials {

  /** RFC 7617. */
  record Basic(String user, String password) implements Credentials {
    @Override
    public String toString() {
      return "Basic[" + user + "]";
    }
  }

  /** A key of the form {@code lily_<id>_<secret>}. */
  record Key(String id, String secret) implements Credentials {
    @Override
    public String toString() {
      return "Key[" + id + "]";
    }
  }

  static Credentials parse(String header) {
    String[] parts = header.strip().split("\\s+", 2);
    if (parts.length == 2) {
      switch (parts[0].toLowerCase(Locale.ROOT)) {
        case "basic" -> {
          return basic(parts[1]);
        }
        case "bearer" -> {
          return key(parts[1].strip());
        }
        default -> {
          // refused below
        }
      }
    }
    throw refused("the Authorization header must be Basic or Bearer");
  }

  private static Credentials basic(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      if (colon > 0) {
        return new Basic(pair.substring(0, colon), pair.substring(colon + 1));
      }
    } catch (IllegalArgumentException e) {
      throw new CatalogException(
          ErrorCode.UNAUTHENTICATED, "the Basic credentials are not base64", e);
    }
    throw refused("the Basic credentials must be user:password");
  }

  private static Credentials key(String token) {
    String[] parts = token.split("_", 3);
    if (parts.length != 3 || !parts[0].equals("lily")) {
      throw refused("the Bearer token must be an API key, lily_<id>_<secret>");
    }
    return new Key(parts[1], parts[2]);
  }

  private static CatalogException refused(String why) {
    return new CatalogException(ErrorCode.UNAUTHENTICATED, why);
  }
}
