package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.type.Attribute;
import dev.lily.graph.type.BusinessMetadataType;
import dev.lily.graph.type.BusinessMetadataType.BusinessAttribute;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.Faults;
import dev.lily.graph.type.RelationshipEnd;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks inputs against their types and sorts attributes from references, without looking at the
 * graph; runs on the caller's thread.
 */
final class BatchPreparation {
  private final TypeRegistry types;
  private final Faults faults = new Faults();

  BatchPreparation(TypeRegistry types) {
    this.types = types;
  }

  /**
   * An input that fits its type.
   *
   * @param qualifiedName its identity; empty where only its guid tells who it is
   * @param plainReferences references by attributes that are no relationship
   */
  record Prepared(
      AssetInput input,
      EntityType type,
      String qualifiedName,
      Map<String, @Nullable Object> attributes,
      List<Reference> references,
      Map<String, List<Reference.Target>> plainReferences,
      Map<String, Map<String, @Nullable Object>> business) {
    String guid() {
      return input.guid();
    }
  }

  /** The attribute that makes assets of the type unique; empty where it has none. */
  static Optional<Attribute> identity(EntityType type) {
    Attribute name = type.attributes().get(GraphKeys.QUALIFIED_NAME);
    if (name != null && name.def().isUnique()) {
      return Optional.of(name);
    }
    return type.uniqueAttributes().stream().findFirst();
  }

  /** Prepares all inputs, or refuses them with all faults in one message. */
  List<Prepared> prepare(List<AssetInput> inputs) {
    List<Prepared> prepared = new ArrayList<>(inputs.size());
    for (AssetInput input : inputs) {
      prepared.add(prepare(input));
    }
    if (!faults.isEmpty()) {
      throw new CatalogException(
          ErrorCode.INSTANCE_CRUD_INVALID_PARAMS,
          "Invalid instance creation/updation parameters passed : "
              + String.join("; ", faults.list()));
    }
    return prepared;
  }

  private Prepared prepare(AssetInput input) {
    EntityType type =
        types
            .findEntityType(input.typeName())
            .orElseThrow(
                () ->
                    new CatalogException(
                        ErrorCode.TYPE_NAME_INVALID,
                        "Type ENTITY with name " + input.typeName() + " does not exist"));
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    List<Reference> references = new ArrayList<>();
    Map<String, List<Reference.Target>> plain = new LinkedHashMap<>();
    input
        .attributes()
        .forEach((name, value) -> sort(type, name, value, attributes, references, plain));
    input
        .relationshipAttributes()
        .forEach((name, value) -> references.add(reference(type, name, value)));
    return new Prepared(
        input,
        type,
        qualifiedName(type, input, attributes),
        attributes,
        references,
        plain,
        business(type, input));
  }

  private void sort(
      EntityType type,
      String name,
      @Nullable Object value,
      Map<String, @Nullable Object> attributes,
      List<Reference> references,
      Map<String, List<Reference.Target>> plain) {
    if (type.relationshipAttributes().containsKey(name)) {
      references.add(reference(type, name, value));
      return;
    }
    Attribute attribute = type.attributes().get(name);
    if (attribute == null) {
      throw new CatalogException(
          ErrorCode.UNKNOWN_ATTRIBUTE,
          "Attribute %s not found for type %s".formatted(name, type.name()));
    }
    if (attribute.isReference() && value != null) {
      plain.put(name, targets(name, value));
    } else {
      attributes.put(
          name,
          value == null
              ? null
              : attribute.type().normalize(value, type.name() + '.' + name, faults));
    }
  }

  private Map<String, Map<String, @Nullable Object>> business(EntityType type, AssetInput input) {
    Map<String, Map<String, @Nullable Object>> checked = new LinkedHashMap<>();
    input
        .businessAttributes()
        .forEach(
            (name, values) ->
                checked.put(name, business(type, types.businessMetadataType(name), values)));
    return checked;
  }

  private Map<String, @Nullable Object> business(
      EntityType type, BusinessMetadataType metadata, Map<String, @Nullable Object> sent) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    sent.forEach(
        (name, value) -> {
          BusinessAttribute attribute = metadata.attributes().get(name);
          if (attribute == null || !attribute.isApplicableTo(type)) {
            faults.add(
                "%s.%s is no business attribute of type %s"
                    .formatted(metadata.name(), name, type.name()));
          } else if (value != null) {
            values.put(name, attribute.normalize(value, faults));
          }
        });
    return values;
  }

  private Reference reference(EntityType type, String name, @Nullable Object value) {
    List<RelationshipEnd> ends = type.relationshipAttributes().get(name);
    if (ends == null) {
      throw new CatalogException(
          ErrorCode.UNKNOWN_ATTRIBUTE,
          "Attribute %s not found for type %s".formatted(name, type.name()));
    }
    return new Reference(
        choose(ends, value), value == null ? List.of() : targets(type.name() + '.' + name, value));
  }

  private static RelationshipEnd choose(List<RelationshipEnd> ends, @Nullable Object value) {
    Object sample =
        value instanceof Collection<?> many ? many.stream().findFirst().orElse(null) : value;
    if (ends.size() > 1 && sample instanceof Map<?, ?> id) {
      Object wanted = id.get("relationshipType");
      for (RelationshipEnd end : ends) {
        if (end.relationship().name().equals(wanted)) {
          return end;
        }
      }
      for (RelationshipEnd end : ends) {
        if (end.otherDef().type().equals(id.get("typeName"))) {
          return end;
        }
      }
    }
    return ends.get(0);
  }

  private List<Reference.Target> targets(String path, Object value) {
    if (value instanceof Collection<?> many) {
      return many.stream().map(one -> target(path, one)).toList();
    }
    return List.of(target(path, value));
  }

  private Reference.Target target(String path, @Nullable Object value) {
    if (value instanceof String guid) {
      return new Reference.Target(guid, null, Map.of());
    }
    if (value instanceof Map<?, ?> id) {
      Map<String, @Nullable Object> attributes = relationshipAttributes(id);
      if (id.get("guid") instanceof String guid && !guid.isEmpty()) {
        return new Reference.Target(guid, null, attributes);
      }
      if (id.get("typeName") instanceof String typeName
          && id.get("uniqueAttributes") instanceof Map<?, ?> unique
          && !unique.isEmpty()) {
        return new Reference.Target(
            null, new AssetKey(typeName, identity(typeName, unique)), attributes);
      }
    }
    throw new CatalogException(
        ErrorCode.INVALID_OBJECT_ID,
        "ObjectId is not valid %s: %s needs {guid} or {typeName, uniqueAttributes}"
            .formatted(value, path));
  }

  private String identity(String typeName, Map<?, ?> unique) {
    Object named =
        types
            .findEntityType(typeName)
            .flatMap(BatchPreparation::identity)
            .<Object>map(attribute -> unique.get(attribute.name()))
            .orElse(null);
    return String.valueOf(named != null ? named : unique.values().iterator().next());
  }

  @SuppressWarnings("unchecked") // JSON objects have text keys
  private static Map<String, @Nullable Object> relationshipAttributes(Map<?, ?> id) {
    return id.get("relationshipAttributes") instanceof Map<?, ?> struct
            && struct.get("attributes") instanceof Map<?, ?> values
        ? (Map<String, @Nullable Object>) values
        : Map.of();
  }

  private static String qualifiedName(
      EntityType type, AssetInput input, Map<String, @Nullable Object> attributes) {
    Optional<Attribute> identity = identity(type);
    if (identity.isPresent() && attributes.get(identity.get().name()) instanceof String name) {
      return name;
    }
    if (Guid.parse(input.guid()).isPresent()) {
      return "";
    }
    if (identity.isPresent()) {
      throw new CatalogException(
          ErrorCode.INSTANCE_CRUD_INVALID_PARAMS,
          "Invalid instance creation/updation parameters passed : %s.%s: mandatory attribute value missing in type %s"
              .formatted(type.name(), identity.get().name(), type.name()));
    }
    return "urn:uuid:" + UUID.randomUUID();
  }
}
