package dev.lily.notifications.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The configuration of a single broker that is its own controller, small and closed to others. */
final class BrokerProperties {
  static final int NODE = 1;
  static final String USER = "lily";
  static final String CONTROLLER = "CONTROLLER";
  private static final String CLIENTS = "CLIENTS";

  private BrokerProperties() {}

  static Map<String, String> of(
      BrokerSettings settings, Path logs, int port, int controllerPort, BrokerSecrets secrets) {
    Map<String, String> properties = new HashMap<>();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", String.valueOf(NODE));
    properties.put("log.dirs", logs.toString());
    properties.put("auto.create.topics.enable", "false");
    properties.put("log.segment.bytes", String.valueOf(settings.segmentBytes()));
    properties.put(
        "server.max.startup.time.ms", String.valueOf(settings.startTimeout().toMillis()));
    listeners(properties, port, controllerPort);
    security(properties, secrets);
    singleReplica(properties);
    restart(properties);
    small(properties);
    return properties;
  }

  private static void listeners(Map<String, String> properties, int port, int controllerPort) {
    String clients = CLIENTS + "://" + LoopbackPort.HOST + ":" + port;
    String controller = LoopbackPort.HOST + ":" + controllerPort;
    properties.put("listeners", clients + "," + CONTROLLER + "://" + controller);
    properties.put("advertised.listeners", clients);
    properties.put("controller.listener.names", CONTROLLER);
    properties.put("controller.quorum.voters", NODE + "@" + controller);
    properties.put("inter.broker.listener.name", CLIENTS);
    properties.put(
        "listener.security.protocol.map",
        CLIENTS + ":SASL_PLAINTEXT," + CONTROLLER + ":SASL_PLAINTEXT");
  }

  private static void security(Map<String, String> properties, BrokerSecrets secrets) {
    String clients = "listener.name.clients.";
    properties.put("sasl.mechanism.inter.broker.protocol", KafkaConnection.SCRAM);
    properties.put(clients + "sasl.enabled.mechanisms", KafkaConnection.SCRAM);
    properties.put(
        clients + "scram-sha-512.sasl.jaas.config", Jaas.scram(USER, secrets.clientPassword()));

    // SCRAM users live in the metadata log, which the controller must reach first.
    String controller = "listener.name.controller.";
    properties.put("sasl.mechanism.controller.protocol", "PLAIN");
    properties.put(controller + "sasl.enabled.mechanisms", "PLAIN");
    properties.put(
        controller + "plain.sasl.jaas.config", Jaas.plain(USER, secrets.controllerPassword()));

    properties.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    properties.put("super.users", "User:" + USER);
    properties.put("allow.everyone.if.no.acl.found", "false");
  }

  private static void singleReplica(Map<String, String> properties) {
    properties.put("default.replication.factor", "1");
    properties.put("min.insync.replicas", "1");
    properties.put("offsets.topic.num.partitions", "4");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("transaction.state.log.num.partitions", "1");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.num.partitions", "1");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
  }

  /**
   * After a kill the controller lets the broker in again only when the session of the killed one is
   * over: with Kafka's 9 s that was most of the time of a restart.
   */
  private static void restart(Map<String, String> properties) {
    properties.put("broker.heartbeat.interval.ms", "500");
    properties.put("broker.session.timeout.ms", "3000");
  }

  private static void small(Map<String, String> properties) {
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "2");
    properties.put("background.threads", "2");
    properties.put("num.recovery.threads.per.data.dir", "2");
    properties.put("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20));
    properties.put("log.cleaner.io.buffer.size", String.valueOf(128 << 10));
    properties.put("log.index.size.max.bytes", String.valueOf(1 << 20));
  }
}
