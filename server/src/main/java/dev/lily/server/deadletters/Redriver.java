package dev.lily.server.deadletters;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;

/** The way back of the letters of one source. */
@FunctionalInterface
public interface Redriver {

  /**
   * Takes a letter once more; one that was taken before changes nothing.
   *
   * @param context the tenant of the letter, and who redrives it
   * @return what it led to, for a person
   * @throws CatalogException with the reason where it is refused again; of kind UNAVAILABLE where
   *     it may be tried later
   */
  String redrive(RequestContext context, byte[] content);

  /** For what must not be fed in again. */
  static Redriver refusing(String reason) {
    return (context, content) -> {
      throw new CatalogException(ErrorCode.BAD_REQUEST, reason);
    };
  }
}
