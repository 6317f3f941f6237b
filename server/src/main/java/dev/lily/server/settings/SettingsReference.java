package dev.lily.server.settings;

import java.util.Arrays;
import java.util.List;

/** Every setting there is. */
public final class SettingsReference {
  private SettingsReference() {}

  /** In the order of the records. */
  public static List<SettingDefinition> definitions() {
    return Arrays.stream(Settings.class.getRecordComponents())
        .flatMap(
            concern ->
                Arrays.stream(concern.getType().getRecordComponents())
                    .map(setting -> SettingDefinition.of(concern.getName(), setting)))
        .toList();
  }

  static List<String> concerns() {
    return Arrays.stream(Settings.class.getRecordComponents()).map(c -> c.getName()).toList();
  }
}
