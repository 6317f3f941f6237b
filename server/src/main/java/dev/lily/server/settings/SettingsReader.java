package dev.lily.server.settings;

import dev.lily.graph.Spelling;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads settings from sources; a later source wins over an earlier one. */
public final class SettingsReader {
  private final Map<String, EffectiveSetting> effective = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();

  private SettingsReader(List<SettingsSource> sources) {
    SettingsReference.definitions()
        .forEach(
            known -> set(known, known.initially(), known.initially().isEmpty() ? "" : "default"));
    sources.forEach(this::take);
  }

  /** The usual order: defaults, {@code conf/lily.properties}, environment, command line. */
  public static List<SettingsSource> usualSources(
      Path home, Map<String, String> environment, Map<String, String> commandLine) {
    return List.of(
        SettingsSource.file(home.resolve("conf").resolve("lily.properties")),
        SettingsSource.environment(environment),
        SettingsSource.commandLine(commandLine));
  }

  /**
   * The settings that the sources give.
   *
   * @throws SettingsException naming every fault
   */
  public static Settings read(List<SettingsSource> sources) {
    SettingsReader reader = new SettingsReader(sources);
    return reader.bind();
  }

  /** Every setting with its value and origin, faulty or not, in the order of the records. */
  public static List<EffectiveSetting> effective(List<SettingsSource> sources) {
    return List.copyOf(new SettingsReader(sources).effective.values());
  }

  private void take(SettingsSource source) {
    source.values().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> take(source, entry.getKey(), entry.getValue().strip()));
  }

  private void take(SettingsSource source, String key, String value) {
    EffectiveSetting known = effective.get(key);
    if (known == null) {
      faults.add(key + " (" + source.name() + "): no such setting" + meant(key));
    } else {
      set(known.definition(), value, source.name());
    }
  }

  private void set(SettingDefinition definition, String value, String origin) {
    effective.put(definition.key(), new EffectiveSetting(definition, value, origin));
  }

  private Settings bind() {
    Object[] concerns =
        Arrays.stream(Settings.class.getRecordComponents())
            .map(concern -> record(concern.getName(), concern.getType()).orElse(null))
            .toArray();
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
    return (Settings) construct(Settings.class, concerns);
  }

  private Optional<Object> record(String concern, Class<?> type) {
    int before = faults.size();
    Object[] values =
        Arrays.stream(type.getRecordComponents())
            .map(component -> value(concern, component).orElse(null))
            .toArray();
    if (faults.size() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(construct(type, values));
    } catch (IllegalArgumentException e) {
      faults.add(e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Object> value(String concern, RecordComponent component) {
    String key = SettingDefinition.key(concern, component);
    EffectiveSetting setting = effective.get(key);
    if (setting == null) {
      throw new IllegalStateException(key + " is not in the reference");
    }
    try {
      Setting bounds = SettingDefinition.annotation(component);
      return Optional.of(SettingValue.parse(component.getGenericType(), bounds, setting.value()));
    } catch (IllegalArgumentException e) {
      faults.add(key + " = " + quoted(setting) + " (" + setting.origin() + "): " + e.getMessage());
      return Optional.empty();
    }
  }

  private static String quoted(EffectiveSetting setting) {
    return "'" + setting.shown() + "'";
  }

  private static Object construct(Class<?> type, Object[] values) {
    try {
      return type.getDeclaredConstructors()[0].newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getTargetException().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made from its settings", e);
    }
  }

  private String meant(String key) {
    return Spelling.closest(key, known(key))
        .map(near -> "; did you mean " + near + "?")
        .orElse("; ./lily config lists them all");
  }

  /** Keys, or variables where a variable was misspelt. */
  private List<String> known(String key) {
    boolean variable = key.startsWith("LILY_");
    return effective.values().stream()
        .map(EffectiveSetting::definition)
        .map(known -> variable ? known.variable() : known.key())
        .toList();
  }
}
