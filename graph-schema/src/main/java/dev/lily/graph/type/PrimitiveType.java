package dev.lily.graph.type;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types that Atlas has built in. */
public enum PrimitiveType implements ScalarType {
  BOOLEAN("boolean", "boolean (true or false)"),
  BYTE("byte", "byte (-128 to 127)"),
  SHORT("short", "short (-32768 to 32767)"),
  INT("int", "int (32-bit whole number)"),
  LONG("long", "long (64-bit whole number)"),
  FLOAT("float", "float"),
  DOUBLE("double", "double"),
  BIGINTEGER("biginteger", "whole number"),
  BIGDECIMAL("bigdecimal", "decimal number"),
  STRING("string", "text"),
  DATE("date", "date (epoch milliseconds or ISO-8601)");

  private static final Map<String, PrimitiveType> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(PrimitiveType::typeName, type -> type));

  private final String typeName;
  private final String expected;

  PrimitiveType(String typeName, String expected) {
    this.typeName = typeName;
    this.expected = expected;
  }

  /** The primitive of that name; null where there is none. */
  static @Nullable PrimitiveType find(String typeName) {
    return BY_NAME.get(typeName);
  }

  @Override
  public String typeName() {
    return typeName;
  }

  @Override
  public String expected() {
    return expected;
  }

  @Override
  public @Nullable Object convert(Object json) {
    return switch (this) {
      case BOOLEAN -> Scalars.toBoolean(json);
      case BYTE -> Scalars.toInteger(json, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SHORT -> Scalars.toInteger(json, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT -> Scalars.toInteger(json, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> Scalars.toLong(json);
      case FLOAT -> Scalars.toDouble(json, Float.MAX_VALUE);
      case DOUBLE -> Scalars.toDouble(json, Double.MAX_VALUE);
      case BIGINTEGER -> Scalars.toBigInteger(json);
      case BIGDECIMAL -> Scalars.toBigDecimal(json);
      case STRING -> Scalars.toText(json);
      case DATE -> Scalars.toDate(json);
    };
  }

  /** As in Atlas, an empty text is no date and no fault either. */
  @Override
  public @Nullable Object normalize(@Nullable Object json, String path, Faults faults) {
    return this == DATE && "".equals(json) ? null : ScalarType.super.normalize(json, path, faults);
  }
}
