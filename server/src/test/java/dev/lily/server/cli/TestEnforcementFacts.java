package dev.lily.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestEnforcementFacts {
  @Test
  void whoDoesNotFollowIsNamed() throws IOException {
    assertThat(
            facts(
                "{'services':[{'service':'trino','doors':["
                    + "{'door':'OPA','state':'UP_TO_DATE','lagMillis':0},{'door':'RANGER','instance':'t@h','state':'SILENT','lagMillis':7,'silentMillis':180000},"
                    + "{'door':'RANGER','instance':'t@i','state':'BEHIND','lagMillis':130000}],'canary':[{'door':'OPA','seconds':0.0213,'failed':false},"
                    + "{'door':'RANGER','instance':'t@h','seconds':20.0,'failed':true}]},"
                    + "{'service':'lake','doors':[{'door':'POSTGRESQL','state':'BEHIND','lagMillis':0,'detail':'no rights'}]}]}"))
        .containsExactly(
            Map.entry(
                "engines",
                "WARNING: trino t@h is silent for 3 min 0 s; trino t@i is behind for 2 min 10 s;"
                    + " lake postgresql is behind (no rights)"),
            Map.entry("canary", "trino opa 0.02 s, trino t@h FAILED after 20.00 s"));
  }

  @Test
  void aLineIsNotAList() throws IOException {
    String one = "{'door':'RANGER','instance':'t','state':'BEHIND','lagMillis':1000},";
    assertThat(facts("{'services':[{'service':'trino','doors':[" + one.repeat(12) + "{}]}]}"))
        .hasEntrySatisfying("engines", line -> assertThat(line).endsWith("; and 2 more"));
  }

  @Test
  void nothingIsSaidWhereAllIsWell() throws IOException {
    assertThat(facts("{'services':[{'service':'trino','doors':[{'state':'NEVER_SEEN'}]}]}"))
        .isEmpty();
    assertThat(facts("{}")).isEmpty();
  }

  private static Map<String, String> facts(String json) throws IOException {
    return EnforcementFacts.of(new ObjectMapper().readTree(json.replace('\'', '"')));
  }
}
