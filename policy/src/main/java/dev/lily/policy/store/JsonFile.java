package dev.lily.policy.store;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One JSON document in a file, replaced whole: after a crash it is the old or the new one. */
public final class JsonFile<T> {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path path;
  private final Class<T> type;

  public JsonFile(Path path, Class<T> type) {
    this.path = path;
    this.type = type;
  }

  boolean exists() {
    return Files.exists(path);
  }

  /** Deletes the file if there is one. */
  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The document; absent where there is no file. */
  public Optional<T> read() {
    try {
      return Files.exists(path)
          ? Optional.of(JSON.readValue(Files.readAllBytes(path), type))
          : Optional.empty();
    } catch (IOException broken) {
      throw new CatalogException(
          ErrorCode.UNAVAILABLE,
          path
              + " cannot be read as "
              + type.getSimpleName()
              + ": "
              + broken.getMessage()
              + "; restore it from a backup or move it away",
          broken);
    }
  }

  /** Replaces the document; it is on disk when the call returns. */
  public void write(T document) {
    Path next = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.createDirectories(path.getParent());
      force(next, JSON.writeValueAsBytes(document), StandardOpenOption.TRUNCATE_EXISTING);
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel folder = FileChannel.open(path.getParent())) {
        folder.force(true);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Adds the document as one line at the end of the file. */
  public void append(T document) {
    append(List.of(document));
  }

  /** Adds each document as one line at the end of the file. */
  public void append(List<T> documents) {
    if (documents.isEmpty()) {
      return;
    }
    ObjectWriter writer = JSON.writer().without(SerializationFeature.INDENT_OUTPUT);
    StringBuilder lines = new StringBuilder();
    try {
      for (T document : documents) {
        lines.append(writer.writeValueAsString(document)).append('\n');
      }
      Files.createDirectories(path.getParent());
      force(path, lines.toString().getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The documents of a file of lines, in order; a line cut short by a crash is left out. */
  public List<T> lines() {
    if (!Files.exists(path)) {
      return List.of();
    }
    List<T> documents = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(path)) {
        parsed(line).ifPresent(documents::add);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return documents;
  }

  private Optional<T> parsed(String line) {
    try {
      return Optional.of(JSON.readValue(line, type));
    } catch (IOException cutShort) {
      return Optional.empty();
    }
  }

  private static void force(Path file, byte[] bytes, StandardOpenOption how) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }
}
