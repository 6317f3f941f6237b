package dev.lily.graph;

/** Refusals of what a caller sent. */
public final class BadRequests {
  private BadRequests() {}

  /**
   * Returns where the condition holds.
   *
   * @param message names the field and what is expected of it
   * @throws CatalogException BAD_REQUEST
   */
  public static void require(boolean condition, String message) {
    if (!condition) {
      throw new CatalogException(ErrorCode.BAD_REQUEST, message);
    }
  }
}
