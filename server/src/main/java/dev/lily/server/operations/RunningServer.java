package dev.lily.server.operations;

/** A started server; closing it stops every part. */
public interface RunningServer extends AutoCloseable {

  /** Address, version and process, as the commands see them. */
  ServerState state();

  @Override
  void close();
}
