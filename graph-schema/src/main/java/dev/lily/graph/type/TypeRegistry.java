package dev.lily.graph.type;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * All types of a catalog at one moment. Immutable: a change gives a new registry. Looking up a type
 * is one hash access. Methods that do not answer an Optional refuse unknown names with
 * TYPE_NAME_NOT_FOUND.
 */
public final class TypeRegistry {
  private final Map<String, TypeDef> defs;
  private final Map<String, TypeDef> byGuid = new HashMap<>();
  private final TypeResolver types;

  private TypeRegistry(Map<String, TypeDef> defs, TypeResolver types) {
    this.types = types;
    this.defs = Collections.unmodifiableMap(served(defs));
    this.defs.values().forEach(def -> byGuid.put(def.head().guid(), def));
  }

  private Map<String, TypeDef> served(Map<String, TypeDef> written) {
    Map<String, TypeDef> served = new LinkedHashMap<>(written);
    types.entityTypes.forEach((name, type) -> served.put(name, type.def()));
    types.classificationTypes.forEach((name, type) -> served.put(name, type.def()));
    return served;
  }

  public static TypeRegistry empty() {
    return of(TypesDef.EMPTY);
  }

  /**
   * The registry of persisted definitions, which were made by {@link #create} and {@link #update}.
   *
   * @throws CatalogException where they do not fit together
   */
  public static TypeRegistry of(TypesDef types) {
    Map<String, TypeDef> defs = new LinkedHashMap<>();
    types.all().forEach(def -> defs.put(def.name(), def));
    return of(defs, new Problems());
  }

  /** Resolves the definitions; refuses with what was noted before and what resolving adds. */
  static TypeRegistry of(Map<String, TypeDef> defs, Problems problems) {
    TypeResolver types = new TypeResolver(defs, problems);
    problems.throwIfAny();
    return new TypeRegistry(defs, types);
  }

  /**
   * Adds types. They may refer to each other. Assigns guid, version 1, times, and what is fixed for
   * good: whether an entity type is a leaf, and the number of a relationship.
   */
  public TypeChange create(TypesDef newTypes, Revision revision) {
    return new TypeEditor(this, revision).create(newTypes);
  }

  /**
   * Replaces the definitions of existing types where that is compatible with existing assets:
   * optional attributes, enum elements, super types and entity types may be added, descriptions,
   * search hints and propagateTags change. What is unchanged keeps its version.
   */
  public TypeChange update(TypesDef changedTypes, Revision revision) {
    return new TypeEditor(this, revision).update(changedTypes);
  }

  /**
   * Removes types that neither another type refers to nor anything uses.
   *
   * @param uses how many assets are of the type, or have a classification, a relationship or
   *     business metadata of it
   */
  public TypeChange delete(Collection<String> names, ToLongFunction<String> uses) {
    return new TypeRemoval(this).delete(names, uses);
  }

  public TypeChange delete(TypesDef doomed, ToLongFunction<String> uses) {
    return delete(doomed.all().stream().map(TypeDef::name).toList(), uses);
  }

  /** All definitions as they are served, in the order of their creation. */
  public TypesDef definitions() {
    return TypesDef.of(defs.values());
  }

  Map<String, TypeDef> defs() {
    return defs;
  }

  public Optional<TypeDef> findDef(String name) {
    return Optional.ofNullable(defs.get(name));
  }

  public Optional<TypeDef> findDefByGuid(String guid) {
    return Optional.ofNullable(byGuid.get(guid));
  }

  public Optional<EntityType> findEntityType(String name) {
    return Optional.ofNullable(types.entityTypes.get(name));
  }

  public Optional<ClassificationType> findClassificationType(String name) {
    return Optional.ofNullable(types.classificationTypes.get(name));
  }

  public Optional<RelationshipType> findRelationshipType(String name) {
    return Optional.ofNullable(types.relationshipTypes.get(name));
  }

  /** The relationship type of that number, see {@link RelationshipType#number}. */
  public Optional<RelationshipType> findRelationshipType(int number) {
    return types.relationshipTypes.values().stream()
        .filter(type -> type.number() == number)
        .findFirst();
  }

  public Optional<StructType> findStructType(String name) {
    return Optional.ofNullable(types.structTypes.get(name));
  }

  public Optional<EnumType> findEnumType(String name) {
    return Optional.ofNullable(types.enumTypes.get(name));
  }

  public Optional<BusinessMetadataType> findBusinessMetadataType(String name) {
    return Optional.ofNullable(types.businessMetadataTypes.get(name));
  }

  public EntityType entityType(String name) {
    return require(types.entityTypes.get(name), TypeCategory.ENTITY, name);
  }

  public ClassificationType classificationType(String name) {
    return require(types.classificationTypes.get(name), TypeCategory.CLASSIFICATION, name);
  }

  public RelationshipType relationshipType(String name) {
    return require(types.relationshipTypes.get(name), TypeCategory.RELATIONSHIP, name);
  }

  public StructType structType(String name) {
    return require(types.structTypes.get(name), TypeCategory.STRUCT, name);
  }

  public EnumType enumType(String name) {
    return require(types.enumTypes.get(name), TypeCategory.ENUM, name);
  }

  public BusinessMetadataType businessMetadataType(String name) {
    return require(types.businessMetadataTypes.get(name), TypeCategory.BUSINESS_METADATA, name);
  }

  private static <T> T require(@Nullable T type, TypeCategory category, String name) {
    if (type == null) {
      throw unknown(category.text() + " type", name);
    }
    return type;
  }

  static CatalogException unknown(String what, String name) {
    return new CatalogException(
        ErrorCode.TYPE_NAME_NOT_FOUND, "there is no " + what + " '" + name + "'");
  }

  public Collection<EntityType> entityTypes() {
    return Collections.unmodifiableCollection(types.entityTypes.values());
  }

  public Collection<ClassificationType> classificationTypes() {
    return Collections.unmodifiableCollection(types.classificationTypes.values());
  }

  public Collection<RelationshipType> relationshipTypes() {
    return Collections.unmodifiableCollection(types.relationshipTypes.values());
  }
}
