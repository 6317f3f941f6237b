package dev.lily.notifications.broker;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the embedded broker needs to know.
 *
 * @param folder where it keeps everything, its passwords included; made if absent
 * @param port of clients, on the loopback address only; 0 takes a free one
 * @param segmentBytes size of one log file; a topic's oldest file is the unit of its retention
 * @param startTimeout how long a start may take before it counts as failed
 */
public record BrokerSettings(Path folder, int port, int segmentBytes, Duration startTimeout) {
  private static final int SEGMENT = 128 << 20;
  private static final Duration START = Duration.ofSeconds(60);

  public BrokerSettings {
    if (port < 0 || port > 65_535) {
      throw BrokerFault.of(
          "port %d is none; choose 1 to 65535, or 0 for any free one".formatted(port));
    }
  }

  public BrokerSettings(Path folder, int port) {
    this(folder, port, SEGMENT, START);
  }
}
