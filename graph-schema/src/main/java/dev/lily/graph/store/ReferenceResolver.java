package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.RelationshipInput;
import dev.lily.graph.store.BatchPreparation.Prepared;
import dev.lily.graph.store.Reference.Target;
import dev.lily.graph.type.Faults;
import dev.lily.graph.type.RelationshipEnd;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the assets that inputs refer to, and refuses what refers to nothing or to the wrong. */
final class ReferenceResolver {
  private final TypeRegistry types;
  private final DraftSet drafts;
  private final AssetComposer composer;

  ReferenceResolver(TypeRegistry types, DraftSet drafts, AssetComposer composer) {
    this.types = types;
    this.drafts = drafts;
    this.composer = composer;
  }

  /** The stored form of references that are no relationship. */
  Map<String, @Nullable Object> plain(Prepared input) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    input
        .plainReferences()
        .forEach(
            (name, targets) -> {
              List<Object> ids = new ArrayList<>(targets.size());
              for (Target target : targets) {
                Draft draft = resolve(target, input.type().name() + '.' + name);
                ids.add(Map.of("guid", draft.guid.toString(), "typeName", draft.type.name()));
              }
              boolean many = input.input().attributes().get(name) instanceof Collection;
              values.put(name, many ? ids : ids.get(0));
            });
    return values;
  }

  /** The asset to which the relationship attribute of the draft refers; never the draft itself. */
  Draft other(Draft draft, RelationshipEnd end, Target target) {
    Draft other = resolve(target, draft.type.name() + '.' + end.attributeName());
    if (!other.type.isSubTypeOf(end.otherDef().type())) {
      throw new CatalogException(
          ErrorCode.RELATIONSHIP_INVALID_ENDTYPE,
          "Invalid entity-type for relationship attribute '%s': entity specified (guid=%s) is of type '%s', but expected type is '%s'"
              .formatted(
                  end.attributeName(), other.guid, other.type.name(), end.otherDef().type()));
    }
    if (other.guid.equals(draft.guid)) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "%s.%s: %s is the entity itself; a relationship leads to another entity"
              .formatted(draft.type.name(), end.attributeName(), target));
    }
    return other;
  }

  private Draft resolve(Target target, String path) {
    if (target.guid() != null) {
      return drafts.named(target.guid()).orElseThrow(() -> notFound(target, path));
    }
    AssetKey key = Objects.requireNonNull(target.key());
    return drafts
        .keyed(key)
        .orElseGet(
            () -> {
              if (!composer.createsShells()) {
                throw notFound(target, path);
              }
              Draft shell = drafts.upsert(types.entityType(key.typeName()), key.qualifiedName());
              composer.shell(shell);
              return shell;
            });
  }

  private static CatalogException notFound(Target target, String path) {
    return new CatalogException(
        ErrorCode.REFERENCED_ENTITY_NOT_FOUND,
        "Referenced entity %s is not found (%s)".formatted(target, path));
  }

  /** An end of an explicitly given relationship. */
  Draft end(RelationshipInput input, AssetKey key) {
    return drafts
        .keyed(key)
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.REFERENCED_ENTITY_NOT_FOUND,
                    "relationship %s: Referenced entity %s is not found"
                        .formatted(input.typeName(), key)));
  }

  RelationshipType relationshipType(String name) {
    return types
        .findRelationshipType(name)
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.TYPE_NAME_INVALID,
                    "Type RELATIONSHIP with name " + name + " does not exist"));
  }

  /** The stored form of a relationship's attributes. */
  static Map<String, @Nullable Object> attributes(
      RelationshipType type, Map<String, @Nullable Object> sent) {
    if (sent.isEmpty()) {
      return sent;
    }
    Faults faults = new Faults();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    sent.forEach(
        (name, value) -> {
          var attribute = type.attributes().get(name);
          if (attribute == null) {
            throw new CatalogException(
                ErrorCode.UNKNOWN_ATTRIBUTE,
                "Attribute %s not found for type %s".formatted(name, type.name()));
          }
          if (value != null) {
            values.put(name, attribute.type().normalize(value, type.name() + '.' + name, faults));
          }
        });
    if (!faults.isEmpty()) {
      throw new CatalogException(
          ErrorCode.RELATIONSHIP_CRUD_INVALID_PARAMS,
          "Invalid relationship creation/updation parameters passed : "
              + Faults.text(faults.list()));
    }
    return values;
  }
}
