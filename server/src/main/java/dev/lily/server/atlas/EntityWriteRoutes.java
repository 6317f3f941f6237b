package dev.lily.server.atlas;

import static dev.lily.server.atlas.AtlasAccess.WRITE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lily.graph.Catalog;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.MutationResult;
import dev.lily.graph.rule.RuleAsset;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates and updates entities. */
final class EntityWriteRoutes implements RouteModule {
  private static final String ENTITY = AtlasRoutes.PREFIX + "/entity";
  private static final String PARTIAL = "PARTIAL_UPDATE";
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Catalog catalog;
  private final PositionWait written;
  private final boolean createShells;
  private final EntityFinder finder;
  private final EntityAnswers answers;
  private final BulkRoom bulk = new BulkRoom();

  EntityWriteRoutes(AtlasServices services, EntityFinder finder, EntityAnswers answers) {
    catalog = services.catalog();
    written = services.written();
    createShells = services.createShells();
    this.finder = finder;
    this.answers = answers;
  }

  @Override
  public void register(Routes routes) {
    routes
        .post(ENTITY, WRITE, this::createOrUpdate)
        .post(ENTITY + "/bulk", WRITE, this::createOrUpdateAll)
        .put(ENTITY + "/uniqueAttribute/type/{type}", WRITE, this::updateByAttribute)
        .put(ENTITY + "/guid/{guid}", WRITE, this::updateAttribute);
  }

  private ApiResponse createOrUpdate(ApiRequest request) {
    return apply(request, EntityReader.one(body(request)), "UPDATE");
  }

  private ApiResponse createOrUpdateAll(ApiRequest request) {
    byte[] body = request.body();
    MutationResult result = bulk.use(body.length, () -> writeAll(request, body));
    return answer(request, result, "UPDATE");
  }

  private MutationResult writeAll(ApiRequest request, byte[] body) {
    JsonFields json = JsonFields.of(request.json(body, Map.class), "");
    List<AssetInput> inputs = EntityReader.many(json);
    if (inputs.isEmpty()) {
      throw new CatalogException(
          ErrorCode.INSTANCE_CRUD_INVALID_PARAMS,
          "Invalid instance creation/updation parameters passed : no entities to create/update.");
    }
    return write(request, inputs);
  }

  private ApiResponse updateByAttribute(ApiRequest request) {
    Asset asset = EntityFinder.active(finder.byAttribute(request));
    List<AssetInput> inputs = EntityReader.one(body(request), asset.guid(), asset.typeName());
    return apply(request, inputs, PARTIAL);
  }

  private ApiResponse updateAttribute(ApiRequest request) {
    Asset asset = EntityFinder.active(finder.byGuid(request));
    String name =
        request
            .query("name")
            .orElseThrow(
                () ->
                    new CatalogException(
                        ErrorCode.BAD_REQUEST, "say which attribute: ?name=<attribute>"));
    Map<String, @Nullable Object> change = new HashMap<>();
    change.put(name, value(request.body()));
    return apply(
        request,
        List.of(new AssetInput(asset.guid().toString(), asset.typeName(), change, Map.of())),
        PARTIAL);
  }

  /** The value as JSON; a text may come without quotes, as Atlas's own client sends it. */
  private static @Nullable Object value(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    try {
      return text.isBlank() ? null : MAPPER.readValue(text, Object.class);
    } catch (JsonProcessingException plainText) {
      return text;
    }
  }

  private ApiResponse apply(ApiRequest request, List<AssetInput> inputs, String update) {
    return answer(request, write(request, inputs), update);
  }

  private MutationResult write(ApiRequest request, List<AssetInput> inputs) {
    if (inputs.stream().anyMatch(input -> input.typeName().equals(RuleAsset.KEY.typeName()))) {
      throw new CatalogException(
          ErrorCode.SYSTEM_TYPE, "rules are changed by PUT /api/lily/v1/propagation/rules");
    }
    return catalog.apply(request.context(), new AssetBatch(inputs, createShells));
  }

  private ApiResponse answer(ApiRequest request, MutationResult result, String update) {
    Followed followed = written.follow(result.position());
    return followed.on(answers.mutation(request.context(), result, update));
  }

  private static JsonFields body(ApiRequest request) {
    return JsonFields.of(request.json(Map.class), "");
  }
}
