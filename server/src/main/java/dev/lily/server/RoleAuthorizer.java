package dev.lily.server;

import dev.lily.graph.RequestContext;

/** What roles may do until policies say more: admins everything, all others what they are told. */
final class RoleAuthorizer {
  private RoleAuthorizer() {}

  static boolean permits(RequestContext context, String resource, String action) {
    return context.principal().roles().contains("admin");
  }
}
