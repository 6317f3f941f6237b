package dev.lily.server.cli;

import dev.lily.server.settings.Settings;
import dev.lily.server.settings.SettingsReader;
import dev.lily.server.settings.SettingsSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where the commands run.
 *
 * @param home the folder of the launcher: {@code conf/} is in it, and relative paths begin there
 */
public record Surroundings(Path home, Map<String, String> environment, String version) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  List<SettingsSource> sources(Map<String, String> commandLine) {
    return SettingsReader.usualSources(home, environment, commandLine);
  }

  Path dataFolder(Settings settings) {
    return home.resolve(settings.data().folder()).normalize();
  }

  /** A path as a person in the home folder would type it. */
  String shown(Path path) {
    return path.startsWith(home) ? home.relativize(path).toString() : path.toString();
  }
}
