package dev.lily.server.propagation;

import dev.lily.notifications.propagation.SnapshotKeeper;
import dev.lily.server.http.ApiRequest;

/**
 * Up to where it is known what has to be written: a little behind the index, which answers before
 * it says what changed.
 */
public final class FollowedPosition {
  private final SnapshotKeeper keeper;
  private final MinPosition minPosition;

  public FollowedPosition(SnapshotKeeper keeper, MinPosition minPosition) {
    this.keeper = keeper;
    this.minPosition = minPosition;
  }

  /**
   * Waits for the position that the request names, if it names one.
   *
   * @return the position that what is asked afterwards reflects
   */
  long await(ApiRequest request) {
    long wanted = minPosition.await(request);
    long position = keeper.position();
    return position < wanted ? keeper.awaitPosition() : position;
  }
}
