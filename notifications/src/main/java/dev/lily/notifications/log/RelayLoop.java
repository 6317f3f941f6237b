package dev.lily.notifications.log;

import dev.lily.graph.change.Outbox;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of the {@link ChangeLogRelay}: entries are sent without waiting for earlier ones, and
 * confirmations are taken in order.
 */
final class RelayLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(RelayLoop.class);

  /** Entries per read; a bulk entry holds thousands of messages. */
  private static final int ENTRIES = 32;

  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration LAST_TICK = Duration.ofSeconds(1);

  private final Outbox outbox;
  private final Supplier<Producer<String, byte[]>> producers;
  private final String topic;
  private final RelayWindow window;
  private final Backoff backoff = new Backoff();
  private volatile String fault = "";
  private volatile @Nullable Producer<String, byte[]> current;

  RelayLoop(Outbox outbox, Supplier<Producer<String, byte[]>> producers, String topic) {
    this.outbox = outbox;
    this.producers = producers;
    this.topic = topic;
    this.window = new RelayWindow(outbox);
  }

  long published() {
    return window.published();
  }

  Optional<String> fault() {
    return Optional.of(fault).filter(text -> !text.isEmpty());
  }

  void stop() {
    backoff.stop();
  }

  /** Drops what is under way; it will be published again. */
  void abort() {
    Producer<String, byte[]> producer = current;
    if (producer != null) {
      producer.close(Duration.ZERO);
    }
  }

  @Override
  public void run() {
    try {
      while (!backoff.isStopped()) {
        attempt();
      }
    } catch (InterruptedException stopped) {
      LOG.info("The relay was interrupted; what is under way will be published again");
    }
  }

  private void attempt() throws InterruptedException {
    try {
      Producer<String, byte[]> producer = producers.get();
      current = producer;
      relay(producer);
      window.settle(LAST_TICK);
      window.acknowledge();
    } catch (RuntimeException failed) {
      if (!backoff.isStopped()) {
        fault = "cannot publish after position " + window.published() + ": " + failed.getMessage();
        LOG.warn("The relay tries again: {}", fault, failed);
        backoff.pause();
      }
    } finally {
      abort();
      window.rewind();
    }
  }

  private void relay(Producer<String, byte[]> producer) throws InterruptedException {
    while (!backoff.isStopped()) {
      if (outbox.head() > window.sent()) {
        send(producer, outbox.read(window.sent(), ENTRIES));
        window.settle(Duration.ZERO);
      } else if (window.isEmpty()) {
        window.settle(Duration.ZERO);
        outbox.await(window.sent(), TICK);
      } else {
        window.settle(TICK);
      }
      report();
    }
  }

  private void report() {
    if (window.isLate()) {
      fault = "Kafka does not confirm what follows position " + window.published();
    } else if (window.isEmpty()) {
      fault = "";
      backoff.reset();
    }
  }

  private void send(Producer<String, byte[]> producer, List<Outbox.Entry> entries) {
    for (Outbox.Entry entry : entries) {
      Publication publication = new Publication(entry.position(), entry.messages().size());
      window.add(publication);
      int index = 0;
      for (Outbox.Message message : entry.messages()) {
        List<Header> headers = LogPart.headers(entry, index++);
        ProducerRecord<String, byte[]> record =
            new ProducerRecord<>(topic, null, message.key(), message.value(), headers);
        Future<RecordMetadata> confirmation = producer.send(record, publication);
        if (confirmation.isDone()) {
          publication.check();
        }
      }
    }
  }
}
