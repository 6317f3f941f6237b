package dev.lily.notifications.broker;

import dev.lily.graph.CatalogException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The folder of the embedded broker: {@code secrets.properties} and Kafka's own files in {@code
 * logs}. It is formatted once; a format that was cut short is begun again.
 */
record LogFolder(Path folder) {
  private static final String METADATA = "__cluster_metadata-0";
  private static final int BATCH_FORMAT_AT = 16;
  private static final byte BATCH_FORMAT = 2;

  Path logs() {
    return folder.resolve("logs");
  }

  /** The passwords of the folder, formatted first where it is new. */
  BrokerSecrets open() {
    if (Files.exists(logs().resolve("meta.properties"))) {
      return existing();
    }
    if (!topicFolders(logs(), name -> true).isEmpty()) {
      throw damaged(logs() + " has topics but no meta.properties");
    }
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      return format();
    } catch (IOException fault) {
      throw BrokerFault.of("cannot write to %s; give it space and access".formatted(folder), fault);
    }
  }

  private BrokerSecrets existing() {
    if (!Files.exists(secrets())) {
      throw damaged(secrets() + " is missing");
    }
    metadata().stream()
        .filter(LogFolder::isGarbage)
        .findFirst()
        .ifPresent(
            file -> {
              throw damaged(file + " is no log of Kafka's");
            });
    return BrokerSecrets.read(secrets());
  }

  private List<Path> metadata() {
    try (Stream<Path> files = Files.list(logs().resolve(METADATA))) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    } catch (NoSuchFileException gone) {
      return List.of();
    } catch (IOException fault) {
      throw BrokerFault.of("cannot read %s; give it access".formatted(logs()), fault);
    }
  }

  /**
   * Whether not even the beginning is one of Kafka's record batches: base offset (8 bytes, the
   * number in the file's name), length (4), leader epoch (4), format (1, always 2). A torn end is
   * normal after a kill, and Kafka mends it.
   */
  private static boolean isGarbage(Path log) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(log))) {
      byte[] head = in.readNBytes(BATCH_FORMAT_AT + 1);
      String offset = String.valueOf(log.getFileName()).replace(".log", "");
      return head.length > BATCH_FORMAT_AT
          && (head[BATCH_FORMAT_AT] != BATCH_FORMAT
              || ByteBuffer.wrap(head).getLong() != Long.parseLong(offset));
    } catch (IOException fault) {
      throw BrokerFault.of("cannot read %s; give it access".formatted(log), fault);
    }
  }

  /**
   * Kafka takes a folder without its metadata log for a new one and sets the topics' data aside.
   * This is that, said aloud.
   */
  Optional<CatalogException> lostTopics() {
    List<String> lost = topicFolders(logs(), name -> name.endsWith("-stray"));
    return lost.isEmpty()
        ? Optional.empty()
        : Optional.of(
            damaged("the metadata in %s has lost the topics of %s".formatted(logs(), lost)));
  }

  /** The refusal of a folder that cannot be used for that reason. */
  CatalogException damaged(String reason) {
    return BrokerFault.of(reason + remedy());
  }

  /** What a failed start means for the one who started it. */
  CatalogException explain(RuntimeException fault) {
    String message = String.valueOf(fault.getMessage());
    if (message.contains("Failed to acquire lock")) {
      return BrokerFault.of(
          "%s is in use by another process; stop it first".formatted(folder), fault);
    }
    return BrokerFault.of("cannot start: " + message + remedy(), fault);
  }

  private String remedy() {
    return "; restore %s from a backup, or remove it to start anew".formatted(folder);
  }

  private static List<String> topicFolders(Path logs, Predicate<String> name) {
    if (!Files.isDirectory(logs)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(logs)) {
      return files
          .filter(Files::isDirectory)
          .map(file -> file.getFileName().toString())
          .filter(file -> !file.equals(METADATA))
          .filter(name)
          .sorted()
          .toList();
    } catch (IOException fault) {
      throw BrokerFault.of("cannot read %s; give it access".formatted(logs), fault);
    }
  }

  private BrokerSecrets format() throws IOException {
    BrokerSecrets secrets = BrokerSecrets.generate(new SecureRandom());
    secrets.write(secrets());
    String user =
        "%s=[name=%s,password=%s]"
            .formatted(KafkaConnection.SCRAM, BrokerProperties.USER, secrets.clientPassword());
    run(
        new Formatter()
            .setNodeId(BrokerProperties.NODE)
            .setClusterId(Uuid.randomUuid().toString())
            .addDirectory(logs().toString())
            .setMetadataLogDirectory(logs().toString())
            .setControllerListenerName(BrokerProperties.CONTROLLER)
            .setScramArguments(List.of(user))
            .setPrintStream(silent()));
    return secrets;
  }

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  /** Kafka's formatter declares every exception there is. */
  private void run(Formatter formatter) throws IOException {
    try {
      formatter.run();
    } catch (IOException | RuntimeException fault) {
      throw fault;
    } catch (Exception fault) {
      throw BrokerFault.of("cannot format %s".formatted(logs()), fault);
    }
  }

  private Path secrets() {
    return folder.resolve("secrets.properties");
  }
}
