package dev.lily.server.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.server.operations.ExitCode;
import dev.lily.server.settings.EffectiveSetting;
import dev.lily.server.settings.SettingsReader;
import dev.lily.server.settings.SettingsSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "config",
    description = "Show every setting: its value, where it came from, what it means.")
final class ConfigCommand implements Callable<Integer> {
  private static final int KEY_WIDTH = 36;
  private static final int VALUE_WIDTH = 20;

  private final Surroundings here;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SettingsOption set = new SettingsOption();

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  ConfigCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws IOException {
    List<SettingsSource> sources = here.sources(set.values());
    List<EffectiveSetting> settings = SettingsReader.effective(sources);
    Screen screen = new Screen(spec.commandLine());
    if (json) {
      List<?> view = settings.stream().map(ConfigCommand::view).toList();
      screen.text(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(view));
    } else {
      show(settings, screen);
    }
    SettingsReader.read(sources);
    return ExitCode.OK.number();
  }

  private static void show(List<EffectiveSetting> settings, Screen screen) {
    String concern = "";
    for (EffectiveSetting setting : settings) {
      String key = setting.definition().key();
      if (!key.split("\\.", -1)[1].equals(concern)) {
        concern = key.split("\\.", -1)[1];
        screen.blank();
        screen.text(screen.strong(concern));
      }
      show(setting, screen);
    }
    screen.blank();
  }

  private static void show(EffectiveSetting setting, Screen screen) {
    String key = setting.definition().key();
    String value = setting.shown().isEmpty() ? "-" : setting.shown();
    boolean changed = !setting.origin().equals("default") && !setting.origin().isEmpty();
    screen.text(
        "  "
            + key
            + Screen.pad(key, KEY_WIDTH)
            + (changed ? screen.good(value) : value)
            + Screen.pad(value, VALUE_WIDTH)
            + screen.faint(setting.origin()));
    screen.text("      " + screen.faint(setting.definition().meaning()));
  }

  private static Map<String, Object> view(EffectiveSetting setting) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("key", setting.definition().key());
    view.put("value", setting.shown());
    view.put("origin", setting.origin());
    view.put("default", setting.definition().initially());
    view.put("type", setting.definition().type());
    view.put("secret", setting.definition().secret());
    view.put("meaning", setting.definition().meaning());
    return view;
  }
}
