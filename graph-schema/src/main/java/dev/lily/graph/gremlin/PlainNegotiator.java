package dev.lily.graph.gremlin;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.tinkerpop.gremlin.server.auth.AuthenticatedUser;
import org.apache.tinkerpop.gremlin.server.auth.AuthenticationException;
import org.apache.tinkerpop.gremlin.server.auth.Authenticator;
import org.jspecify.annotations.Nullable;

/** SASL PLAIN (RFC 4616): one message of three texts with NUL between them. */
final class PlainNegotiator implements Authenticator.SaslNegotiator {
  private final GremlinCallers callers;
  private final String address;
  private @Nullable ProvedLogin proved;

  PlainNegotiator(GremlinCallers callers, @Nullable InetAddress address) {
    this.callers = callers;
    this.address = address == null ? "unknown" : address.getHostAddress();
  }

  @Override
  public byte[] evaluateResponse(byte[] response) throws AuthenticationException {
    String[] parts = new String(response, StandardCharsets.UTF_8).split("\0", -1);
    if (parts.length != 3) {
      throw new AuthenticationException("the login must be SASL PLAIN: user and password");
    }
    GremlinLogin login = new GremlinLogin(parts[1], parts[2], address);
    prove(login);
    proved = new ProvedLogin(login);
    return new byte[0];
  }

  private void prove(GremlinLogin login) throws AuthenticationException {
    try {
      callers.admit(login, Optional.empty(), "login");
    } catch (CatalogException refused) {
      // Who may not query here may query another tenant; each query is asked again.
      if (refused.code().kind() != ErrorCode.Kind.FORBIDDEN) {
        throw new AuthenticationException(refused.getMessage(), refused);
      }
    }
  }

  @Override
  public boolean isComplete() {
    return proved != null;
  }

  @Override
  public AuthenticatedUser getAuthenticatedUser() throws AuthenticationException {
    if (proved == null) {
      throw new AuthenticationException("the login is not complete");
    }
    return proved;
  }
}
