package dev.lily.server.atlas;

import dev.lily.graph.CatalogException;
import dev.lily.graph.RequestContext;
import dev.lily.graph.type.TypesDef;

/** What a change of types does to what propagates. */
public interface TypeEffects {
  /**
   * Asks before a change that very many relationships would follow.
   *
   * @param confirmed how many changes the caller says are meant
   * @throws CatalogException CONFIRMATION_REQUIRED, and what the change itself is refused for
   */
  void requireConfirmed(RequestContext context, TypesDef changed, long confirmed);

  /** Waits until the relationships follow the types that changed, for a bounded time. */
  Followed follow();
}
