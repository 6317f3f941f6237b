package dev.lily.notifications.broker;

import dev.lily.graph.CatalogException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * Kafka in this process: one broker that is its own controller, on the loopback address, open only
 * to the user whose password lies in its folder. It serves when {@link #start} returns.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final int LOOK_MILLIS = 20;

  private final KafkaRaftServer server;
  private final KafkaConnection connection;
  private final KafkaFailure failure;

  private EmbeddedBroker(KafkaRaftServer server, KafkaConnection connection, KafkaFailure failure) {
    this.server = server;
    this.connection = connection;
    this.failure = failure;
  }

  /**
   * Starts the broker, formatting its folder the first time.
   *
   * @throws CatalogException where the port is taken, or the folder is damaged or in use
   */
  public static EmbeddedBroker start(BrokerSettings settings) {
    LoopbackPort.Pair ports = LoopbackPort.pair(settings.port());
    LogFolder folder = new LogFolder(settings.folder().toAbsolutePath());
    BrokerSecrets secrets = folder.open();
    Map<String, String> properties =
        BrokerProperties.of(settings, folder.logs(), ports.clients(), ports.controller(), secrets);
    KafkaFailure failure = KafkaFailure.intercept();
    KafkaRaftServer server = serve(properties, folder, failure);
    KafkaConnection connection =
        KafkaConnection.scram(
            LoopbackPort.HOST + ":" + ports.clients(),
            BrokerProperties.USER,
            secrets.clientPassword());
    return new EmbeddedBroker(server, connection, failure);
  }

  private static KafkaRaftServer serve(
      Map<String, String> properties, LogFolder folder, KafkaFailure failure) {
    try {
      KafkaRaftServer server = new KafkaRaftServer(config(properties), Time.SYSTEM);
      try {
        startUp(server, failure);
        refuse(failure.reason().map(folder::damaged));
        refuse(folder.lostTopics());
        return server;
      } catch (RuntimeException fault) {
        stop(server, fault);
        throw fault;
      }
    } catch (CatalogException explained) {
      throw explained;
    } catch (RuntimeException fault) {
      throw folder.explain(fault);
    }
  }

  /** Returns when the broker serves, or has given up: Kafka itself would wait for its timeout. */
  private static void startUp(KafkaRaftServer server, KafkaFailure failure) {
    FutureTask<Boolean> starting = new FutureTask<>(server::startup, true);
    Thread thread = new Thread(starting, "kafka-startup");
    thread.setDaemon(true);
    thread.start();
    try {
      while (!starting.isDone() && failure.reason().isEmpty()) {
        thread.join(LOOK_MILLIS);
      }
      if (starting.isDone()) {
        starting.get();
      }
    } catch (ExecutionException fault) {
      throw new IllegalStateException(String.valueOf(fault.getCause()), fault.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  private static void refuse(Optional<CatalogException> fault) {
    if (fault.isPresent()) {
      throw fault.get();
    }
  }

  private static KafkaConfig config(Map<String, String> map) {
    Properties properties = new Properties();
    properties.putAll(map);
    return KafkaConfig.fromProps(properties, false);
  }

  private static void stop(KafkaRaftServer server, RuntimeException fault) {
    try {
      server.shutdown();
    } catch (RuntimeException secondary) {
      fault.addSuppressed(secondary);
    }
  }

  /** How clients reach this broker as its one user, who may do everything. */
  public KafkaConnection connection() {
    return connection;
  }

  /** Why the broker no longer works (a full or failing disk), if so; a restart is needed then. */
  public Optional<String> failure() {
    return failure.reason();
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
