package dev.lily.notifications.log;

import dev.lily.graph.change.Outbox;
import dev.lily.notifications.broker.KafkaConnection;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/**
 * Publishes what is committed in the outbox to the change log, in order and at once, on a thread of
 * its own. Every message carries its position as text in the header {@value #POSITION_HEADER}, and
 * in {@code event-part} which part of its transaction it is ({@code index/count/first/last}). What
 * Kafka has not confirmed is published again, after a restart too: a message may arrive twice, none
 * is lost.
 */
public final class ChangeLogRelay implements AutoCloseable {
  public static final String POSITION_HEADER = "event-position";

  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Outbox outbox;
  private final RelayLoop loop;
  private final Thread thread;

  public ChangeLogRelay(Outbox outbox, KafkaConnection connection, String topic) {
    this(outbox, () -> RecordProducer.create(connection, "lily-relay-" + topic), topic);
  }

  /** One for what nobody waits for: it sends a moment later, and more at once. */
  public static ChangeLogRelay patient(Outbox outbox, KafkaConnection connection, String topic) {
    return new ChangeLogRelay(
        outbox, () -> RecordProducer.createPatient(connection, "lily-relay-" + topic), topic);
  }

  ChangeLogRelay(Outbox outbox, Supplier<Producer<String, byte[]>> producers, String topic) {
    this.outbox = outbox;
    this.loop = new RelayLoop(outbox, producers, topic);
    this.thread = new Thread(loop, "lily-relay-" + topic);
    thread.setDaemon(true);
  }

  /** Begins with the first entry that is not acknowledged. */
  public void start() {
    thread.start();
  }

  public RelayStatus status() {
    return new RelayStatus(outbox.head(), loop.published(), loop.fault());
  }

  /** Stops, giving Kafka a moment to confirm what is under way. */
  @Override
  public void close() {
    loop.stop();
    try {
      thread.join(CLOSE.toMillis());
      loop.abort();
      thread.join();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
