package dev.lily.graph.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.MutableConfigOverride;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Guid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Change events to and from JSON in UTF-8; absent fields mean empty, unknown ones are ignored. */
public final class ChangeEventCodec {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new TextValues())
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
          .withConfigOverride(List.class, ChangeEventCodec::absentIsEmpty)
          .withConfigOverride(Map.class, ChangeEventCodec::absentIsEmpty)
          .withConfigOverride(Set.class, ChangeEventCodec::absentIsEmpty)
          .withConfigOverride(String.class, ChangeEventCodec::absentIsEmpty)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final ObjectWriter WRITER = MAPPER.writerFor(ChangeEvent.class);
  private static final ObjectReader READER = MAPPER.readerFor(ChangeEvent.class);

  private ChangeEventCodec() {}

  private static void absentIsEmpty(MutableConfigOverride type) {
    type.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
  }

  public static byte[] encode(ChangeEvent event) {
    try {
      return WRITER.writeValueAsBytes(event);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws UncheckedIOException where the bytes are no change event
   */
  public static ChangeEvent decode(byte[] json) {
    try {
      return READER.readValue(json);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  /** Values that are written as one text. */
  private static final class TextValues extends SimpleModule {
    TextValues() {
      addSerializer(Guid.class, ToStringSerializer.instance);
      addSerializer(TenantId.class, ToStringSerializer.instance);
      addDeserializer(
          Guid.class, new TextReader<>(Guid.class, text -> Guid.parse(text).orElseThrow()));
      addDeserializer(TenantId.class, new TextReader<>(TenantId.class, TenantId::new));
    }
  }

  private static final class TextReader<T> extends FromStringDeserializer<T> {
    private final transient Function<String, T> reader;

    TextReader(Class<T> type, Function<String, T> reader) {
      super(type);
      this.reader = reader;
    }

    @Override
    protected T _deserialize(String text, DeserializationContext context) {
      return reader.apply(text);
    }
  }
}
