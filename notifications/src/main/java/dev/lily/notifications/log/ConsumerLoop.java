package dev.lily.notifications.log;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work of a {@link ChangeLogConsumer}. */
final class ConsumerLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumerLoop.class);
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final String topic;
  private final ReadPosition position;
  private final Target target;
  private final Backoff backoff = new Backoff();
  private final ConsumerProgress progress = new ConsumerProgress();

  ConsumerLoop(
      Supplier<Consumer<byte[], byte[]>> consumers,
      String topic,
      ReadPosition position,
      Target target) {
    this.consumers = consumers;
    this.topic = topic;
    this.position = position;
    this.target = target;
  }

  /**
   * Where records go.
   *
   * @param consumer its name in dead letters
   * @param transactions present where the handler gets whole transactions
   */
  record Target(
      String consumer,
      ChangeLogHandler handler,
      Optional<TransactionBuffer> transactions,
      DeadLetters deadLetters) {}

  ConsumerStatus status() {
    return progress.status();
  }

  void stop() {
    backoff.stop();
  }

  @Override
  public void run() {
    try {
      while (!backoff.isStopped()) {
        attempt();
      }
    } catch (InterruptedException stopped) {
      LOG.info("The consumer of {} was interrupted", topic);
    } finally {
      progress.closed();
    }
  }

  private void attempt() throws InterruptedException {
    Optional<Consumer<byte[], byte[]>> opened = Optional.empty();
    try {
      Consumer<byte[], byte[]> consumer = consumers.get();
      opened = Optional.of(consumer);
      position.begin(consumer, topic);
      while (!backoff.isStopped()) {
        step(consumer);
      }
      position.end(consumer);
    } catch (RuntimeException failed) {
      retryLater(failed);
    } finally {
      opened.ifPresent(consumer -> consumer.close(CloseOptions.timeout(CLOSE)));
    }
  }

  private void step(Consumer<byte[], byte[]> consumer) throws InterruptedException {
    ConsumerRecords<byte[], byte[]> records = poll(consumer);
    try {
      progress.received(records.count(), behind(consumer));
      if (records.isEmpty()) {
        position.tick(consumer);
        progress.idle();
      } else {
        process(records);
        position.done(consumer, records.nextOffsets());
      }
      target
          .transactions()
          .ifPresent(buffer -> target.handler().rested(() -> buffer.point(position.next())));
      backoff.reset();
    } catch (RuntimeException failed) {
      rewind(consumer, records);
      retryLater(failed);
    }
  }

  private void process(ConsumerRecords<byte[], byte[]> records) {
    EventDelivery delivery = new EventDelivery(target.handler(), target.consumer());
    Optional<TransactionBuffer> transactions = target.transactions();
    if (transactions.isPresent()) {
      records.forEach(transactions.get()::add);
      delivery.deliver(transactions.get().ready());
    } else {
      delivery.deliver(records);
    }
    List<DeadLetter> refused = delivery.deadLetters();
    for (DeadLetter letter : refused) {
      LOG.warn("Dead letter: {} {}", letter.reason(), letter.details());
      target.deadLetters().write(letter);
    }
    if (transactions.isPresent()) {
      target.handler().passed(transactions.get().given());
      if (!refused.isEmpty()) {
        target.handler().refused(refused.size());
      }
    }
    progress.processed(records.count(), refused.size(), delivery.lastEventTime());
  }

  private ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer) {
    try {
      return consumer.poll(TICK);
    } catch (NoOffsetForPartitionException fresh) {
      consumer.seekToBeginning(fresh.partitions());
    } catch (OffsetOutOfRangeException gap) {
      gap.offsetOutOfRangePartitions().forEach(this::missed);
      consumer.seekToBeginning(gap.partitions());
    }
    return ConsumerRecords.empty();
  }

  private void missed(TopicPartition partition, long expected) {
    LOG.error("{} no longer has offset {}: events were lost to this consumer", partition, expected);
    progress.missed();
    target.transactions().ifPresent(TransactionBuffer::lost);
    target.handler().missed(partition.partition(), expected);
  }

  private static long behind(Consumer<?, ?> consumer) {
    return consumer.assignment().stream()
        .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
        .sum();
  }

  private static void rewind(
      Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      consumer.seek(partition, records.records(partition).get(0).offset());
    }
  }

  private void retryLater(RuntimeException failed) throws InterruptedException {
    if (!backoff.isStopped()) {
      progress.failed(String.valueOf(failed.getMessage()));
      LOG.warn("The consumer of {} tries again", topic, failed);
      backoff.pause();
    }
  }
}
