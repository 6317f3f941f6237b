package dev.lily.server.cli;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Settings on the command line. */
final class SettingsOption {
  @Option(
      names = {"-D", "--set"},
      paramLabel = "KEY=VALUE",
      description = "Set a setting, like --set lily.server.port=8080. See ./lily config.")
  private Map<String, String> values = new TreeMap<>();

  Map<String, String> values() {
    return values;
  }
}
