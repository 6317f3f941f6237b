package dev.lily.server.propagation;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.server.http.ApiHandler;
import dev.lily.server.http.ApiRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Lets a caller read what it wrote: the query parameter {@code minPosition} makes a question wait
 * until the lineage index has taken in that position of the change log.
 */
public final class MinPosition {
  private static final String NAME = "minPosition";
  private static final int WAITING = 32;

  private final ClassificationIndex index;
  private final Duration timeout;
  private final Semaphore places = new Semaphore(WAITING);

  public MinPosition(ClassificationIndex index, Duration timeout) {
    this.index = index;
    this.timeout = timeout;
  }

  /**
   * Waits for the position that the request names, if it names one.
   *
   * @return the position, or -1
   * @throws CatalogException BAD_REQUEST if it is no position, POSITION_NOT_REACHED after the
   *     timeout, UNAVAILABLE where too many wait already
   */
  public long await(ApiRequest request) {
    Optional<String> text = request.query(NAME).map(String::strip).filter(t -> !t.isEmpty());
    long wanted = text.map(MinPosition::position).orElse(-1L);
    if (wanted > index.position()) {
      await(wanted);
    }
    return wanted;
  }

  /** The handler for requests that have no other query parameters than these and minPosition. */
  public ApiHandler taking(ApiHandler handler, String... parameters) {
    List<String> all = new ArrayList<>(List.of(parameters));
    all.add(NAME);
    return ApiHandler.taking(handler, all.toArray(String[]::new));
  }

  private static long position(String text) {
    if (!text.matches("\\d{1,18}")) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          NAME + " must be a position of the change log, like 4711, not '" + text + "'");
    }
    return Long.parseLong(text);
  }

  private void await(long wanted) {
    if (!places.tryAcquire()) {
      throw new CatalogException(
          ErrorCode.UNAVAILABLE,
          "%d requests wait for a position already; try again without %s".formatted(WAITING, NAME));
    }
    try {
      if (!index.awaitPosition(wanted, timeout)) {
        throw new CatalogException(
            ErrorCode.POSITION_NOT_REACHED,
            "the lineage index is at position %d and did not reach %s %d within %d ms; try again"
                .formatted(index.position(), NAME, wanted, timeout.toMillis()));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CatalogException(ErrorCode.UNAVAILABLE, "the server is stopping", interrupted);
    } finally {
      places.release();
    }
  }
}
