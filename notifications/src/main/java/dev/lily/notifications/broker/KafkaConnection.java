package dev.lily.notifications.broker;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * How clients reach Kafka, embedded or external: {@code bootstrap.servers} and the security
 * properties of Kafka's clients. The text form hides all of them but the servers.
 */
public record KafkaConnection(Map<String, String> clientProperties) {
  static final String SCRAM = "SCRAM-SHA-512";

  public KafkaConnection {
    clientProperties = Map.copyOf(clientProperties);
  }

  /** Plain TCP with a user and password that never cross the wire in clear. */
  public static KafkaConnection scram(String bootstrapServers, String user, String password) {
    return new KafkaConnection(
        Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            SecurityProtocol.SASL_PLAINTEXT.name,
            SaslConfigs.SASL_MECHANISM,
            SCRAM,
            SaslConfigs.SASL_JAAS_CONFIG,
            Jaas.scram(user, password)));
  }

  /** The properties of a client that needs some of its own besides. */
  public Map<String, Object> with(Map<String, Object> own) {
    Map<String, Object> all = new HashMap<>(clientProperties);
    all.putAll(own);
    return all;
  }

  public String bootstrapServers() {
    return clientProperties.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "");
  }

  @Override
  public String toString() {
    return "KafkaConnection[" + bootstrapServers() + "]";
  }
}
