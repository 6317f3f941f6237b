package dev.lily.server.activity;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.activity.Activity;
import dev.lily.graph.activity.ActivityMark;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.sight.GuardedActivity;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.policy.access.Action;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.AskedAsset;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.Optional;
import java.util.function.Predicate;

/** The history of an asset: who changed what, when, from what to what. */
public final class ActivityRoutes implements RouteModule {
  private static final int LIMIT = 50;

  private final GuardedCatalog catalog;
  private final GuardedActivity activity;

  public ActivityRoutes(GuardedCatalog catalog, GuardedActivity activity) {
    this.catalog = catalog;
    this.activity = activity;
  }

  @Override
  public void register(Routes routes) {
    Access read = Access.permitted(Action.READ_METADATA);
    routes
        .get("/api/lily/v1/entity/guid/{guid}/activity", read, this::activity)
        .get("/api/atlas/v2/entity/{guid}/audit", read, this::audit);
  }

  private ApiResponse activity(ApiRequest request) {
    request.takes("limit", "cursor", "kind", "actor");
    Asset asset = AskedAsset.of(catalog, request);
    GuardedActivity.Page page =
        activity.of(
            request.context(),
            asset,
            request.query("cursor").filter(text -> !text.isBlank()).map(ActivityRoutes::cursor),
            AskedAsset.limit(request, "limit", LIMIT),
            wanted(request));
    return ApiResponse.json(new ActivityAnswer(request.context(), catalog, asset).of(page));
  }

  private static ActivityMark cursor(String text) {
    return ActivityMark.parse(text)
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.BAD_REQUEST,
                    "cursor '"
                        + text
                        + "' is none that an answer gave; leave it out for the first page"));
  }

  private static Predicate<Activity> wanted(ApiRequest request) {
    Optional<ActivityKind> kind =
        request.query("kind").filter(text -> !text.isBlank()).map(ActivityKind::read);
    Optional<String> actor = request.query("actor").filter(text -> !text.isBlank());
    return one ->
        kind.map(each -> each.isIn(one)).orElse(true)
            && actor.map(one.origin().actor()::equals).orElse(true);
  }

  private ApiResponse audit(ApiRequest request) {
    AuditQuestion question = AuditQuestion.of(request);
    Asset asset = AskedAsset.of(catalog, request);
    return ApiResponse.json(
        question.answer(
            asset,
            (before, limit) -> activity.of(request.context(), asset, before, limit, one -> true)));
  }
}
