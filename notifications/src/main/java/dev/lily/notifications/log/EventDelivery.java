package dev.lily.notifications.log;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEventCodec;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One batch of records on its way to the handler. What cannot be read or is refused becomes a dead
 * letter, after the rest was handled, so that a retry of the batch repeats as few as possible.
 */
final class EventDelivery {
  private final ChangeLogHandler handler;
  private final String consumer;
  private final Map<ConsumerRecord<byte[], byte[]>, Rejection> rejected = new LinkedHashMap<>();
  private long lastEventTime;

  /**
   * A delivery.
   *
   * @param consumer whose handler it is, as dead letters name it
   */
  EventDelivery(ChangeLogHandler handler, String consumer) {
    this.handler = handler;
    this.consumer = consumer;
  }

  /** Why a record was not handled, and whose it is where that could be read. */
  private record Rejection(String reason, Optional<TenantId> tenant) {}

  /** Hands the records over; throws what makes the whole batch come again. */
  void deliver(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    List<Decoded> batch = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      read(record, batch);
    }
    if (!batch.isEmpty()) {
      handle(batch);
    }
  }

  /** A record and the event in it. */
  private record Decoded(ConsumerRecord<byte[], byte[]> record, ConsumedEvent event) {}

  private void read(ConsumerRecord<byte[], byte[]> record, List<Decoded> batch) {
    if (record.value() != null && !handler.concerns(record.value())) {
      return;
    }
    try {
      ChangeEvent event = ChangeEventCodec.decode(record.value());
      check(event);
      lastEventTime = Math.max(lastEventTime, event.origin().time());
      batch.add(
          new Decoded(
              record,
              new ConsumedEvent(
                  event,
                  LogPart.of(record.headers()).map(LogPart::last).orElse(event.position()),
                  record.partition(),
                  record.offset(),
                  record.timestamp())));
    } catch (UncheckedIOException | IllegalArgumentException malformed) {
      rejected.put(
          record, new Rejection("no change event: " + malformed.getMessage(), Optional.empty()));
    }
  }

  /** JSON that lacks what every change event has is read without complaint. */
  private static void check(ChangeEvent event) {
    boolean whole =
        Stream.of(event.id(), event.tenant(), event.kind(), event.asset(), event.origin())
            .allMatch(Objects::nonNull);
    if (!whole || event.asset().ref() == null || event.id().indexOf('-') <= 0) {
      throw new IllegalArgumentException("id, tenant, kind, asset or origin is missing");
    }
  }

  private void handle(List<Decoded> batch) {
    try {
      handler.handle(batch.stream().map(Decoded::event).toList());
    } catch (CatalogException refused) {
      if (refused.code().kind() == ErrorCode.Kind.UNAVAILABLE) {
        throw refused;
      }
      if (batch.size() == 1) {
        Decoded one = batch.get(0);
        rejected.put(
            one.record(),
            new Rejection(
                String.valueOf(refused.getMessage()), Optional.of(one.event().event().tenant())));
      } else {
        batch.forEach(one -> handle(List.of(one)));
      }
    }
  }

  /** What was not handled, for good. */
  List<DeadLetter> deadLetters() {
    return rejected.entrySet().stream()
        .map(entry -> deadLetter(entry.getKey(), entry.getValue()))
        .toList();
  }

  private DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record, Rejection rejection) {
    byte[] value = record.value();
    Map<String, String> details = new LinkedHashMap<>();
    details.put("topic", record.topic());
    details.put("partition", String.valueOf(record.partition()));
    details.put("offset", String.valueOf(record.offset()));
    details.put("consumer", consumer);
    rejection.tenant().ifPresent(tenant -> details.put(KeptLetter.TENANT, tenant.value()));
    return new DeadLetter(
        value == null ? new byte[0] : value, rejection.reason(), record.topic(), "", details);
  }

  /** The newest commit time among the events, 0 for none. */
  long lastEventTime() {
    return lastEventTime;
  }
}
