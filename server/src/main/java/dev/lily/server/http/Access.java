package dev.lily.server.http;

import dev.lily.policy.access.Action;

/** What a caller must be to use a route. Every route declares one. */
public sealed interface Access {

  /** Anybody, even without identity. A caller that shows credentials is still identified. */
  record Open() implements Access {}

  /** Anybody with an identity in the tenant. */
  record SignedIn() implements Access {}

  /**
   * Those whom the {@link dev.lily.policy.access.Authorizer} grants the action, in their tenant.
   */
  record Permitted(Action action) implements Access {}

  /**
   * The same for what engines ask that can show no credentials: without any, the address may tell
   * who they are ({@link Callers#engine}).
   */
  record Engine(Action action) implements Access {}

  static Access open() {
    return new Open();
  }

  static Access signedIn() {
    return new SignedIn();
  }

  static Access permitted(Action action) {
    return new Permitted(action);
  }

  static Access engine(Action action) {
    return new Engine(action);
  }
}
