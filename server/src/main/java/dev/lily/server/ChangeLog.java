package dev.lily.server;

import dev.lily.graph.store.GraphCatalog;
import dev.lily.notifications.broker.BrokerSettings;
import dev.lily.notifications.broker.EmbeddedBroker;
import dev.lily.notifications.broker.KafkaConnection;
import dev.lily.notifications.log.AuditTopic;
import dev.lily.notifications.log.ChangeLogConsumer;
import dev.lily.notifications.log.ChangeLogHandler;
import dev.lily.notifications.log.ChangeLogRelay;
import dev.lily.notifications.log.ConsumerSettings;
import dev.lily.notifications.log.DeadLetterShelf;
import dev.lily.notifications.log.DeadLetters;
import dev.lily.notifications.log.Topics;
import dev.lily.server.operations.HealthCheck;
import dev.lily.server.settings.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Kafka, inside this process or elsewhere, and the relays that publish the outboxes to it. */
final class ChangeLog implements AutoCloseable, HealthCheck {
  private static final int PARTITIONS = 8;
  private static final long LAG_OF_CONCERN = 10_000;

  private final Optional<EmbeddedBroker> broker;
  private final KafkaConnection connection;
  private final short replication;
  private final DeadLetters deadLetters;
  private final DeadLetterShelf shelf;
  private final ChangeLogRelay relay;
  private final ChangeLogRelay propagated;

  private ChangeLog(
      Optional<EmbeddedBroker> broker,
      KafkaConnection connection,
      short replication,
      GraphCatalog catalog) {
    this.broker = broker;
    this.connection = connection;
    this.replication = replication;
    this.deadLetters = new DeadLetters(connection, Topics.DEAD_LETTERS);
    this.shelf = new DeadLetterShelf(connection, Topics.DEAD_LETTERS, deadLetters);
    this.relay = new ChangeLogRelay(catalog.outbox(), connection, Topics.CHANGES);
    this.propagated =
        ChangeLogRelay.patient(catalog.propagatedOutbox(), connection, Topics.PROPAGATED);
  }

  static ChangeLog open(KafkaSettings settings, Path folder, GraphCatalog catalog) {
    Optional<EmbeddedBroker> broker =
        switch (settings.mode()) {
          case EMBEDDED ->
              Optional.of(EmbeddedBroker.start(new BrokerSettings(folder, settings.port())));
          case EXTERNAL -> Optional.empty();
        };
    KafkaConnection connection =
        broker.map(EmbeddedBroker::connection).orElseGet(() -> external(settings));
    short replication = (short) settings.replication();
    Topics.create(connection, Topics.ofCatalog(PARTITIONS, replication, settings.retention()));
    ChangeLog log = new ChangeLog(broker, connection, replication, catalog);
    log.relay.start();
    log.propagated.start();
    return log;
  }

  private static KafkaConnection external(KafkaSettings settings) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("bootstrap.servers", settings.bootstrapServers());
    properties.put("security.protocol", settings.securityProtocol());
    if (settings.securityProtocol().startsWith("SASL")) {
      KafkaConnection login =
          KafkaConnection.scram(
              settings.bootstrapServers(), settings.saslUsername(), settings.saslPassword());
      properties.put("sasl.mechanism", settings.saslMechanism());
      properties.put(
          "sasl.jaas.config", login.clientProperties().getOrDefault("sasl.jaas.config", ""));
    }
    return new KafkaConnection(properties);
  }

  KafkaConnection connection() {
    return connection;
  }

  /** The topic of decisions, made where it is missing; the caller closes it. */
  AuditTopic auditTopic(Duration retention) {
    return AuditTopic.open(connection, PARTITIONS, replication, retention);
  }

  DeadLetters deadLetters() {
    return deadLetters;
  }

  /** A consumer whose offsets Kafka keeps; the caller starts and closes it. */
  ChangeLogConsumer consumer(String topic, String group, ChangeLogHandler handler) {
    return new ChangeLogConsumer(
        connection, topic, new ConsumerSettings(group, Optional.of("lily")), handler, deadLetters);
  }

  /** The dead letters that were kept, before this start too. */
  DeadLetterShelf shelf() {
    return shelf;
  }

  /** How many entries are committed and not published. */
  long lag() {
    return relay.status().lag();
  }

  /** How many entries about propagated classifications are committed and not published. */
  long propagatedLag() {
    return propagated.status().lag();
  }

  @Override
  public Optional<String> trouble() {
    return broker
        .flatMap(EmbeddedBroker::failure)
        .or(() -> relay.status().fault())
        .or(() -> propagated.status().fault())
        .or(
            () ->
                lag() > LAG_OF_CONCERN
                    ? Optional.of(lag() + " changes wait to be published")
                    : Optional.empty());
  }

  @Override
  public void close() {
    relay.close();
    propagated.close();
    shelf.close();
    deadLetters.close();
    broker.ifPresent(EmbeddedBroker::close);
  }
}
