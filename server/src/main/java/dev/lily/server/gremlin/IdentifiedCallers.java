package dev.lily.server.gremlin;

import dev.lily.graph.RequestContext;
import dev.lily.graph.gremlin.GremlinCallers;
import dev.lily.graph.gremlin.GremlinLogin;
import dev.lily.policy.access.Action;
import dev.lily.policy.access.Authorizer;
import dev.lily.server.http.Callers;
import dev.lily.server.http.Claims;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The users and API keys that HTTP knows, with the same throttle. */
public final class IdentifiedCallers implements GremlinCallers {
  /** The user name under which an API key is the password. */
  static final String KEY_USER = "api-key";

  private final Callers callers;
  private final Authorizer authorizer;

  public IdentifiedCallers(Callers callers, Authorizer authorizer) {
    this.callers = callers;
    this.authorizer = authorizer;
  }

  @Override
  public RequestContext admit(GremlinLogin login, Optional<String> tenant, String requestId) {
    RequestContext context =
        callers.identify(
            new Claims(Optional.of(authorization(login)), tenant, login.address(), requestId));
    authorizer.check(context, Action.READ_METADATA);
    authorizer.check(context, Action.QUERY_GRAPH);
    return context;
  }

  /** What the same login is in HTTP's Authorization header. */
  private static String authorization(GremlinLogin login) {
    if (login.user().equals(KEY_USER)) {
      return "Bearer " + login.password();
    }
    byte[] pair = (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
