package dev.lily.notifications.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lily.graph.change.Outbox;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Which part of a transaction a message is, as its headers say: {@code event-position} its entry,
 * {@code event-part} {@code index/count/first/last}: its index among the messages of the entry, how
 * many those are, and the entries of the transaction.
 */
record LogPart(long position, int index, int count, long first, long last) {
  private static final String PART_HEADER = "event-part";

  static List<Header> headers(Outbox.Entry entry, int index) {
    Outbox.Span span = entry.transaction();
    String part = index + "/" + entry.messages().size() + "/" + span.first() + "/" + span.last();
    return List.of(
        new RecordHeader(
            ChangeLogRelay.POSITION_HEADER, Long.toString(entry.position()).getBytes(UTF_8)),
        new RecordHeader(PART_HEADER, part.getBytes(UTF_8)));
  }

  /** Absent where the headers are not those of the relay. */
  static Optional<LogPart> of(Headers headers) {
    Header position = headers.lastHeader(ChangeLogRelay.POSITION_HEADER);
    Header part = headers.lastHeader(PART_HEADER);
    if (position == null || part == null) {
      return Optional.empty();
    }
    String[] fields = new String(part.value(), UTF_8).split("/", -1);
    try {
      return Optional.of(
          new LogPart(
              Long.parseLong(new String(position.value(), UTF_8)),
              Integer.parseInt(fields[0]),
              Integer.parseInt(fields[1]),
              Long.parseLong(fields[2]),
              Long.parseLong(fields[3])));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException foreign) {
      return Optional.empty();
    }
  }
}
