import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints what Lily publishes in ATLAS_ENTITIES, from the beginning, until Ctrl-C:
 * java -cp 'dist/lib/*' docs/examples/ReadAtlasEntities.java [data folder] [port]
 */
final class ReadAtlasEntities {
  private ReadAtlasEntities() {}

  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments.length > 0 ? arguments[0] : "data");
    String port = arguments.length > 1 ? arguments[1] : "21092";
    Properties secrets = new Properties();
    try (var file = Files.newBufferedReader(data.resolve("kafka/secrets.properties"))) {
      secrets.load(file);
    }
    Properties settings = new Properties();
    settings.put("bootstrap.servers", "127.0.0.1:" + port);
    settings.put("group.id", "read-atlas-entities");
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", "false");
    settings.put("security.protocol", "SASL_PLAINTEXT");
    settings.put("sasl.mechanism", "SCRAM-SHA-512");
    settings.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required"
            + " username=\"lily\" password=\"%s\";"
                .formatted(secrets.getProperty("client.password")));
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("ATLAS_ENTITIES"));
      while (true) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> System.out.println(record.value()));
      }
    }
  }
}
