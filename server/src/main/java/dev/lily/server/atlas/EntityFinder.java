package dev.lily.server.atlas;

import dev.lily.graph.Catalog;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.type.Attribute;
import dev.lily.graph.type.EntityType;
import dev.lily.server.http.ApiRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds entities as requests name them: by guid, or by type and unique attribute. */
final class EntityFinder {
  private static final String ATTRIBUTE = "attr:";
  private static final String QUALIFIED_NAME = "qualifiedName";

  private final Catalog catalog;
  private final TypeCatalog types;

  EntityFinder(AtlasServices services) {
    catalog = services.catalog();
    types = services.types();
  }

  /** The entity of the {@code guid} in the path, active or deleted. */
  Asset byGuid(ApiRequest request) {
    return byGuid(request, request.pathParam("guid"));
  }

  Asset byGuid(ApiRequest request, String text) {
    return Guid.parse(text)
        .flatMap(guid -> catalog.find(request.context(), guid))
        .orElseThrow(() -> unknown(text));
  }

  static Guid guid(String text) {
    return Guid.parse(text).orElseThrow(() -> unknown(text));
  }

  static CatalogException unknown(String guid) {
    return new CatalogException(
        ErrorCode.INSTANCE_GUID_NOT_FOUND, "Given instance guid " + guid + " is invalid/not found");
  }

  static Asset active(Asset asset) {
    if (asset.status() != AssetStatus.ACTIVE) {
      throw new CatalogException(
          ErrorCode.INSTANCE_GUID_DELETED,
          "Given instance guid " + asset.guid() + " has been deleted");
    }
    return asset;
  }

  /** The entity of the {@code type} in the path and {@code attr:name=value} in the query. */
  Asset byAttribute(ApiRequest request) {
    EntityType type = type(request.pathParam("type"));
    AssetKey key = key(type, named(request, ATTRIBUTE));
    return catalog.find(request.context(), key).orElseThrow(() -> absent(key));
  }

  /** The entities named {@code attr_0:name=value}, {@code attr_1:…}; unknown ones left out. */
  List<Asset> byAttributes(ApiRequest request) {
    EntityType type = type(request.pathParam("type"));
    Map<Integer, Map<String, String>> named = new TreeMap<>();
    request
        .queries()
        .forEach(
            (name, values) -> {
              int colon = name.indexOf(':');
              if (name.startsWith("attr_") && colon > 0 && !values.isEmpty()) {
                named
                    .computeIfAbsent(number(name, colon), n -> new TreeMap<>())
                    .put(name.substring(colon + 1), values.get(0));
              }
            });
    if (named.isEmpty()) {
      throw notUnique(type, "");
    }
    return named.values().stream()
        .map(attributes -> catalog.find(request.context(), key(type, attributes)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static int number(String name, int colon) {
    try {
      return Integer.parseInt(name.substring("attr_".length(), colon));
    } catch (NumberFormatException malformed) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST, "'" + name + "' must be attr_<number>:<attribute>", malformed);
    }
  }

  private static Map<String, String> named(ApiRequest request, String prefix) {
    Map<String, String> named = new TreeMap<>();
    request
        .queries()
        .forEach(
            (name, values) -> {
              if (name.startsWith(prefix) && !values.isEmpty()) {
                named.put(name.substring(prefix.length()), values.get(0));
              }
            });
    return named;
  }

  EntityType type(String name) {
    return types
        .types()
        .findEntityType(name)
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.TYPE_NAME_INVALID,
                    "Type ENTITY with name " + name + " does not exist"));
  }

  /** The key made of the one attribute that makes entities of the type unique. */
  static AssetKey key(EntityType type, Map<String, ?> attributes) {
    String identity = identity(type);
    Object value = attributes.get(identity);
    if (value == null) {
      throw notUnique(type, String.join(", ", attributes.keySet()));
    }
    return new AssetKey(type.name(), value.toString());
  }

  static String identity(EntityType type) {
    Attribute name = type.attributes().get(QUALIFIED_NAME);
    return name != null && name.def().isUnique()
        ? QUALIFIED_NAME
        : type.uniqueAttributes().stream().findFirst().map(Attribute::name).orElse("");
  }

  private static CatalogException notUnique(EntityType type, String attributes) {
    return new CatalogException(
        ErrorCode.ATTRIBUTE_UNIQUE_INVALID,
        "Type %s with unique attribute '%s' does not exist; ask by attr:%s"
            .formatted(type.name(), attributes, identity(type)));
  }

  private static CatalogException absent(AssetKey key) {
    return new CatalogException(
        ErrorCode.INSTANCE_BY_UNIQUE_ATTRIBUTE_NOT_FOUND,
        "Instance %s with unique attribute {qualifiedName=%s} does not exist"
            .formatted(key.typeName(), key.qualifiedName()));
  }
}
