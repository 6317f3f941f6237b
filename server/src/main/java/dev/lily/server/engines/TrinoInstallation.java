package dev.lily.server.engines;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Trino that was unpacked, and the Java that runs it.
 *
 * @param home holds {@code lib} and {@code plugin}
 * @param java the program
 */
public record TrinoInstallation(Path home, Path java) {
  /** The version that Lily is tested with. */
  public static final String VERSION = "476";

  private static final int OLDEST_JAVA = 24;
  private static final Path DEBIAN = Path.of("/usr/lib/jvm");

  /**
   * Looks where the launcher puts it: {@code LILY_TRINO_HOME}, else a folder of the user's cache;
   * Java at {@code LILY_TRINO_JAVA_HOME}, else {@code JAVA_HOME}, else where Debian installs it.
   */
  public static TrinoInstallation find(Map<String, String> environment)
      throws MissingEngineException {
    Path home = home(environment);
    if (!Files.isDirectory(home.resolve("plugin"))) {
      throw new MissingEngineException(
          "Trino %s is not in %s: ./lily test trino fetches it".formatted(VERSION, home));
    }
    return new TrinoInstallation(home, java(environment));
  }

  private static Path home(Map<String, String> environment) {
    String set = environment.getOrDefault("LILY_TRINO_HOME", "");
    if (!set.isEmpty()) {
      return Path.of(set);
    }
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path caches =
        cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return caches.resolve("lily").resolve("trino-" + VERSION);
  }

  private static Path java(Map<String, String> environment) throws MissingEngineException {
    List<Path> candidates = new ArrayList<>();
    for (String variable : List.of("LILY_TRINO_JAVA_HOME", "JAVA_HOME")) {
      String set = environment.getOrDefault(variable, "");
      if (!set.isEmpty()) {
        candidates.add(Path.of(set));
      }
    }
    candidates.addAll(installed());
    return candidates.stream()
        .filter(home -> version(home) >= OLDEST_JAVA)
        .map(home -> home.resolve("bin").resolve("java"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new MissingEngineException(
                    "Trino %s needs Java %d or newer, which is neither in %s nor at"
                            .formatted(VERSION, OLDEST_JAVA, DEBIAN)
                        + " LILY_TRINO_JAVA_HOME; install a JDK 25 and set that to its folder"));
  }

  private static List<Path> installed() {
    if (!Files.isDirectory(DEBIAN)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(DEBIAN)) {
      return folders.sorted().toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  /** The major version of a Java, by the file {@code release} in its folder; 0 where none is. */
  private static int version(Path home) {
    Properties release = new Properties();
    try (Reader file = Files.newBufferedReader(home.resolve("release"), StandardCharsets.UTF_8)) {
      release.load(file);
    } catch (IOException absent) {
      return 0;
    }
    String digits =
        release.getProperty("JAVA_VERSION", "").replace("\"", "").replaceAll("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }
}
