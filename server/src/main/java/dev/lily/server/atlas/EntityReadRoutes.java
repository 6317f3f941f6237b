package dev.lily.server.atlas;

import static dev.lily.server.atlas.AtlasAccess.READ;

import dev.lily.graph.AssetReader;
import dev.lily.graph.Catalog;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.Guid;
import dev.lily.server.atlas.EntityAnswers.Options;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.List;
import java.util.function.Predicate;

/** Reads entities and headers. */
final class EntityReadRoutes implements RouteModule {
  private static final String ENTITY = AtlasRoutes.PREFIX + "/entity";

  private final Catalog catalog;
  private final AssetReader reader;
  private final EntityFinder finder;
  private final EntityAnswers answers;
  private final int maxGuids;

  EntityReadRoutes(AtlasServices services, EntityFinder finder, EntityAnswers answers) {
    catalog = services.catalog();
    reader = services.reader();
    maxGuids = services.limits().bulkGuids();
    this.finder = finder;
    this.answers = answers;
  }

  @Override
  public void register(Routes routes) {
    routes
        .get(ENTITY + "/guid/{guid}", READ, this::byGuid)
        .get(ENTITY + "/guid/{guid}/header", READ, r -> header(r, finder.byGuid(r)))
        .get(ENTITY + "/uniqueAttribute/type/{type}", READ, this::byAttribute)
        .get(
            ENTITY + "/uniqueAttribute/type/{type}/header",
            READ,
            r -> header(r, finder.byAttribute(r)))
        .get(ENTITY + "/bulk", READ, this::byGuids)
        .get(ENTITY + "/bulk/uniqueAttribute/type/{type}", READ, this::byAttributes)
        .get(ENTITY + "/bulk/headers", READ, this::headers);
  }

  private ApiResponse byGuid(ApiRequest request) {
    String guid = request.pathParam("guid");
    return answers.entity(
        request.context(), views(request, EntityFinder.guid(guid)), options(request));
  }

  private ApiResponse byAttribute(ApiRequest request) {
    Guid guid = finder.byAttribute(request).guid();
    return answers.entity(request.context(), views(request, guid), options(request));
  }

  private ApiResponse byGuids(ApiRequest request) {
    List<String> guids = request.queries("guid");
    if (guids.isEmpty() || guids.size() > maxGuids) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "name 1 to %d entities as ?guid=…, not %d".formatted(maxGuids, guids.size()));
    }
    return entities(request, guids.stream().map(EntityFinder::guid).toList());
  }

  private ApiResponse byAttributes(ApiRequest request) {
    return entities(request, finder.byAttributes(request).stream().map(Asset::guid).toList());
  }

  private ApiResponse entities(ApiRequest request, List<Guid> guids) {
    List<List<AssetView>> all = guids.stream().map(guid -> views(request, guid)).toList();
    return answers.entities(request.context(), all, options(request));
  }

  /** The entity and, where relationships are asked for, what it owns. */
  private List<AssetView> views(ApiRequest request, Guid guid) {
    if (options(request).ignoreRelationships()) {
      return catalog
          .find(request.context(), guid)
          .map(asset -> List.of(new AssetView(asset, List.of())))
          .orElseThrow(() -> EntityFinder.unknown(guid.toString()));
    }
    List<AssetView> views = reader.viewWithOwned(request.context(), guid);
    if (views.isEmpty()) {
      throw EntityFinder.unknown(guid.toString());
    }
    return views;
  }

  private static Options options(ApiRequest request) {
    return new Options(request.flag("minExtInfo"), request.flag("ignoreRelationships"));
  }

  private ApiResponse header(ApiRequest request, Asset asset) {
    return answers.header(request.context(), asset);
  }

  /** Classified entities, those changed since {@code tagUpdateStartTime} (epoch milliseconds). */
  private ApiResponse headers(ApiRequest request) {
    long since = since(request);
    Predicate<Asset> wanted = asset -> asset.audit().updateTime() >= since;
    List<Asset> changed =
        reader.findAll(request.context(), answers.classified(request.context())).values().stream()
            .filter(wanted)
            .limit(maxGuids)
            .toList();
    return JsonAnswer.of(
        out -> {
          out.writeStartObject();
          out.writeFieldName("guidHeaderMap");
          answers.headerMap(out, request.context(), changed);
          out.writeEndObject();
        });
  }

  private static long since(ApiRequest request) {
    String text = request.query("tagUpdateStartTime").orElse("0");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException malformed) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "tagUpdateStartTime must be milliseconds since 1970, not '" + text + "'",
          malformed);
    }
  }
}
