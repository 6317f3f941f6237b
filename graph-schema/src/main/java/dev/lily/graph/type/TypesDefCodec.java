package dev.lily.graph.type;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.JsonFaults;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Type definitions to and from JSON in UTF-8, as the classes of Apache Atlas's atlas-intg
 * (AtlasTypesDef and below) write and read it. Unknown fields are ignored.
 */
public final class TypesDefCodec {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private TypesDefCodec() {}

  /**
   * Reads a set of definitions.
   *
   * @throws CatalogException (BAD_REQUEST) where the bytes are no JSON, or a field has a wrong type
   */
  public static TypesDef decode(byte[] json) {
    return fromJson(parse(json));
  }

  /** Reads a set of definitions that is part of another document. */
  public static TypesDef fromJson(JsonNode json) {
    return TypesDefReader.types(new JsonCursor(json, "").requireObject());
  }

  public static byte[] encode(TypesDef types) {
    return bytes(TypesDefWriter.types(types));
  }

  public static byte[] encode(TypeDef type) {
    return bytes(TypesDefWriter.type(type));
  }

  private static byte[] bytes(JsonNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static JsonNode parse(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException malformed) {
      JsonLocation at = malformed.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "the type definitions are no JSON" + where + ": " + JsonFaults.reason(malformed),
          malformed);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }
}
