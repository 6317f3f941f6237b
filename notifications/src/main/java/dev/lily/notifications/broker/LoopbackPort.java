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

  /** The wanted port, or any free one for 0; refused where something listens on it. */
  static int free(int wanted) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), wanted));
      return socket.getLocalPort();
    } catch (IOException taken) {
      throw BrokerFault.of(
          "port %d of %s is in use; stop what uses it, or set another lily.kafka.port"
              .formatted(wanted, HOST),
          taken);
    }
  }
}
