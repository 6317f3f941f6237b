package dev.lily.notifications.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedBrokerIT {
  private static final Map<String, Object> IMPATIENT =
      Map.of("request.timeout.ms", 2_000, "default.api.timeout.ms", 2_000);

  @TempDir private Path folder;

  @Test
  void keepsTopicsAndPasswordsOverARestart() throws Exception {
    KafkaConnection before;
    try (EmbeddedBroker broker = start()) {
      before = broker.connection();
      createTopic(before);
    }
    try (EmbeddedBroker broker = start()) {
      assertThat(topics(broker.connection())).containsExactly("kept");
      assertThat(broker.failure()).isEmpty();
      assertThat(before.clientProperties().get("sasl.jaas.config"))
          .isEqualTo(broker.connection().clientProperties().get("sasl.jaas.config"));
    }
  }

  @Test
  void letsNobodyInWithoutThePassword() {
    try (EmbeddedBroker broker = start()) {
      String servers = broker.connection().bootstrapServers();

      assertThatThrownBy(() -> topics(KafkaConnection.scram(servers, "lily", "wrong")))
          .hasCauseInstanceOf(SaslAuthenticationException.class);
      assertThatThrownBy(() -> topics(KafkaConnection.scram(servers, "nobody", "wrong")))
          .hasCauseInstanceOf(SaslAuthenticationException.class);
      assertThatThrownBy(() -> topics(new KafkaConnection(Map.of("bootstrap.servers", servers))))
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void keepsItsPasswordsToItsOwner() throws IOException {
    try (EmbeddedBroker broker = start()) {
      Path secrets = folder.resolve("kafka/secrets.properties");

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.getParent())))
          .isEqualTo("rwx------");
      for (String line : Files.readAllLines(secrets)) {
        String password = line.substring(line.indexOf('=') + 1);
        assertThat(broker.connection().toString()).doesNotContain(password);
      }
    }
  }

  @Test
  void refusesATakenPort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      BrokerSettings settings = new BrokerSettings(folder.resolve("kafka"), taken.getLocalPort());

      assertThatThrownBy(() -> EmbeddedBroker.start(settings))
          .isInstanceOf(CatalogException.class)
          .hasMessageContainingAll("port " + taken.getLocalPort(), "in use", "lily.kafka.port");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAFolderInUse() {
    try (EmbeddedBroker broker = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOf(CatalogException.class)
          .hasMessageContainingAll(folder.toString(), "in use by another process", "stop it");
      assertThat(broker.failure()).isEmpty();
    }
  }

  @Test
  void refusesADamagedFolder() throws Exception {
    try (EmbeddedBroker broker = start()) {
      createTopic(broker.connection());
    }
    Path logs = folder.resolve("kafka/logs");
    Path metadataLog = logs.resolve("__cluster_metadata-0/00000000000000000000.log");
    Path meta = logs.resolve("meta.properties");
    String metaText = Files.readString(meta);

    Files.writeString(meta, "garbage");
    assertDamaged("meta.properties", "node ID");

    Files.delete(meta);
    assertDamaged("meta.properties", "has topics but no meta.properties");

    Files.writeString(meta, metaText);
    Files.move(folder.resolve("kafka/secrets.properties"), folder.resolve("aside"));
    assertDamaged("secrets", "secrets.properties is missing");

    Files.move(folder.resolve("aside"), folder.resolve("kafka/secrets.properties"));
    byte[] log = Files.readAllBytes(metadataLog);
    byte[] garbage = new byte[log.length];
    new Random(1).nextBytes(garbage);
    Files.write(metadataLog, garbage);
    assertDamaged("garbage", "00000000000000000000.log is no log of Kafka's");

    Files.write(metadataLog, Arrays.copyOf(log, log.length - 3));
    start().close();

    Files.write(metadataLog, new byte[0]);
    assertDamaged("metadata log", "lost the topics", "kept-0");
  }

  private void assertDamaged(String what, String... words) {
    assertThatThrownBy(this::start)
        .as(what)
        .isInstanceOf(CatalogException.class)
        .hasMessageContainingAll(words)
        .hasMessageContaining("restore " + folder.resolve("kafka") + " from a backup");
  }

  private EmbeddedBroker start() {
    return EmbeddedBroker.start(new BrokerSettings(folder.resolve("kafka"), 0));
  }

  private static void createTopic(KafkaConnection connection) throws Exception {
    try (Admin admin = Admin.create(connection.with(Map.of()))) {
      admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
    }
  }

  private static Set<String> topics(KafkaConnection connection)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(connection.with(IMPATIENT))) {
      return admin.listTopics().names().get();
    }
  }
}
