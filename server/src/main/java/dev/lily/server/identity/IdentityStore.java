package dev.lily.server.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.lily.server.operations.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Keeps users and API keys in one file that only its owner reads. Safe for many threads. */
final class IdentityStore {
  private final ObjectMapper mapper =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();
  private final Path file;
  private volatile Identities current;

  IdentityStore(Path file) {
    this.file = file;
    this.current = load();
  }

  Identities current() {
    return current;
  }

  /** Changes and saves; when this returns, the change survives a crash. */
  synchronized void change(UnaryOperator<Identities> change) {
    Identities changed = change.apply(current);
    FileContent content =
        new FileContent(
            1,
            List.copyOf(new TreeMap<>(changed.users()).values()),
            List.copyOf(new TreeMap<>(changed.keys()).values()));
    try {
      PrivateFile.write(file, mapper.writeValueAsBytes(content));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
    current = changed;
  }

  private Identities load() {
    if (!Files.exists(file)) {
      return new Identities(Map.of(), Map.of());
    }
    try {
      FileContent content = mapper.readValue(file.toFile(), FileContent.class);
      return new Identities(by(content.users(), User::name), by(content.apiKeys(), ApiKey::id));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read; mend it or put a copy back", e);
    }
  }

  private static <T> Map<String, T> by(List<T> values, Function<T, String> key) {
    return values.stream().collect(Collectors.toMap(key, Function.identity()));
  }

  private record FileContent(int version, List<User> users, List<ApiKey> apiKeys) {}
}
