package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.store.BatchPreparation.Prepared;
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
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks one input against its type and sorts its attributes from its references. */
final class InputPreparation {
  /** The search index takes no text of more than 32,766 bytes as a whole. */
  private static final int NAME_LENGTH = 4_096;

  /** Beside what is unique, these are indexed as a whole. */
  private static final Set<String> NAMES = Set.of(GraphKeys.NAME, GraphKeys.OWNER);

  private final TypeRegistry types;
  private final EntityType type;
  private final AssetInput input;
  private final BatchFaults batch;
  private final Faults faults = new Faults();
  private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
  private final List<Reference> references = new ArrayList<>();
  private final Map<String, List<Reference.Target>> plain = new LinkedHashMap<>();

  InputPreparation(TypeRegistry types, EntityType type, AssetInput input, BatchFaults batch) {
    this.types = types;
    this.type = type;
    this.input = input;
    this.batch = batch;
  }

  /** What was sent, without what is faulty. */
  Prepared prepare() {
    input.attributes().forEach((name, value) -> attempt(() -> sort(name, value)));
    input.relationshipAttributes().forEach((name, value) -> attempt(() -> relate(name, value)));
    Map<String, Map<String, @Nullable Object>> business = new LinkedHashMap<>();
    input
        .businessAttributes()
        .forEach(
            (name, values) ->
                attempt(
                    () -> business.put(name, business(types.businessMetadataType(name), values))));
    String qualifiedName = qualifiedName();
    for (String fault : faults.list()) {
      batch.add(ErrorCode.INSTANCE_CRUD_INVALID_PARAMS, input, fault);
    }
    return new Prepared(input, type, qualifiedName, attributes, references, plain, business);
  }

  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (CatalogException refusal) {
      batch.add(input, refusal);
    }
  }

  private void sort(String name, @Nullable Object value) {
    if (type.relationshipAttributes().containsKey(name)) {
      references.add(reference(name, value));
      return;
    }
    Attribute attribute = type.attributes().get(name);
    if (attribute == null) {
      // Exports of Atlas hold attributes of later models, all null.
      if (value != null) {
        throw unknown(name);
      }
      return;
    }
    if (attribute.isReference() && value != null) {
      plain.put(name, targets(name, value));
    } else {
      attributes.put(name, value == null ? null : checked(attribute, value));
    }
  }

  /** Entities of Atlas come with empty lists of what only it has, such as glossary terms. */
  private void relate(String name, @Nullable Object value) {
    boolean empty = value == null || value instanceof Collection<?> many && many.isEmpty();
    if (!empty || type.relationshipAttributes().containsKey(name)) {
      references.add(reference(name, value));
    }
  }

  private CatalogException unknown(String name) {
    return new CatalogException(
        ErrorCode.UNKNOWN_ATTRIBUTE,
        "Attribute %s not found for type %s".formatted(name, type.name()));
  }

  private @Nullable Object checked(Attribute attribute, Object sent) {
    String path = type.name() + '.' + attribute.name();
    Object value = attribute.type().normalize(sent, path, faults);
    if (value instanceof String text) {
      if (attribute.def().isUnique() && text.isBlank()) {
        throw invalid(path + " is empty; it must say which one it is");
      }
      boolean whole = attribute.def().isUnique() || NAMES.contains(attribute.name());
      if (whole && text.length() > NAME_LENGTH) {
        throw invalid(
            "%s has %d characters, at most %d are allowed"
                .formatted(path, text.length(), NAME_LENGTH));
      }
      if (whole && text.codePoints().anyMatch(InputPreparation::isUnspeakable)) {
        throw invalid(path + " holds a null character or half of a surrogate pair");
      }
    }
    return value;
  }

  /** What no client could send again as a name. */
  private static boolean isUnspeakable(int character) {
    return character == 0 || Character.getType(character) == Character.SURROGATE;
  }

  private static CatalogException invalid(String what) {
    return new CatalogException(ErrorCode.INVALID_PARAMETERS, what);
  }

  private Map<String, @Nullable Object> business(
      BusinessMetadataType metadata, Map<String, @Nullable Object> sent) {
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

  private Reference reference(String name, @Nullable Object value) {
    RelationshipEnd end = type.relationshipEnd(name, value).orElseThrow(() -> unknown(name));
    return new Reference(end, value == null ? List.of() : targets(type.name() + '.' + name, value));
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
      Map<String, @Nullable Object> attributes = relationshipAttributes(path, id);
      if (id.get("guid") instanceof String guid && !guid.isEmpty()) {
        return new Reference.Target(guid, null, attributes);
      }
      if (id.get("typeName") instanceof String typeName
          && id.get("uniqueAttributes") instanceof Map<?, ?> unique
          && !unique.isEmpty()) {
        return new Reference.Target(null, key(path, typeName, unique), attributes);
      }
    }
    throw new CatalogException(
        ErrorCode.INVALID_OBJECT_ID,
        "ObjectId is not valid %s: %s needs {guid} or {typeName, uniqueAttributes}"
            .formatted(value, path));
  }

  private AssetKey key(String path, String typeName, Map<?, ?> unique) {
    String name = identity(typeName, unique);
    if (name.isBlank() || name.length() > NAME_LENGTH) {
      throw new CatalogException(
          ErrorCode.INVALID_OBJECT_ID,
          "ObjectId is not valid: %s names a %s by a text of %d characters; 1 to %d are allowed"
              .formatted(path, typeName, name.length(), NAME_LENGTH));
    }
    return new AssetKey(typeName, name);
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
  private static Map<String, @Nullable Object> relationshipAttributes(String path, Map<?, ?> id) {
    refuseTraits(path, id);
    if (id.get("relationshipAttributes") instanceof Map<?, ?> struct) {
      refuseTraits(path + ".relationshipAttributes", struct);
    }
    return id.get("relationshipAttributes") instanceof Map<?, ?> struct
            && struct.get("attributes") instanceof Map<?, ?> values
        ? (Map<String, @Nullable Object>) values
        : Map.of();
  }

  /** An entity says to what it is related; Atlas has another operation for how. */
  private static void refuseTraits(String path, Map<?, ?> sent) {
    for (String name : List.of("propagateTags", "blockedPropagatedClassifications")) {
      if (sent.get(name) != null) {
        throw new CatalogException(
            ErrorCode.INVALID_OBJECT_ID,
            "ObjectId is not valid: %s.%s cannot be set with an entity; PUT /api/atlas/v2/relationship sets it"
                .formatted(path, name));
      }
    }
  }

  private String qualifiedName() {
    Optional<Attribute> identity = BatchPreparation.identity(type);
    if (identity.isPresent() && attributes.get(identity.get().name()) instanceof String name) {
      return name;
    }
    if (Guid.parse(input.guid()).isPresent()) {
      return "";
    }
    if (identity.isPresent()) {
      if (input.attributes().get(identity.get().name()) == null) {
        batch.addMissing(input, type, identity.get());
      }
      return "";
    }
    return "urn:uuid:" + UUID.randomUUID();
  }
}
