package dev.lily.server.atlas;

import dev.lily.policy.access.Action;
import dev.lily.server.http.Access;

/** What the routes ask the authorizer for. */
final class AtlasAccess {
  static final Access READ = Access.permitted(Action.READ_METADATA);
  static final Access WRITE = Access.permitted(Action.WRITE_METADATA);
  static final Access DELETE = Access.permitted(Action.DELETE_METADATA);
  static final Access CLASSIFY = Access.permitted(Action.CLASSIFY);
  static final Access READ_TYPES = Access.permitted(Action.READ_TYPES);
  static final Access WRITE_TYPES = Access.permitted(Action.WRITE_TYPES);

  private AtlasAccess() {}
}
