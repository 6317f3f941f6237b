package dev.lily.server.settings;

import java.util.List;

/** The settings cannot be used; all faults at once, one line each, beginning with the key. */
public final class SettingsException extends RuntimeException {
  private final List<String> faults;

  SettingsException(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
