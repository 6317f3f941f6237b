package dev.lily.notifications.atlas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class TestNotificationSplitter {
  private final NotificationSplitter splitter = new NotificationSplitter("id");

  @Test
  void leavesShortMessagesAlone() {
    byte[] message = new byte[NotificationSplitter.LIMIT];

    assertThat(splitter.split(message)).containsExactly(message);
  }

  @Test
  void compressesLongMessages() throws IOException {
    byte[] message = "a".repeat(NotificationSplitter.LIMIT + 1).getBytes(UTF_8);

    List<JsonNode> parts = read(splitter.split(message));

    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).toString())
        .startsWith(
            "{\"version\":{\"version\":\"1.0.0\",\"versionParts\":[1]},\"msgId\":\"id_0\","
                + "\"msgCompressionKind\":\"GZIP\",\"msgSplitIdx\":1,\"msgSplitCount\":1,"
                + "\"message\":\"H4sIAAAA");
    assertThat(unzip(parts)).isEqualTo(message);
  }

  @Test
  void cutsWhatIsStillTooLongAndCountsFromZero() throws IOException {
    byte[] message = new byte[1_500_000];
    new Random(1).nextBytes(message);

    List<JsonNode> parts = read(splitter.split(message));

    assertThat(parts).hasSize(3);
    assertThat(parts)
        .extracting(part -> part.get("msgSplitIdx").intValue())
        .containsExactly(0, 1, 2);
    assertThat(parts).allMatch(part -> part.get("msgSplitCount").intValue() == 3);
    assertThat(parts).allMatch(part -> part.get("msgId").textValue().equals("id_0"));
    assertThat(parts.get(0).get("message").textValue()).hasSize(999_488);
    assertThat(unzip(parts)).isEqualTo(message);
  }

  private static List<JsonNode> read(List<byte[]> messages) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (byte[] message : messages) {
      nodes.add(new ObjectMapper().readTree(message));
    }
    return nodes;
  }

  private static byte[] unzip(List<JsonNode> parts) throws IOException {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part.get("message").textValue()));
    byte[] compressed = Base64.getDecoder().decode(text.toString());
    return new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes();
  }
}
