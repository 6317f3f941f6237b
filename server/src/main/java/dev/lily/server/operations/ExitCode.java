package dev.lily.server.operations;

/** How the process ends. The numbers above 60 are those of sysexits.h. */
public enum ExitCode {
  OK(0),
  FAILED(1),
  USAGE(2),
  NOT_RUNNING(3),
  DATA_FROM_NEWER_VERSION(65),
  PORT_IN_USE(69),
  DATA_IN_USE(75),
  SETTINGS(78);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
