package dev.lily.graph.gremlin;

import java.net.InetAddress;
import java.util.Map;
import java.util.Objects;
import org.apache.tinkerpop.gremlin.server.auth.AuthenticatedUser;
import org.apache.tinkerpop.gremlin.server.auth.AuthenticationException;
import org.apache.tinkerpop.gremlin.server.auth.Authenticator;
import org.jspecify.annotations.Nullable;

/** Made by Gremlin Server, by its name; gets who proves logins with its configuration. */
public final class PlainAuthenticator implements Authenticator {
  static final String CALLERS = "callers";

  private @Nullable GremlinCallers callers;

  @Override
  public boolean requireAuthentication() {
    return true;
  }

  @Override
  public void setup(Map<String, Object> config) {
    callers = (GremlinCallers) config.get(CALLERS);
  }

  @Override
  public SaslNegotiator newSaslNegotiator(@Nullable InetAddress remoteAddress) {
    return new PlainNegotiator(Objects.requireNonNull(callers), remoteAddress);
  }

  @Override
  public AuthenticatedUser authenticate(Map<String, String> credentials)
      throws AuthenticationException {
    throw new AuthenticationException("there is SASL PLAIN only");
  }
}
