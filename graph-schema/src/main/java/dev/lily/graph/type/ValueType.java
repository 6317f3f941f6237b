package dev.lily.graph.type;

import org.jspecify.annotations.Nullable;

/** The type of an attribute's values. */
public sealed interface ValueType permits ScalarType, ArrayType, MapType, StructValueType {

  /** As definitions write it, like {@code array<string>}. */
  String typeName();

  /**
   * A JSON-like value in the form in which it is stored: Integer (byte, short, int), Long, Double
   * (float, double), Boolean, String, List, Map. Dates become epoch milliseconds (Long), enums
   * their text as defined, biginteger and bigdecimal their decimal text; a struct becomes {@code
   * {typeName, attributes}}, a reference keeps its object-id fields. Numbers and booleans may come
   * as texts.
   *
   * @param path how a fault names the value
   * @return null for null, and where a fault was noted
   */
  @Nullable Object normalize(@Nullable Object json, String path, Faults faults);

  /** Whether it is, or holds, references to assets. */
  boolean isReference();
}
