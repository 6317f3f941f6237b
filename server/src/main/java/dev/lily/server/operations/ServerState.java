package dev.lily.server.operations;

import java.time.Instant;

/**
 * What a running server tells the commands through its data folder.
 *
 * @param port 0 until it listens
 */
public record ServerState(
    long pid, String version, Instant startedAt, String host, int port, boolean ready) {

  /** Where commands on this machine reach the server. */
  public String url() {
    String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    return "http://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port;
  }

  public ServerState listening(String newHost, int newPort) {
    return new ServerState(pid, version, startedAt, newHost, newPort, true);
  }
}
