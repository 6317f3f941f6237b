package dev.lily.notifications.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback address. */
final class LoopbackPort {
  static final String HOST = "127.0.0.1";
  private static final byte[] ADDRESS = {127, 0, 0, 1};

  private LoopbackPort() {}

  /** Where clients connect, and where the controller listens. */
  record Pair(int clients, int controller) {}

  /**
   * Two different ports that were free a moment ago.
   *
   * @param wanted for clients, 0 for any; refused where something listens on it
   */
  static Pair pair(int wanted) {
    // Both are held until both are known: a port that is let go may be the next free one again.
    try (ServerSocket clients = new ServerSocket();
        ServerSocket controller = new ServerSocket()) {
      return new Pair(bind(clients, wanted), bind(controller, 0));
    } catch (IOException taken) {
      throw BrokerFault.of(
          "port %d of %s is in use; stop what uses it, or set another lily.kafka.port"
              .formatted(wanted, HOST),
          taken);
    }
  }

  private static int bind(ServerSocket socket, int port) throws IOException {
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port));
    return socket.getLocalPort();
  }
}
