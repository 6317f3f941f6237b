package dev.lily.server.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestPayload {
  @Test
  void secretsAreLeftOutWhereverTheyStand() {
    assertThat(Payload.clean("{\"db_password\": \"a \\\" b\", \"x\": 1}"))
        .isEqualTo("{\"db_password\": \"[redacted]\", \"x\": 1}");
    assertThat(Payload.clean("{\"apiKey\":12345,\"name\":\"n\"}"))
        .isEqualTo("{\"apiKey\":[redacted],\"name\":\"n\"}");
    assertThat(Payload.clean("spark.secret=s3 user=u")).isEqualTo("spark.secret=[redacted] user=u");
    assertThat(Payload.clean("jdbc:postgresql://ann:pw@db/x"))
        .isEqualTo("jdbc:postgresql://ann:[redacted]@db/x");
  }

  @Test
  void whatIsCutOffWithinASecretIsLeftOutToo() {
    assertThat(Payload.clean("{\"token\":\"abc")).isEqualTo("{\"token\":\"[redacted]\"");
  }

  @Test
  void otherFieldsStayAsTheyAre() {
    String event = "{\"run\":{\"runId\":\"x\"},\"url\":\"http://host:80/p?a=b\"}";

    assertThat(Payload.of(event.getBytes(UTF_8))).isEqualTo(new Payload(event, false, false));
  }

  @Test
  void longContentsAreCutAndDoNotTakeLong() {
    Payload shown = Payload.of("a".repeat(1 << 20).getBytes(UTF_8));

    assertThat(shown.text()).hasSize(64 << 10);
    assertThat(shown.truncated()).isTrue();
    assertThat(Payload.clean("{\"secret\":\"" + "a\\n".repeat(20_000) + "\"}"))
        .isEqualTo("{\"secret\":\"[redacted]\"}");
  }
}
