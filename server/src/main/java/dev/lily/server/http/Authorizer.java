package dev.lily.server.http;

import dev.lily.graph.RequestContext;

/** Decides who may do what. */
@FunctionalInterface
public interface Authorizer {

  /** Whether the principal of the context may do this in the tenant of the context. */
  boolean permits(RequestContext context, String resource, String action);
}
