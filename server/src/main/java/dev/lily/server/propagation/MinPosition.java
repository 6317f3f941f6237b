package dev.lily.server.propagation;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.server.http.ApiRequest;
import java.time.Duration;

/** Lets a caller read what it wrote: {@code minPosition} of the query waits for the index. */
final class MinPosition {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ClassificationIndex index;

  MinPosition(ClassificationIndex index) {
    this.index = index;
  }

  /**
   * Returns when the index has taken in what the request wants to see.
   *
   * @throws CatalogException UNAVAILABLE when that takes too long, BAD_REQUEST for no number
   */
  void await(ApiRequest request) {
    request.query("minPosition").map(MinPosition::number).ifPresent(this::await);
  }

  private void await(long position) {
    try {
      if (!index.awaitPosition(position, PATIENCE)) {
        throw new CatalogException(
            ErrorCode.UNAVAILABLE,
            "the lineage index has taken in position %d, not yet minPosition %d; ask again, or for less"
                .formatted(index.position(), position));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CatalogException(ErrorCode.UNAVAILABLE, "the server stops", interrupted);
    }
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException malformed) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "minPosition must be a position of the change log, a whole number, not '" + text + "'",
          malformed);
    }
  }
}
