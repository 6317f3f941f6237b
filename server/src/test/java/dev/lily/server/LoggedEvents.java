package dev.lily.server;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEventCodec;
import dev.lily.notifications.broker.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All of a topic of the change log, from its first event to the last one at the time of reading.
 *
 * @param byId the events in their order, repeated ones once
 * @param repeated how many came more than once
 * @param contradictions ids under which two different events came
 */
record LoggedEvents(Map<String, ChangeEvent> byId, int repeated, List<String> contradictions) {

  static LoggedEvents read(KafkaConnection connection, String topic) {
    Map<String, String> texts = new TreeMap<>(order());
    List<String> contradictions = new ArrayList<>();
    int repeated = 0;
    for (ConsumerRecord<byte[], byte[]> record : records(connection, topic)) {
      byte[] value = record.value();
      String text = new String(value, StandardCharsets.UTF_8);
      String id = ChangeEventCodec.decode(value).id();
      String known = texts.putIfAbsent(id, text);
      repeated += known == null ? 0 : 1;
      if (known != null && !known.equals(text)) {
        contradictions.add(id);
      }
    }
    Map<String, ChangeEvent> events = new LinkedHashMap<>();
    texts.forEach(
        (id, text) ->
            events.put(id, ChangeEventCodec.decode(text.getBytes(StandardCharsets.UTF_8))));
    return new LoggedEvents(events, repeated, contradictions);
  }

  private static Comparator<String> order() {
    return Comparator.<String>comparingLong(id -> Long.parseLong(id.substring(0, id.indexOf('-'))))
        .thenComparingLong(LoggedEvents::index);
  }

  /** Of the event within its position; what propagates has a letter before it. */
  private static long index(String id) {
    String index = id.substring(id.indexOf('-') + 1);
    return Long.parseLong(index.startsWith("p") ? index.substring(1) : index);
  }

  /** What a topic holds now, partition by partition. */
  static List<ConsumerRecord<byte[], byte[]>> records(KafkaConnection connection, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            connection.with(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  SortedSet<Long> positions() {
    SortedSet<Long> positions = new TreeSet<>();
    byId.values().forEach(event -> positions.add(event.position()));
    return positions;
  }

  Map<Guid, ChangeEvent> lastByAsset() {
    Map<Guid, ChangeEvent> last = new LinkedHashMap<>();
    byId.values().forEach(event -> last.put(event.asset().guid(), event));
    return last;
  }
}
