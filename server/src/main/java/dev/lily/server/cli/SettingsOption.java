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

  /** What to type to call a command for the same server. */
  String commandLine(String command) {
    String folder = values.get("lily.data.folder");
    return "./lily " + command + (folder == null ? "" : " --set lily.data.folder=" + folder);
  }

  Map<String, String> values() {
    return values;
  }
}
