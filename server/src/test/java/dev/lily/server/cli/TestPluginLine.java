package dev.lily.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class TestPluginLine {
  @Test
  void saysWhoIsInTrouble() throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    assertThat(
            PluginLine.text(
                json.readTree(
                    """
                    {"total":3,"plugins":[
                     {"pluginId":"trino@a","state":"SILENT","silentMillis":180000},
                     {"pluginId":"trino@b","state":"BEHIND","behindMillis":130000},
                     {"pluginId":"trino@c","state":"CURRENT"}]}
                    """)))
        .contains("1 behind, 1 silent of 3; trino@a has not asked for 3 min 0 s");
    assertThat(
            PluginLine.text(json.readTree("{\"total\":1,\"plugins\":[{\"state\":\"CURRENT\"}]}")))
        .isEmpty();
    assertThat(PluginLine.text(json.readTree("{}"))).isEmpty();
  }
}
