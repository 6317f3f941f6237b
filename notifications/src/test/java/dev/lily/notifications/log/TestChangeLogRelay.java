package dev.lily.notifications.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
final class TestChangeLogRelay {
  private final MemoryOutbox outbox = new MemoryOutbox();

  @Test
  void publishesInOrderWithPositionsAndAcknowledges() {
    MockProducer<String, byte[]> producer = producer(true);
    try (ChangeLogRelay relay = relay(List.of(producer))) {
      relay.start();
      outbox.commit(Events.message(1, "a"), Events.message(1, "b"));
      outbox.commit(Events.message(2, "a"));

      await().until(() -> outbox.acknowledged() == 2);

      assertThat(relay.status().published()).isEqualTo(2);
      assertThat(relay.status().lag()).isZero();
    }
    assertThat(producer.history())
        .extracting(ProducerRecord::key)
        .containsExactly("default/a", "default/b", "default/a");
    assertThat(producer.history())
        .extracting(TestChangeLogRelay::position)
        .containsExactly("1", "1", "2");
  }

  @Test
  void acknowledgesNothingThatIsNotConfirmed() {
    MockProducer<String, byte[]> producer = producer(false);
    try (ChangeLogRelay relay = relay(List.of(producer))) {
      outbox.commit(Events.message(1, "a"), Events.message(1, "b"));
      outbox.commit(Events.message(2, "a"));
      relay.start();
      await().until(() -> producer.history().size() == 3);

      producer.completeNext();
      assertThat(relay.status().published()).isZero();
      assertThat(relay.status().lag()).isEqualTo(2);

      producer.completeNext();
      await().until(() -> outbox.acknowledged() == 1);
    }
    assertThat(outbox.acknowledged()).isEqualTo(1);
  }

  @Test
  void sendsAgainWhatFailed() {
    MockProducer<String, byte[]> failing = producer(false);
    MockProducer<String, byte[]> working = producer(true);
    try (ChangeLogRelay relay = relay(List.of(failing, working))) {
      outbox.commit(Events.message(1, "a"));
      outbox.commit(Events.message(2, "a"));
      relay.start();
      await().until(() -> failing.history().size() == 2);

      failing.completeNext();
      failing.errorNext(new KafkaException("the disk is full"));

      await().until(() -> outbox.acknowledged() == 2);
    }
    assertThat(working.history()).extracting(TestChangeLogRelay::position).containsExactly("2");
    assertThat(failing.closed()).isTrue();
  }

  @Test
  void saysWhyItDoesNotGetOn() {
    outbox.commit(Events.message(1, "a"));
    Supplier<Producer<String, byte[]>> always =
        () -> {
          MockProducer<String, byte[]> failing = producer(false);
          failing.sendException = new KafkaException("wrong password");
          return failing;
        };
    try (ChangeLogRelay relay = new ChangeLogRelay(outbox, always, "t")) {
      relay.start();

      await().until(() -> relay.status().fault().isPresent());

      assertThat(relay.status().fault()).get().asString().contains("position 0", "wrong password");
      assertThat(relay.status().lag()).isEqualTo(1);
    }
  }

  @Test
  void beginsAfterWhatIsAcknowledged() {
    outbox.commit(Events.message(1, "a"));
    outbox.commit(Events.message(2, "b"));
    outbox.acknowledge(1);
    MockProducer<String, byte[]> producer = producer(true);
    try (ChangeLogRelay relay = relay(List.of(producer))) {
      relay.start();
      await().until(() -> outbox.acknowledged() == 2);
    }
    assertThat(producer.history()).extracting(TestChangeLogRelay::position).containsExactly("2");
  }

  private ChangeLogRelay relay(List<Producer<String, byte[]>> producers) {
    Queue<Producer<String, byte[]>> queue = new ArrayDeque<>(producers);
    return new ChangeLogRelay(outbox, queue::remove, "t");
  }

  private static MockProducer<String, byte[]> producer(boolean confirms) {
    return new MockProducer<>(confirms, null, new StringSerializer(), new ByteArraySerializer());
  }

  private static String position(ProducerRecord<String, byte[]> record) {
    return new String(
        record.headers().lastHeader(ChangeLogRelay.POSITION_HEADER).value(),
        java.nio.charset.StandardCharsets.UTF_8);
  }
}
