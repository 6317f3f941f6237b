package dev.lily.notifications.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.change.Outbox.Entry;
import dev.lily.graph.change.Outbox.Message;
import dev.lily.graph.change.Outbox.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class TestTransactionBuffer {
  private static final String TOPIC = "changes";

  private final TransactionBuffer buffer = new TransactionBuffer(4);

  @Test
  void claimsAPositionOnlyWhenAllPartitionsHavePassedIt() {
    List<ConsumerRecord<byte[], byte[]>> first = records(5, 5, 5, 2);
    List<ConsumerRecord<byte[], byte[]>> second = records(6, 6, 6, 1);

    buffer.add(second.get(0));
    buffer.add(first.get(1));
    assertThat(buffer.ready()).isEmpty();
    assertThat(buffer.given()).isEqualTo(4);

    buffer.add(first.get(0));
    assertThat(buffer.ready()).containsExactly(first.get(0), first.get(1), second.get(0));
    assertThat(buffer.given()).isEqualTo(6);
  }

  @Test
  void keepsTheEntriesOfATransactionTogether() {
    List<ConsumerRecord<byte[], byte[]>> first = records(5, 5, 6, 2);
    List<ConsumerRecord<byte[], byte[]>> second = records(6, 5, 6, 1);

    first.forEach(buffer::add);
    assertThat(buffer.ready()).isEmpty();
    assertThat(buffer.given()).isEqualTo(4);

    second.forEach(buffer::add);
    assertThat(buffer.ready()).hasSize(3);
    assertThat(buffer.given()).isEqualTo(6);
  }

  @Test
  void givesTheSameAgainUntilItIsDoneWithAndNothingTwice() {
    List<ConsumerRecord<byte[], byte[]>> one = records(5, 5, 5, 2);
    one.forEach(buffer::add);
    assertThat(buffer.ready()).hasSize(2);
    one.forEach(buffer::add);
    assertThat(buffer.ready()).hasSize(2);
    buffer.given();
    one.forEach(buffer::add);
    assertThat(buffer.ready()).isEmpty();
  }

  @Test
  void givesEverythingOnceTheLogHasAGap() {
    ConsumerRecord<byte[], byte[]> early = records(7, 7, 7, 2).get(0);
    buffer.add(early);
    buffer.lost();

    assertThat(buffer.ready()).containsExactly(early);
    assertThat(buffer.given()).isEqualTo(7);
  }

  @Test
  void givesEverythingInOrderHoweverItComes() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      TransactionBuffer tried = new TransactionBuffer(0);
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      long position = 1;
      while (position < 30) {
        long last = position + random.nextInt(3);
        for (long at = position; at <= last; at++) {
          all.addAll(records(at, position, last, 1 + random.nextInt(4)));
        }
        position = last + 1;
      }
      List<ConsumerRecord<byte[], byte[]>> mixed = new ArrayList<>(all);
      mixed.addAll(all.subList(0, all.size() / 2));
      Collections.shuffle(mixed, random);
      List<ConsumerRecord<byte[], byte[]>> given = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : mixed) {
        tried.add(record);
        given.addAll(tried.ready());
        long claimed = tried.given();
        assertThat(given).as("seed %d", seed).hasSize(upTo(all, claimed));
      }
      assertThat(given).as("seed %d", seed).isEqualTo(all);
    }
  }

  @Test
  void aPointBringsAgainWhatWasNotGiven() {
    buffer.add(records(5, 5, 5, 1).get(0));
    buffer.add(records(7, 7, 7, 1).get(0));
    buffer.add(records(9, 9, 9, 2).get(0));
    buffer.ready();
    buffer.given();

    LogPoint point = buffer.point(Map.of(0, 10L, 1, 3L));

    assertThat(point).isEqualTo(new LogPoint(5, Map.of(0, 7L, 1, 3L)));
  }

  private static int upTo(List<ConsumerRecord<byte[], byte[]>> all, long position) {
    return (int)
        all.stream()
            .filter(record -> LogPart.of(record.headers()).orElseThrow().position() <= position)
            .count();
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(
      long position, long first, long last, int count) {
    List<Message> messages = Collections.nCopies(count, new Message("key", new byte[0]));
    Entry entry = new Entry(position, new Span(first, last), messages);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(
          new ConsumerRecord<>(
              TOPIC,
              0,
              position,
              0,
              TimestampType.CREATE_TIME,
              0,
              0,
              new byte[0],
              new byte[0],
              new RecordHeaders(LogPart.headers(entry, i)),
              Optional.empty()));
    }
    return records;
  }
}
