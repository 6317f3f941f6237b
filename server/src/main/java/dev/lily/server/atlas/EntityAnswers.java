package dev.lily.server.atlas;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.MutationResult;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.sight.AssetGuards;
import dev.lily.graph.sight.IndexSight;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.server.http.ApiResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers that hold entities: AtlasEntityWithExtInfo, headers, EntityMutationResponse. */
final class EntityAnswers {
  private final TypeCatalog types;
  private final ClassificationIndex classifications;
  private final AssetGuards guards;

  EntityAnswers(AtlasServices services) {
    types = services.types();
    classifications = services.classifications();
    guards = services.guards();
  }

  /** What a reader may leave out. */
  record Options(boolean minExtInfo, boolean ignoreRelationships) {}

  /** One entity, first in its list, with what it owns. */
  ApiResponse entity(RequestContext context, List<AssetView> owned, Options options) {
    TypeRegistry now = types.types();
    return JsonAnswer.of(
        out -> {
          out.writeStartObject();
          out.writeObjectFieldStart("referredEntities");
          referred(out, context, now, owned, options);
          out.writeEndObject();
          out.writeFieldName("entity");
          full(out, context, now, owned.get(0), options);
          out.writeEndObject();
        });
  }

  /** Several entities, each first in its list, with what they own. */
  ApiResponse entities(RequestContext context, List<List<AssetView>> all, Options options) {
    TypeRegistry now = types.types();
    return JsonAnswer.of(
        out -> {
          out.writeStartObject();
          out.writeObjectFieldStart("referredEntities");
          for (List<AssetView> owned : all) {
            referred(out, context, now, owned, options);
          }
          out.writeEndObject();
          out.writeArrayFieldStart("entities");
          for (List<AssetView> owned : all) {
            full(out, context, now, owned.get(0), options);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private void referred(
      JsonGenerator out,
      RequestContext context,
      TypeRegistry now,
      List<AssetView> owned,
      Options options)
      throws IOException {
    for (AssetView view : owned.subList(1, owned.size())) {
      out.writeFieldName(view.asset().guid().toString());
      if (options.minExtInfo()) {
        EntityWriter.writeMinimal(out, now, view.asset());
      } else {
        full(out, context, now, view, options);
      }
    }
  }

  private void full(
      JsonGenerator out, RequestContext context, TypeRegistry now, AssetView view, Options options)
      throws IOException {
    EntityWriter.write(
        out, now, view, effective(context, view.asset()), options.ignoreRelationships());
  }

  /**
   * Own and propagated classifications; own ones from the store, which is never behind. An origin
   * that the caller does not see is not told.
   */
  List<Classification> effective(RequestContext context, Asset asset) {
    List<Classification> known = classifications.of(context.tenant(), asset.guid());
    if (known.isEmpty()) {
      return asset.classifications();
    }
    List<Classification> all = new ArrayList<>(asset.classifications());
    for (Classification one : known) {
      if (!one.isOwnOf(asset.guid())) {
        all.add(one);
      }
    }
    return IndexSight.of(classifications, guards, context).shown(all);
  }

  /** The guids of all entities that have a classification. */
  List<Guid> classified(RequestContext context) {
    return classifications.classified(context.tenant()).stream().map(AssetRef::guid).toList();
  }

  ApiResponse header(RequestContext context, Asset asset) {
    TypeRegistry now = types.types();
    return JsonAnswer.of(out -> header(out, context, now, asset));
  }

  private void header(JsonGenerator out, RequestContext context, TypeRegistry now, Asset asset)
      throws IOException {
    HeaderWriter.write(out, now, asset, effective(context, asset), HeaderWriter.STANDARD, Set.of());
  }

  void header(JsonGenerator out, RequestContext context, Asset asset) throws IOException {
    header(out, context, types.types(), asset);
  }

  /** Headers in a list. */
  private void headers(JsonGenerator out, RequestContext context, Collection<Asset> assets)
      throws IOException {
    TypeRegistry now = types.types();
    out.writeStartArray();
    for (Asset asset : assets) {
      header(out, context, now, asset);
    }
    out.writeEndArray();
  }

  /** Headers by guid. */
  void headerMap(JsonGenerator out, RequestContext context, Collection<Asset> assets)
      throws IOException {
    TypeRegistry now = types.types();
    out.writeStartObject();
    for (Asset asset : assets) {
      out.writeFieldName(asset.guid().toString());
      header(out, context, now, asset);
    }
    out.writeEndObject();
  }

  /**
   * What a write did, as EntityMutationResponse.
   *
   * @param update how Atlas calls this kind of update: UPDATE or PARTIAL_UPDATE
   */
  ApiResponse mutation(RequestContext context, MutationResult result, String update) {
    return JsonAnswer.of(
        out -> {
          out.writeStartObject();
          if (isMutation(result)) {
            out.writeObjectFieldStart("mutatedEntities");
            mutated(out, context, "CREATE", result.created());
            mutated(out, context, update, result.updated());
            mutated(out, context, "DELETE", result.deleted());
            out.writeEndObject();
          }
          if (!result.guidAssignments().isEmpty()) {
            assignments(out, result.guidAssignments());
          }
          out.writeEndObject();
        });
  }

  private static boolean isMutation(MutationResult result) {
    return !result.created().isEmpty()
        || !result.updated().isEmpty()
        || !result.deleted().isEmpty();
  }

  private void mutated(
      JsonGenerator out, RequestContext context, String operation, List<Asset> assets)
      throws IOException {
    if (!assets.isEmpty()) {
      out.writeFieldName(operation);
      headers(out, context, assets);
    }
  }

  private static void assignments(JsonGenerator out, Map<String, Guid> assignments)
      throws IOException {
    out.writeObjectFieldStart("guidAssignments");
    for (Map.Entry<String, Guid> entry : assignments.entrySet()) {
      out.writeStringField(entry.getKey(), entry.getValue().toString());
    }
    out.writeEndObject();
  }
}
