package dev.lily.server.atlas;

import static dev.lily.server.atlas.AtlasAccess.DELETE;

import dev.lily.graph.Catalog;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.MutationResult;
import dev.lily.graph.rule.RuleAsset;
import dev.lily.policy.access.Action;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.List;
import java.util.Locale;

/** Deletes entities: softly, or for good with {@code ?deleteType=HARD}. */
final class EntityDeleteRoutes implements RouteModule {
  private static final String ENTITY = AtlasRoutes.PREFIX + "/entity";

  private final Catalog catalog;
  private final PositionWait written;
  private final EntityFinder finder;
  private final EntityAnswers answers;
  private final int maxGuids;

  EntityDeleteRoutes(AtlasServices services, EntityFinder finder, EntityAnswers answers) {
    catalog = services.catalog();
    written = services.written();
    maxGuids = services.limits().bulkGuids();
    this.finder = finder;
    this.answers = answers;
  }

  @Override
  public void register(Routes routes) {
    routes
        .delete(
            ENTITY + "/guid/{guid}",
            DELETE,
            r -> delete(r, List.of(EntityFinder.guid(r.pathParam("guid")))))
        .delete(
            ENTITY + "/uniqueAttribute/type/{type}",
            DELETE,
            r -> delete(r, List.of(finder.byAttribute(r).guid())))
        .delete(ENTITY + "/bulk", DELETE, r -> delete(r, guids(r)));
  }

  private List<Guid> guids(ApiRequest request) {
    List<String> guids = request.queries("guid");
    if (guids.isEmpty() || guids.size() > maxGuids) {
      throw new CatalogException(
          ErrorCode.INSTANCE_CRUD_INVALID_PARAMS,
          "Invalid instance creation/updation parameters passed : name 1 to %d guids as ?guid=…"
              .formatted(maxGuids));
    }
    return guids.stream().map(EntityFinder::guid).distinct().toList();
  }

  private ApiResponse delete(ApiRequest request, List<Guid> guids) {
    DeleteMode mode = mode(request);
    if (mode == DeleteMode.HARD) {
      request.require(Action.PURGE_METADATA);
    }
    requireNoRules(request.context(), guids);
    MutationResult result = catalog.delete(request.context(), guids, mode);
    Followed followed = written.follow(result.position());
    return followed.on(answers.mutation(request.context(), result, "UPDATE"));
  }

  private void requireNoRules(RequestContext context, List<Guid> guids) {
    catalog
        .find(context, RuleAsset.KEY)
        .map(Asset::guid)
        .filter(guids::contains)
        .ifPresent(
            rules -> {
              throw new CatalogException(
                  ErrorCode.SYSTEM_TYPE,
                  "%s has the rules of propagation; they are changed by PUT /api/lily/v1/propagation/rules"
                      .formatted(rules));
            });
  }

  /** What the request asks for by {@code deleteType}. */
  static DeleteMode mode(ApiRequest request) {
    String text = request.query("deleteType").orElse("DEFAULT").toUpperCase(Locale.ROOT);
    return switch (text) {
      case "SOFT", "DEFAULT", "" -> DeleteMode.SOFT;
      case "HARD" -> DeleteMode.HARD;
      default ->
          throw new CatalogException(
              ErrorCode.BAD_REQUEST, "deleteType must be SOFT or HARD, not '" + text + "'");
    };
  }
}
