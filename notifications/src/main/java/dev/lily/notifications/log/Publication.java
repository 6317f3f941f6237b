package dev.lily.notifications.log;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** An outbox entry on its way to Kafka: complete when each of its messages is confirmed. */
final class Publication implements Callback {
  private final long position;
  private final CountDownLatch unconfirmed;
  private volatile @Nullable Exception failure;

  Publication(long position, int messages) {
    this.position = position;
    this.unconfirmed = new CountDownLatch(messages);
  }

  long position() {
    return position;
  }

  @Override
  public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception fault) {
    if (fault != null) {
      failure = fault;
    }
    unconfirmed.countDown();
  }

  /** Throws what has gone wrong so far. */
  void check() {
    if (failure != null) {
      throw new KafkaException("entry " + position + " was not published", failure);
    }
  }

  /** Whether all messages are confirmed, after waiting for that a while. */
  boolean await(Duration time) throws InterruptedException {
    boolean complete = unconfirmed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    check();
    return complete;
  }
}
