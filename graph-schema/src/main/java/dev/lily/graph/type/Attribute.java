package dev.lily.graph.type;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A resolved attribute of a type.
 *
 * @param ownerType the type that declares it (a super type for inherited ones)
 * @param path how faults name it: the type that has it, a dot, its name
 * @param isOwnedRef whether what it refers to belongs to the entity (constraint ownedRef)
 * @param inverseRef the attribute at the other end (constraint inverseRef); empty where none
 */
public record Attribute(
    AttributeDef def,
    String ownerType,
    ValueType type,
    String path,
    boolean isOwnedRef,
    String inverseRef) {

  static Attribute of(AttributeDef def, String ownerType, ValueType type) {
    boolean owned = false;
    String inverse = "";
    for (ConstraintDef constraint : def.constraints()) {
      owned |= constraint.type().equals(ConstraintDef.OWNED_REF);
      inverse =
          constraint.type().equals(ConstraintDef.INVERSE_REF)
              ? constraint.inverseAttribute()
              : inverse;
    }
    return new Attribute(def, ownerType, type, ownerType + "." + def.name(), owned, inverse);
  }

  /** The same attribute as a subtype has it. */
  Attribute inheritedBy(String typeName) {
    return new Attribute(def, ownerType, type, typeName + "." + def.name(), isOwnedRef, inverseRef);
  }

  public String name() {
    return def.name();
  }

  /** Whether its values are, or hold, references to assets. */
  public boolean isReference() {
    return type.isReference();
  }

  /** The stored form of a value; null for a mandatory attribute is a fault. */
  public @Nullable Object normalize(@Nullable Object json, Faults faults) {
    if (json == null && !def.isOptional()) {
      faults.add(path + " is required");
    }
    return type.normalize(json, path, faults);
  }

  /** The stored form of the default value; empty where there is none. */
  public Optional<Object> defaultValue() {
    return def.defaultValue().isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(type.normalize(def.defaultValue(), path, new Faults()));
  }
}
