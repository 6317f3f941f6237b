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
                    + "{'door':'OPA','state':'UP_TO_DATE','lagMillis':0},{'door':'RANGER','instance':'t@h','state':'SILENT','lagMillis':93000,'detail':'has"
                    + " not asked'}],'canary':[{'door':'OPA','seconds':0.0213,'failed':false},"
                    + "{'door':'RANGER','instance':'t@h','seconds':20.0,'failed':true}]},"
                    + "{'service':'lake','doors':[{'door':'POSTGRESQL','state':'BEHIND','lagMillis':10}]}]}"))
        .containsExactly(
            Map.entry(
                "engines",
                "WARNING: trino t@h is silent by 93 s (has not asked); lake postgresql is behind"),
            Map.entry("canary", "trino opa 0.02 s, trino t@h FAILED after 20.00 s"));
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
