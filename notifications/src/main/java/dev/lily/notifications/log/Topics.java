package dev.lily.notifications.log;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.notifications.broker.KafkaConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the catalog: their names, and how they come to be. */
public final class Topics {
  /** Every change event, keyed by tenant and root asset, but for what propagates. */
  public static final String CHANGES = "lily.changes";

  /**
   * Events about propagated classifications, as they are written to the graph, keyed alike; they
   * name the asset and the classifications that changed, and nothing else.
   */
  public static final String PROPAGATED = "lily.propagated";

  /** What could not be processed, with the reason. */
  public static final String DEAD_LETTERS = "lily.dead-letters";

  /** Decisions, where they are kept there, keyed by tenant. */
  public static final String AUDIT = "lily.audit";

  /** Changes in Atlas's format; the name is Atlas's own. */
  public static final String ATLAS_ENTITIES = "ATLAS_ENTITIES";

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration MONTH = Duration.ofDays(30);

  private Topics() {}

  /**
   * The topics that every catalog has. Notifications are one partition, as Atlas's consumers
   * expect.
   *
   * @param partitions of the change log
   * @param retention of the change log
   */
  public static List<TopicSpec> ofCatalog(int partitions, short replication, Duration retention) {
    return List.of(
        new TopicSpec(CHANGES, partitions, replication, retention),
        new TopicSpec(PROPAGATED, partitions, replication, retention),
        new TopicSpec(DEAD_LETTERS, 1, replication, MONTH),
        new TopicSpec(ATLAS_ENTITIES, 1, replication, WEEK));
  }

  /**
   * Creates the topics that do not exist.
   *
   * @throws CatalogException where Kafka cannot be reached or refuses
   */
  public static void create(KafkaConnection connection, Collection<TopicSpec> topics) {
    try (Admin admin = Admin.create(connection.with(Map.of()))) {
      admin
          .createTopics(topics.stream().map(TopicSpec::toNewTopic).toList())
          .values()
          .forEach((name, created) -> await(connection, name, created));
    }
  }

  private static void await(KafkaConnection connection, String topic, KafkaFuture<Void> created) {
    try {
      created.get();
    } catch (ExecutionException fault) {
      if (!(fault.getCause() instanceof TopicExistsException)) {
        throw refused(connection, topic, fault);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw refused(connection, topic, stopped);
    }
  }

  private static CatalogException refused(
      KafkaConnection connection, String topic, Throwable cause) {
    return new CatalogException(
        ErrorCode.UNAVAILABLE,
        "cannot create topic %s at %s: %s; check the address, the user and its rights"
            .formatted(topic, connection.bootstrapServers(), cause.getMessage()),
        cause);
  }
}
