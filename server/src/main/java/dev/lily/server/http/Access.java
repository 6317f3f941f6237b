package dev.lily.server.http;

/** What a caller must be to use a route. Every route declares one. */
public sealed interface Access {

  /** Anybody, even without identity. A caller that shows credentials is still identified. */
  record Open() implements Access {}

  /** Anybody with an identity in the tenant. */
  record SignedIn() implements Access {}

  /** Those whom the {@link Authorizer} grants the action on the resource, in their tenant. */
  record Permitted(String resource, String action) implements Access {}

  static Access open() {
    return new Open();
  }

  static Access signedIn() {
    return new SignedIn();
  }

  static Access permitted(String resource, String action) {
    return new Permitted(resource, action);
  }
}
