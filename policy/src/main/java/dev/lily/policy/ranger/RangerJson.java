package dev.lily.policy.ranger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** JSON of Ranger's model as Ranger Admin writes it: empty lists and maps are written out. */
final class RangerJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .annotationIntrospector(new WithEmptyValues())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private RangerJson() {}

  private static final class WithEmptyValues extends JacksonAnnotationIntrospector {
    @Override
    public JsonInclude.Value findPropertyInclusion(Annotated annotated) {
      return JsonInclude.Value.construct(
          JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS);
    }
  }

  static <T> T read(InputStream in, Class<T> type) throws IOException {
    return JSON.readValue(in, type);
  }

  static <T> T read(JsonNode tree, Class<T> type) throws IOException {
    return JSON.treeToValue(tree, type);
  }

  static JsonNode tree(Object document) {
    return JSON.valueToTree(document);
  }

  static JsonGenerator generator(OutputStream out) throws IOException {
    return JSON.createGenerator(out);
  }

  static byte[] write(Object document) {
    try {
      return JSON.writeValueAsBytes(document);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
