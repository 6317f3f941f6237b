package dev.lily.server.operations;

import java.time.Instant;

/**
 * What a running server tells the commands through its data folder.
 *
 * @param port 0 until it listens
 * @param gremlinPort 0 where there is no Gremlin endpoint
 */
public record ServerState(
    long pid,
    String version,
    Instant startedAt,
    String host,
    int port,
    boolean ready,
    int gremlinPort) {

  /** Where commands on this machine reach the server. */
  public String url() {
    String reachable = reachableHost();
    return "http://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port;
  }

  /** The host as this machine reaches it. */
  public String reachableHost() {
    return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
  }

  public ServerState listening(String newHost, int newPort, int newGremlinPort) {
    return new ServerState(pid, version, startedAt, newHost, newPort, true, newGremlinPort);
  }
}
