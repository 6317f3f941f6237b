package dev.lily.server.settings;

import java.time.Duration;

/** The change log. */
public record KafkaSettings(
    @Setting(value = "Broker inside this process, or a cluster elsewhere", initially = "embedded")
        Mode mode,
    @Setting(
            value = "Loopback port of the embedded broker; 0 takes any free one",
            initially = "21092",
            max = 65535)
        int port,
    @Setting("Brokers of an external cluster, host:port separated by commas")
        String bootstrapServers,
    @Setting(
            value =
                "How to talk to an external cluster: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL",
            initially = "SASL_SSL")
        String securityProtocol,
    @Setting(value = "SASL mechanism of an external cluster", initially = "SCRAM-SHA-512")
        String saslMechanism,
    @Setting("User at an external cluster") String saslUsername,
    @Setting(value = "Password at an external cluster", secret = true) String saslPassword,
    @Setting(value = "How long the change log is kept", initially = "7d", min = 60_000)
        Duration retention,
    @Setting(
            value = "Copies of each topic; 3 in an external cluster",
            initially = "1",
            min = 1,
            max = 7)
        int replication) {
  public KafkaSettings {
    if (mode == Mode.EXTERNAL && bootstrapServers.isEmpty()) {
      throw new IllegalArgumentException(
          "lily.kafka.bootstrap-servers: an external cluster needs its brokers, host:port");
    }
  }

  /** Who runs the broker. */
  public enum Mode {
    EMBEDDED,
    EXTERNAL
  }
}
