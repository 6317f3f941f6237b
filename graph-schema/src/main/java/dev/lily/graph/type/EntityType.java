package dev.lily.graph.type;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A resolved kind of asset, with everything it inherits. */
public final class EntityType {
  private final EntityDef def;
  private final Set<String> allSuperTypes;
  private final Set<String> allSubTypes;
  private final Map<String, Attribute> attributes;
  private final Map<String, List<RelationshipEnd>> relationshipAttributes;
  private final List<Attribute> uniqueAttributes;
  private final List<Attribute> requiredAttributes;
  private final boolean leaf;
  private final String rootDelimiter;

  EntityType(
      EntityDef def,
      Set<String> allSuperTypes,
      Set<String> allSubTypes,
      Map<String, Attribute> attributes,
      Map<String, List<RelationshipEnd>> relationshipAttributes) {
    this.def = def;
    this.allSuperTypes = allSuperTypes;
    this.allSubTypes = allSubTypes;
    this.attributes = attributes;
    this.relationshipAttributes = relationshipAttributes;
    uniqueAttributes = attributes.values().stream().filter(a -> a.def().isUnique()).toList();
    requiredAttributes = attributes.values().stream().filter(a -> !a.def().isOptional()).toList();
    leaf = Boolean.parseBoolean(def.head().options().get(TypeOptions.LEAF));
    rootDelimiter = def.head().options().getOrDefault(TypeOptions.ROOT_DELIMITER, "");
  }

  /** Its definition, with what the registry computes filled in. */
  public EntityDef def() {
    return def;
  }

  public String name() {
    return def.name();
  }

  /** All super types, the most general first; itself not included. */
  public Set<String> allSuperTypes() {
    return allSuperTypes;
  }

  /** All subtypes; itself not included. */
  public Set<String> allSubTypes() {
    return allSubTypes;
  }

  /**
   * Declared and inherited attributes by name. A reference may be here and among the relationship
   * attributes (Atlas's legacy attributes, like a Process's inputs); the relationship then rules.
   */
  public Map<String, Attribute> attributes() {
    return attributes;
  }

  /** Attributes that come from relationships, inherited ones included; several may share a name. */
  public Map<String, List<RelationshipEnd>> relationshipAttributes() {
    return relationshipAttributes;
  }

  /**
   * The end that a value of this relationship attribute is about: where several share the name, the
   * one that the first reference in it names, or whose type it has; else the first.
   *
   * @return empty where there is no such attribute
   */
  public Optional<RelationshipEnd> relationshipEnd(String name, @Nullable Object value) {
    List<RelationshipEnd> ends = relationshipAttributes.getOrDefault(name, List.of());
    Object sample =
        value instanceof Collection<?> many ? many.stream().findFirst().orElse(null) : value;
    if (ends.size() > 1 && sample instanceof Map<?, ?> id) {
      return ends.stream()
          .filter(end -> end.relationship().name().equals(id.get("relationshipType")))
          .findFirst()
          .or(
              () ->
                  ends.stream()
                      .filter(end -> end.otherDef().type().equals(id.get("typeName")))
                      .findFirst())
          .or(() -> Optional.of(ends.get(0)));
    }
    return ends.stream().findFirst();
  }

  public List<Attribute> uniqueAttributes() {
    return uniqueAttributes;
  }

  /** The attributes that an asset must have a value for. */
  public List<Attribute> requiredAttributes() {
    return requiredAttributes;
  }

  /** Whether it is the type or one of its subtypes. */
  public boolean isSubTypeOf(String typeName) {
    return name().equals(typeName) || allSuperTypes.contains(typeName);
  }

  /** Whether its assets live beside the asset that owns them, as columns live beside a table. */
  public boolean isLeaf() {
    return leaf;
  }

  /** What separates the root's qualifiedName from a leaf's own part; empty where not set. */
  String rootDelimiter() {
    return rootDelimiter;
  }

  @Override
  public String toString() {
    return name();
  }
}
