package dev.lily.graph.gremlin;

/**
 * What a connection says about its caller by SASL PLAIN (RFC 4616), unproved.
 *
 * @param address where the connection comes from
 */
public record GremlinLogin(String user, String password, String address) {

  /** Without the password. */
  @Override
  public String toString() {
    return "GremlinLogin[" + user + " from " + address + "]";
  }
}
