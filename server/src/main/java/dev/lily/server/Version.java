package dev.lily.server;

import java.util.Optional;

/** The version of this build. */
public final class Version {
  private Version() {}

  /** From the jar; {@code development} when run from classes. */
  public static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
