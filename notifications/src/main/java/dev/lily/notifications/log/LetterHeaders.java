package dev.lily.notifications.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lily.notifications.log.KeptLetter.Place;
import dev.lily.notifications.log.LetterState.Status;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * How letters and what became of them are written in one topic: a letter has no key; a state has
 * the place of its letter as key and no content. A state comes after its letter in the same
 * partition, so Kafka never drops it before the letter.
 */
final class LetterHeaders {
  private static final String STATE = "state";
  private static final String BY = "by";
  private static final String REDRIVES = "redrives";
  private static final String REASON = "reason";
  private static final String SOURCE = "source";
  private static final String REQUEST = "request-id";

  private LetterHeaders() {}

  static ProducerRecord<String, byte[]> of(String topic, DeadLetter letter) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, letter.content());
    put(record, REASON, letter.reason());
    put(record, SOURCE, letter.source());
    put(record, REQUEST, letter.requestId());
    letter.details().forEach((name, value) -> put(record, name, value));
    return record;
  }

  static ProducerRecord<String, byte[]> of(String topic, Place letter, LetterState state) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            topic, letter.partition(), state.time().toEpochMilli(), letter.toString(), new byte[0]);
    put(record, STATE, state.status().name());
    put(record, REASON, state.reason());
    put(record, BY, state.by());
    put(record, REDRIVES, String.valueOf(state.redrives()));
    return record;
  }

  private static void put(ProducerRecord<?, ?> record, String name, String value) {
    record.headers().add(name, value.getBytes(UTF_8));
  }

  static KeptLetter letter(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> details = all(record);
    String reason = taken(details, REASON);
    String source = taken(details, SOURCE);
    String request = taken(details, REQUEST);
    Instant time = Instant.ofEpochMilli(record.timestamp());
    return new KeptLetter(
        new Place(record.partition(), record.offset()),
        time,
        record.value() == null ? 0 : record.value().length,
        reason,
        source,
        request,
        details,
        LetterState.waiting(time));
  }

  /** Absent where the record is a letter, or of a version that knows states which we do not. */
  static Optional<LetterState> state(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = all(record);
    try {
      return Optional.of(
          new LetterState(
              Status.valueOf(headers.getOrDefault(STATE, "")),
              headers.getOrDefault(REASON, ""),
              headers.getOrDefault(BY, ""),
              Instant.ofEpochMilli(record.timestamp()),
              Integer.parseInt(headers.getOrDefault(REDRIVES, ""))));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private static String taken(Map<String, String> details, String name) {
    return Optional.ofNullable(details.remove(name)).orElse("");
  }

  private static Map<String, String> all(ConsumerRecord<?, ?> record) {
    Map<String, String> all = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      all.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
    }
    return all;
  }
}
