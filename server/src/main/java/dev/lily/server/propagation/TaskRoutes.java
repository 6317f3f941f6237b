package dev.lily.server.propagation;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.graph.sight.IndexSight;
import dev.lily.notifications.propagation.Materialiser;
import dev.lily.notifications.propagation.PropagationTask;
import dev.lily.policy.access.Action;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.AskedAsset;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tasks of propagation at the address and in the form that Apache Atlas has for its own. */
public final class TaskRoutes implements RouteModule {
  private static final String PATH = "/api/atlas/admin/tasks";
  private static final int STANDARD_LIMIT = 100;

  private static final Comparator<PropagationTask> NEWEST_FIRST =
      Comparator.comparing((PropagationTask task) -> task.times().created())
          .thenComparing(PropagationTask::position)
          .reversed();

  private final Materialiser materialiser;
  private final FollowedPosition followed;
  private final GuardedCatalog catalog;

  public TaskRoutes(Materialiser materialiser, FollowedPosition followed, GuardedCatalog catalog) {
    this.materialiser = materialiser;
    this.followed = followed;
    this.catalog = catalog;
  }

  @Override
  public void register(Routes routes) {
    routes
        .get(PATH, Access.permitted(Action.READ_METADATA), this::tasks)
        .delete(PATH, Access.permitted(Action.OPERATE), this::delete);
  }

  private ApiResponse tasks(ApiRequest request) {
    long position = followed.await(request);
    Set<Guid> asked = guids(request);
    int limit = AskedAsset.limit(request, "limit", STANDARD_LIMIT);
    int offset = AskedAsset.offset(request);
    IndexSight sight = catalog.sight(request.context());
    List<PropagationTask> tasks =
        materialiser.tasks(request.context().tenant()).stream()
            .filter(task -> asked.isEmpty() || asked.contains(task.guid()))
            .filter(task -> isSeen(task, sight))
            .sorted(NEWEST_FIRST)
            .toList();
    List<PropagationTask> page = tasks.stream().skip(offset).limit(limit).toList();
    return ApiResponse.json(page.stream().map(task -> TaskJson.of(task, sight)).toList())
        .withHeader("X-Lily-Position", Long.toString(position))
        .withHeader("X-Lily-Total", Integer.toString(tasks.size()))
        .withHeader("X-Lily-Shown", Integer.toString(page.size()))
        .withHeader(
            "X-Lily-Truncated", Boolean.toString((long) offset + page.size() < tasks.size()));
  }

  private static boolean isSeen(PropagationTask task, IndexSight sight) {
    return task.subject().map(about -> about.origins().stream().anyMatch(sight::sees)).orElse(true);
  }

  /** As in Atlas nothing is deleted where none is named. */
  private ApiResponse delete(ApiRequest request) {
    materialiser.forget(request.context().tenant(), guids(request));
    return ApiResponse.noContent();
  }

  private static Set<Guid> guids(ApiRequest request) {
    Set<Guid> guids = new LinkedHashSet<>();
    request.queries("guids").stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .forEach(text -> guids.add(guid(text)));
    return guids;
  }

  private static Guid guid(String text) {
    return Guid.parse(text)
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.BAD_REQUEST, "guids: '" + text + "' is no guid of a task"));
  }
}
