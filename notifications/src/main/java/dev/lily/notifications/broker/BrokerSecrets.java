package dev.lily.notifications.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The passwords of the embedded broker, made on its first start and kept in a file that only its
 * owner may read: one for clients, one between the broker and its own controller.
 */
record BrokerSecrets(String clientPassword, String controllerPassword) {
  private static final String CLIENT = "client.password";
  private static final String CONTROLLER = "controller.password";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  static BrokerSecrets generate(SecureRandom random) {
    return new BrokerSecrets(password(random), password(random));
  }

  private static String password(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Reads the file, or explains why it cannot be used. */
  static BrokerSecrets read(Path file) {
    try {
      if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw BrokerFault.of("others may read %s; run: chmod 600 %1$s".formatted(file));
      }
      Map<String, String> values = values(Files.readAllLines(file));
      return new BrokerSecrets(require(values, CLIENT, file), require(values, CONTROLLER, file));
    } catch (IOException unreadable) {
      throw BrokerFault.of(
          "cannot read %s; give the user of this process access".formatted(file), unreadable);
    }
  }

  private static Map<String, String> values(List<String> lines) {
    return lines.stream()
        .map(line -> line.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> second));
  }

  private static String require(Map<String, String> values, String key, Path file) {
    return Optional.ofNullable(values.get(key))
        .filter(value -> !value.isBlank())
        .orElseThrow(
            () ->
                BrokerFault.of(
                    "%s has no %s; restore the file from a backup".formatted(file, key)));
  }

  /** Writes a new file; it is never readable by others, not even for a moment. */
  void write(Path file) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      List<String> lines =
          Stream.of(CLIENT + "=" + clientPassword, CONTROLLER + "=" + controllerPassword).toList();
      Files.write(file, lines, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  @Override
  public String toString() {
    return "BrokerSecrets[hidden]";
  }
}
