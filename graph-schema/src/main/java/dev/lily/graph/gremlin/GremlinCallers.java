package dev.lily.graph.gremlin;

import dev.lily.graph.CatalogException;
import dev.lily.graph.RequestContext;
import java.util.Optional;

/**
 * Proves who asks and that they may ask by Gremlin; called for every connection and every query.
 */
public interface GremlinCallers {

  /**
   * The context of a query.
   *
   * @param tenant the traversal source that the query names; empty for the caller's own
   * @throws CatalogException UNAUTHENTICATED for a wrong login, TOO_MANY_ATTEMPTS after several of
   *     them, UNAUTHORIZED_ACCESS without a role in the tenant that may query
   */
  RequestContext admit(GremlinLogin login, Optional<String> tenant, String requestId);
}
