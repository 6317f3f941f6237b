package dev.lily.graph.type;

import org.jspecify.annotations.Nullable;

/** A type whose values have no parts that could be wrong one by one. */
public sealed interface ScalarType extends ValueType permits PrimitiveType, EnumType, ObjectIdType {

  /** The stored form; null where the value is none of this type. */
  @Nullable Object convert(Object json);

  /** What a value has to be, as a fault tells it after "is no". */
  String expected();

  @Override
  default @Nullable Object normalize(@Nullable Object json, String path, Faults faults) {
    if (json == null) {
      return null;
    }
    Object value = convert(json);
    if (value == null) {
      faults.add(path, json, expected());
    }
    return value;
  }

  @Override
  default boolean isReference() {
    return false;
  }
}
