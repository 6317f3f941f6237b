package dev.lily.server.settings;

import java.lang.reflect.RecordComponent;
import java.util.Locale;

/**
 * A setting as an operator sees it.
 *
 * @param type what a value looks like, in words
 * @param initially the default as written in a file; empty for none
 */
public record SettingDefinition(
    String key, String type, String initially, String meaning, boolean secret) {

  static SettingDefinition of(String concern, RecordComponent component) {
    Setting setting = annotation(component);
    return new SettingDefinition(
        key(concern, component),
        SettingValue.describe(component.getGenericType()),
        setting.initially(),
        setting.value(),
        setting.secret());
  }

  /** The environment variable that sets it, like {@code LILY_SERVER_MAX_THREADS}. */
  public String variable() {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  static String key(String concern, RecordComponent component) {
    return "lily." + concern + "." + kebab(component.getName());
  }

  static Setting annotation(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalStateException(component + " has no @Setting");
    }
    return setting;
  }

  static String kebab(String camel) {
    return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
