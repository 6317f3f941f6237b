package dev.lily.server.propagation;

import static dev.lily.server.http.ApiHandler.taking;

import dev.lily.notifications.propagation.Materialiser;
import dev.lily.notifications.propagation.MaterialiserStatus;
import dev.lily.policy.access.Action;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How far the index is behind the catalog, and the writing of what propagates behind the index. */
public final class MaterialiserRoutes implements RouteModule {
  private final Materialiser materialiser;
  private final LongSupplier head;
  private final Supplier<Set<String>> unreadTypes;
  private final FollowedPosition followed;

  /**
   * Routes.
   *
   * @param head the newest position of the catalog
   * @param unreadTypes relationship types that changed and that not all relationships follow yet
   */
  public MaterialiserRoutes(
      Materialiser materialiser,
      LongSupplier head,
      Supplier<Set<String>> unreadTypes,
      FollowedPosition followed) {
    this.materialiser = materialiser;
    this.head = head;
    this.unreadTypes = unreadTypes;
    this.followed = followed;
  }

  @Override
  public void register(Routes routes) {
    routes.get(
        "/api/lily/v1/propagation/status",
        Access.permitted(Action.READ_METADATA),
        taking(this::status, "minPosition"));
  }

  private ApiResponse status(ApiRequest request) {
    long position = followed.await(request);
    long newest = Math.max(position, head.getAsLong());
    MaterialiserStatus status = materialiser.status(request.context().tenant());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("position", position);
    answer.put("head", newest);
    answer.put("lag", newest - position);
    answer.put("waiting", status.waiting());
    answer.put("written", status.written());
    answer.put("ratePerSecond", Math.round(status.ratePerSecond()));
    status.eta().map(Instant::toEpochMilli).ifPresent(eta -> answer.put("eta", eta));
    status
        .waitingSince()
        .map(Instant::toEpochMilli)
        .ifPresent(since -> answer.put("waitingSince", since));
    Set<String> unread = unreadTypes.get();
    if (!unread.isEmpty()) {
      answer.put("typesBeingFollowed", unread);
    }
    return ApiResponse.json(answer);
  }
}
