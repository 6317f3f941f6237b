package dev.lily.server.atlas;

import static dev.lily.server.atlas.AtlasAccess.READ;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import dev.lily.server.saved.SavedSearch;
import dev.lily.server.saved.SavedSearches;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Searches that a user keeps under a name; everybody has their own. */
final class SavedSearchRoutes implements RouteModule {
  private static final String SAVED = AtlasRoutes.PREFIX + "/search/saved";
  private static final String BASIC = "BASIC";
  private static final int LONGEST_NAME = 200;
  private static final int MOST_BYTES = 100_000;

  private final SavedSearches searches;
  private final SearchRoutes search;

  SavedSearchRoutes(SearchRoutes search, SavedSearches searches) {
    this.search = search;
    this.searches = searches;
  }

  @Override
  public void register(Routes routes) {
    routes
        .get(SAVED, READ, this::all)
        .post(SAVED, READ, this::add)
        .put(SAVED, READ, this::update)
        .get(
            SAVED + "/{name}",
            READ,
            request -> ApiResponse.json(named(request, request.pathParam("name"))))
        .delete(SAVED + "/{guid}", READ, this::remove)
        .get(
            SAVED + "/execute/{name}",
            READ,
            request -> run(request, named(request, request.pathParam("name"))))
        .get(
            SAVED + "/execute/guid/{guid}",
            READ,
            request -> run(request, known(request, request.pathParam("guid"))));
  }

  private ApiResponse all(ApiRequest request) {
    return ApiResponse.json(searches.of(request.context().tenant(), owner(request)));
  }

  /** The caller, who is the only one that Atlas's parameter {@code user} may name. */
  private static String owner(ApiRequest request) {
    return owner(request, request.query("user").orElse(""));
  }

  private static String owner(ApiRequest request, String named) {
    String caller = request.context().principal().name();
    if (!named.isBlank() && !named.equals(caller)) {
      throw new CatalogException(
          ErrorCode.UNAUTHORIZED_ACCESS,
          "%s is not authorized to use the saved searches of %s; everybody has their own"
              .formatted(caller, named));
    }
    return caller;
  }

  private SavedSearch named(ApiRequest request, String name) {
    return searches
        .findNamed(request.context().tenant(), owner(request), name)
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.INSTANCE_BY_UNIQUE_ATTRIBUTE_NOT_FOUND,
                    "you have no saved search '" + name + "'"));
  }

  private SavedSearch known(ApiRequest request, String guid) {
    return searches
        .find(request.context().tenant(), owner(request), guid)
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.INSTANCE_GUID_NOT_FOUND, "you have no saved search " + guid));
  }

  private ApiResponse add(ApiRequest request) {
    return put(request, sent(request), UUID.randomUUID().toString(), Optional.empty());
  }

  /** By guid, which may give it another name; else by name. */
  private ApiResponse update(ApiRequest request) {
    JsonFields json = sent(request);
    String guid = json.text("guid");
    SavedSearch old = guid.isEmpty() ? named(request, json.text("name")) : known(request, guid);
    return put(request, json, old.guid(), Optional.of(old));
  }

  private static JsonFields sent(ApiRequest request) {
    byte[] body = request.body();
    if (body.length > MOST_BYTES) {
      throw bad("a saved search may have %,d bytes, not %,d".formatted(MOST_BYTES, body.length));
    }
    return JsonFields.of(request.json(body, Map.class), "");
  }

  /** What is left out stays as it was. */
  private ApiResponse put(
      ApiRequest request, JsonFields json, String guid, Optional<SavedSearch> old) {
    SavedSearch saved =
        new SavedSearch(
            guid,
            owner(request, json.text("ownerName")),
            name(json, old),
            type(json),
            parameters(json, old),
            json.has("uiParameters")
                ? json.text("uiParameters")
                : old.map(SavedSearch::uiParameters).orElse(null));
    searches.put(request.context().tenant(), saved);
    return ApiResponse.json(saved);
  }

  private static String name(JsonFields json, Optional<SavedSearch> old) {
    String name =
        json.has("name") || old.isEmpty()
            ? json.required("name", "a saved search").strip()
            : old.get().name();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw bad("name: 1 to %d characters, not %d".formatted(LONGEST_NAME, name.length()));
    }
    return name;
  }

  private static String type(JsonFields json) {
    String type = json.has("searchType") ? json.text("searchType") : BASIC;
    if (!type.equals(BASIC)) {
      throw bad("searchType is '" + type + "', expected BASIC: there is no other search to run");
    }
    return type;
  }

  /** As they are sent, once it is known that they can be run. */
  private static Map<String, @Nullable Object> parameters(
      JsonFields json, Optional<SavedSearch> old) {
    Map<String, @Nullable Object> parameters =
        json.object("searchParameters")
            .map(JsonFields::fields)
            .or(() -> old.map(SavedSearch::searchParameters))
            .orElseThrow(() -> bad("a saved search needs searchParameters, an object"));
    SearchParameters.of(new JsonFields(parameters, "/searchParameters"));
    return parameters;
  }

  private static CatalogException bad(String what) {
    return new CatalogException(ErrorCode.BAD_REQUEST, what);
  }

  private ApiResponse remove(ApiRequest request) {
    String guid = request.pathParam("guid");
    known(request, guid);
    searches.remove(request.context().tenant(), owner(request), guid);
    return ApiResponse.noContent();
  }

  private ApiResponse run(ApiRequest request, SavedSearch saved) {
    return search.basic(
        request,
        SearchParameters.of(new JsonFields(saved.searchParameters(), "/searchParameters")));
  }
}
