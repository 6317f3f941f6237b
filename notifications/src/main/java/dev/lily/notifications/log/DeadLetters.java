package dev.lily.notifications.log;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.notifications.broker.KafkaConnection;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Keeps what could not be processed in a topic: the bytes as value; {@code reason}, {@code source},
 * {@code request-id} and further details as headers. Safe for many threads.
 */
public final class DeadLetters implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Producer<String, byte[]> producer;
  private final String topic;
  private final AtomicLong written = new AtomicLong();

  public DeadLetters(KafkaConnection connection, String topic) {
    this(RecordProducer.create(connection, "lily-dead-letters"), topic);
  }

  DeadLetters(Producer<String, byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /**
   * Returns when Kafka has confirmed it.
   *
   * @throws CatalogException of code UNAVAILABLE where Kafka does not
   */
  public void write(DeadLetter letter) {
    await(producer.send(LetterHeaders.of(topic, letter)));
    written.incrementAndGet();
  }

  /** Keeps what became of a letter, as {@link #write} keeps letters. */
  void mark(KeptLetter.Place letter, LetterState state) {
    await(producer.send(LetterHeaders.of(topic, letter, state)));
  }

  /** How many were kept since the start. */
  public long written() {
    return written.get();
  }

  private static void await(Future<RecordMetadata> sent) {
    try {
      sent.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException fault) {
      throw new CatalogException(
          ErrorCode.UNAVAILABLE, "the dead letter could not be kept: " + fault.getMessage(), fault);
    } catch (InterruptedException stopped) {
      throw new InterruptException(stopped);
    }
  }

  @Override
  public void close() {
    producer.close(PATIENCE);
  }
}
