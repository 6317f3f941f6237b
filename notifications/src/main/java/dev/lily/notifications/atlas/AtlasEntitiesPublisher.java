package dev.lily.notifications.atlas;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.CanaryAsset;
import dev.lily.notifications.broker.KafkaConnection;
import dev.lily.notifications.log.ChangeLogHandler;
import dev.lily.notifications.log.ConsumedEvent;
import dev.lily.notifications.log.RecordProducer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Follows the change log and repeats it in Atlas's format; a batch is done when Kafka has it. */
public final class AtlasEntitiesPublisher implements ChangeLogHandler, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtlasEntitiesCodec codec;
  private final Function<TenantId, Optional<String>> topics;
  private final Producer<String, byte[]> producer;
  private final AtomicLong published = new AtomicLong();

  AtlasEntitiesPublisher(
      AtlasEntitiesCodec codec,
      Function<TenantId, Optional<String>> topics,
      Producer<String, byte[]> producer) {
    this.codec = codec;
    this.topics = topics;
    this.producer = producer;
  }

  /**
   * A publisher that sends each batch at once.
   *
   * @param topics where a tenant's notifications go; empty: nowhere, because Atlas's messages do
   *     not say whose they are
   * @param clientId how it calls itself in Kafka's logs and metrics
   */
  public static AtlasEntitiesPublisher create(
      AtlasEntitiesCodec codec,
      Function<TenantId, Optional<String>> topics,
      KafkaConnection connection,
      String clientId) {
    return new AtlasEntitiesPublisher(codec, topics, RecordProducer.create(connection, clientId));
  }

  /** The same for what nobody waits for: a moment later, and with more records in a request. */
  public static AtlasEntitiesPublisher createPatient(
      AtlasEntitiesCodec codec,
      Function<TenantId, Optional<String>> topics,
      KafkaConnection connection,
      String clientId) {
    return new AtlasEntitiesPublisher(
        codec, topics, RecordProducer.createPatient(connection, clientId));
  }

  @Override
  public void handle(List<ConsumedEvent> events) {
    List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
    for (ConsumedEvent event : events) {
      if (!event.event().asset().ref().key().equals(CanaryAsset.KEY)) {
        topics.apply(event.event().tenant()).ifPresent(topic -> send(event, topic, sent));
      }
    }
    sent.forEach(AtlasEntitiesPublisher::await);
    published.addAndGet(sent.size());
  }

  private void send(ConsumedEvent event, String topic, List<Future<RecordMetadata>> sent) {
    for (byte[] message : codec.encode(event.event())) {
      sent.add(producer.send(new ProducerRecord<>(topic, message)));
    }
  }

  private static void await(Future<RecordMetadata> sent) {
    try {
      sent.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException fault) {
      throw new KafkaException("a notification was not confirmed: " + fault.getMessage(), fault);
    } catch (InterruptedException stopped) {
      throw new InterruptException(stopped);
    }
  }

  /** How many messages were published since the start. */
  public long published() {
    return published.get();
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
