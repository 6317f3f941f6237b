package dev.lily.notifications.atlas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.change.ChangeEvent.Origin;
import dev.lily.notifications.broker.BrokerSettings;
import dev.lily.notifications.broker.EmbeddedBroker;
import dev.lily.notifications.broker.KafkaConnection;
import dev.lily.notifications.log.ConsumedEvent;
import dev.lily.notifications.log.RecordProducer;
import dev.lily.notifications.log.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtlasEntitiesPublisherIT {
  private final AtlasEntitiesCodec codec =
      new AtlasEntitiesCodec(
          (tenant, asset) -> List.of(),
          type -> AtlasEntitiesCodec.ATTRIBUTES,
          new Sender("127.0.0.1", "root"),
          Clock.systemUTC());

  @Test
  void publishesWithoutKeyAndForChosenTenantsOnly(@TempDir Path folder) {
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(folder, 0))) {
      Topics.create(broker.connection(), Topics.ofCatalog(4, (short) 1, Duration.ofDays(7)));
      try (AtlasEntitiesPublisher publisher =
          new AtlasEntitiesPublisher(
              codec,
              tenant ->
                  Optional.of(Topics.ATLAS_ENTITIES).filter(t -> tenant.equals(TenantId.DEFAULT)),
              RecordProducer.createPatient(broker.connection(), "test"))) {
        publisher.handle(
            List.of(
                event(1, TenantId.DEFAULT, Kind.CREATED),
                event(2, new TenantId("other"), Kind.CREATED),
                event(3, TenantId.DEFAULT, Kind.DELETED)));

        assertThat(publisher.published()).isEqualTo(2);
      }

      assertThat(read(broker.connection(), 2))
          .allMatch(record -> record.key() == null)
          .extracting(record -> new String(record.value(), UTF_8))
          .satisfiesExactly(
              first -> assertThat(first).contains("t1", "ENTITY_CREATE"),
              second -> assertThat(second).contains("t3", "ENTITY_DELETE"));
    }
  }

  private static ConsumedEvent event(long position, TenantId tenant, Kind kind) {
    Asset asset =
        new Asset(
            new AssetRef(new Guid(7, position), new AssetKey("hive_table", "t" + position)),
            AssetStatus.ACTIVE,
            false,
            Map.of(),
            List.of(),
            Set.of(),
            Map.of(),
            Map.of(),
            new AuditInfo(1, 1, "etl", "etl", 1));
    Origin origin = new Origin("etl", "r", 1_700_000_000_000L);
    ChangeEvent event =
        new ChangeEvent(
            position + "-0",
            tenant,
            kind,
            asset,
            "t" + position,
            origin,
            Map.of(),
            List.of(),
            List.of());
    return new ConsumedEvent(event, 0, position, 0);
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(KafkaConnection connection, int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (Consumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            connection.with(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(Topics.ATLAS_ENTITIES, 0);
      reader.assign(List.of(partition));
      reader.seekToBeginning(List.of(partition));
      await()
          .until(
              () -> {
                reader.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= count;
              });
    }
    return records;
  }
}
