package dev.lily.server.http;

import dev.lily.graph.CatalogException;
import dev.lily.graph.RequestContext;
import java.util.Optional;

/** Makes the request context: the one place where claims become an identity. */
public interface Callers {

  /**
   * Proves the claims.
   *
   * @throws CatalogException UNAUTHENTICATED without or with wrong credentials, UNAUTHORIZED_ACCESS
   *     without a role in the tenant, TOO_MANY_ATTEMPTS after wrong passwords
   */
  RequestContext identify(Claims claims);

  /**
   * The engine that asks from this address without credentials; absent where the operator has named
   * none there.
   *
   * @param claims without authorization; the address is that of the connection
   * @throws CatalogException UNAUTHORIZED_ACCESS for another tenant than the operator gave it
   */
  default Optional<RequestContext> engine(Claims claims) {
    return Optional.empty();
  }

  /** The context of a caller that shows no credentials, for open routes: no roles, no groups. */
  RequestContext anonymous(Claims claims);
}
