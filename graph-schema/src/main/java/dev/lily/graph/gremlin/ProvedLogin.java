package dev.lily.graph.gremlin;

import org.apache.tinkerpop.gremlin.server.auth.AuthenticatedUser;

/** The login of a connection; it is proved again for each query, since it may be revoked. */
final class ProvedLogin extends AuthenticatedUser {
  private final GremlinLogin login;

  ProvedLogin(GremlinLogin login) {
    super(login.user());
    this.login = login;
  }

  GremlinLogin login() {
    return login;
  }
}
