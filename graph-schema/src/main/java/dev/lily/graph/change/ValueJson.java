package dev.lily.graph.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.cfg.MutableConfigOverride;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Guid;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Values of the catalog as JSON: absent fields mean empty, unknown ones are ignored. */
public final class ValueJson {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new TextValues())
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
          .withConfigOverride(List.class, ValueJson::absentIsEmpty)
          .withConfigOverride(Map.class, ValueJson::absentIsEmpty)
          .withConfigOverride(Set.class, ValueJson::absentIsEmpty)
          .withConfigOverride(String.class, ValueJson::absentIsEmpty)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ValueJson() {}

  /** Writes records one after the other; the stream stays open. */
  public static void write(Collection<?> values, OutputStream out) throws IOException {
    try (SequenceWriter writer =
        MAPPER
            .writer()
            .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .withRootValueSeparator("\n")
            .writeValues(out)) {
      writer.writeAll(values);
    }
  }

  /** Reads what {@link #write} wrote; the stream stays open. */
  public static <T> void read(Class<T> type, InputStream in, Consumer<T> values)
      throws IOException {
    try (var all =
        MAPPER.readerFor(type).without(JsonParser.Feature.AUTO_CLOSE_SOURCE).<T>readValues(in)) {
      while (all.hasNextValue()) {
        values.accept(all.nextValue());
      }
    }
  }

  private static void absentIsEmpty(MutableConfigOverride type) {
    type.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
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
