package dev.lily.server.settings;

/**
 * A setting with the value in force.
 *
 * @param value as written; empty when not set, never shown when the definition is secret
 * @param origin where the value came from, like {@code default} or {@code environment}
 */
public record EffectiveSetting(SettingDefinition definition, String value, String origin) {

  /** What may be shown: the value, or stars instead of a secret. */
  public String shown() {
    return definition.secret() && !value.isEmpty() ? "********" : value;
  }

  @Override
  public String toString() {
    return definition.key() + "=" + shown() + " (" + origin + ")";
  }
}
