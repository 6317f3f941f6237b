package dev.lily.server.atlas;

import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Entities as somebody sends them: AtlasEntityWithExtInfo, AtlasEntitiesWithExtInfo. */
final class EntityReader {
  /** The store puts the guid of the asset in its place. */
  private static final Guid TO_COME = new Guid(0, 0);

  /** Far from the small numbers that clients choose. */
  private static final long FIRST_PLACEHOLDER = 9_000_000_000L;

  private EntityReader() {}

  /** The entity of the body, last after those it refers to. */
  static List<AssetInput> one(JsonFields body) {
    List<AssetInput> inputs = referred(body);
    JsonFields entity = JsonFields.of(body.fields().get("entity"), "/entity");
    inputs.add(read(entity, placeholder(entity, inputs.size())));
    return inputs;
  }

  /** The same, whatever the guid of the entity says. */
  static List<AssetInput> one(JsonFields body, Guid guid, String typeName) {
    List<AssetInput> inputs = referred(body);
    JsonFields entity = JsonFields.of(body.fields().get("entity"), "/entity");
    inputs.add(read(typed(entity, typeName), guid.toString()));
    return inputs;
  }

  private static JsonFields typed(JsonFields entity, String typeName) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(entity.fields());
    fields.put("typeName", typeName);
    return new JsonFields(fields, entity.path());
  }

  /** All entities of the body, those they refer to first. */
  static List<AssetInput> many(JsonFields body) {
    List<AssetInput> inputs = referred(body);
    for (JsonFields entity : body.objects("entities")) {
      inputs.add(read(entity, placeholder(entity, inputs.size())));
    }
    return inputs;
  }

  /** An entity without a guid gets one, as Atlas gives it, by which the answer names it. */
  private static String placeholder(JsonFields entity, int place) {
    String guid = entity.text("guid");
    return guid.isEmpty() ? "-" + (FIRST_PLACEHOLDER + place) : guid;
  }

  /** Referred entities come by guid: the key of the map names those that lack one. */
  private static List<AssetInput> referred(JsonFields body) {
    List<AssetInput> inputs = new ArrayList<>();
    body.map("referredEntities")
        .forEach(
            (guid, json) -> {
              JsonFields entity = JsonFields.of(json, "/referredEntities/" + guid);
              inputs.add(read(entity, entity.has("guid") ? entity.text("guid") : guid));
            });
    return inputs;
  }

  static AssetInput read(JsonFields json, String guid) {
    return new AssetInput(
        guid,
        json.required("typeName", "an entity"),
        json.map("attributes"),
        json.map("relationshipAttributes"),
        classifications(json),
        json.has("labels") ? Optional.of(Set.copyOf(json.texts("labels"))) : Optional.empty(),
        json.object("customAttributes").map(EntityReader::texts),
        business(json),
        place(json.path()));
  }

  /** As people write it: {@code entities[3]} for {@code /entities/3}. */
  private static String place(String path) {
    int end = path.indexOf('/', 1);
    return end < 0
        ? path.substring(1)
        : path.substring(1, end) + '[' + path.substring(end + 1) + ']';
  }

  private static Optional<List<Classification>> classifications(JsonFields json) {
    if (!json.has("classifications")) {
      return Optional.empty();
    }
    Set<String> seen = new HashSet<>();
    return Optional.of(
        json.objects("classifications").stream()
            .map(one -> ClassificationCodec.read(one, TO_COME, Optional.empty(), one.path()))
            .filter(one -> seen.add(one.typeName()))
            .toList());
  }

  private static Map<String, String> texts(JsonFields json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.fields().keySet().forEach(name -> texts.put(name, json.text(name)));
    return texts;
  }

  static Map<String, Map<String, @Nullable Object>> business(JsonFields json) {
    JsonFields all = new JsonFields(json.map("businessAttributes"), "/businessAttributes");
    Map<String, Map<String, @Nullable Object>> business = new LinkedHashMap<>();
    all.fields().keySet().forEach(name -> business.put(name, all.map(name)));
    return business;
  }
}
