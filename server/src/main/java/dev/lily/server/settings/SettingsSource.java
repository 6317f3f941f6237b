package dev.lily.server.settings;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Values by key from one place.
 *
 * @param name how a person calls the place, like {@code environment}
 */
public record SettingsSource(String name, Map<String, String> values) {
  public SettingsSource {
    values = Map.copyOf(values);
  }

  public static SettingsSource commandLine(Map<String, String> values) {
    return new SettingsSource("command line", values);
  }

  /**
   * The variables {@code LILY_<CONCERN>_…}. Others that begin with LILY_ belong to the launcher, or
   * to a platform that announces a service of that name, and are left alone.
   */
  public static SettingsSource environment(Map<String, String> variables) {
    Map<String, String> keys = new LinkedHashMap<>();
    SettingsReference.definitions().forEach(known -> keys.put(known.variable(), known.key()));
    List<String> concerns = SettingsReference.concerns();
    Map<String, String> values = new TreeMap<>();
    variables.forEach(
        (variable, value) -> {
          if (concerns.stream().anyMatch(c -> variable.startsWith(variablePrefix(c)))) {
            values.put(keys.getOrDefault(variable, variable), value);
          }
        });
    return new SettingsSource("environment", values);
  }

  /** A Java properties file in UTF-8; a file that does not exist sets nothing. */
  public static SettingsSource file(Path file) {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new CatalogException(
            ErrorCode.BAD_REQUEST, file + " cannot be read: " + e.getMessage(), e);
      }
    }
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return new SettingsSource(file.getFileName().toString(), values);
  }

  private static String variablePrefix(String concern) {
    return "LILY_" + concern.toUpperCase(Locale.ROOT) + "_";
  }
}
