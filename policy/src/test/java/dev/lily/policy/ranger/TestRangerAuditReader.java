package dev.lily.policy.ranger;

import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.HIVE;
import static dev.lily.policy.PolicyParts.TRINO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.graph.CatalogException;
import dev.lily.policy.PolicyParts;
import dev.lily.policy.audit.DecisionEvent;
import dev.lily.policy.audit.DecisionEvent.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records as Ranger's file destination writes them. */
class TestRangerAuditReader {
  private static final String RECORD =
      "{'repoType':203,'repo':'"
          + TRINO
          + "','reqUser':'bob','evtTime':'2026-11-22 10:00:00.123',"
          + "'access':'select','resource':'memory/default/customers/email','resType':'column',"
          + "'action':'select','result':1,'agent':'trino','policy':3000,'policy_version':2,"
          + "'enforcer':'ranger-acl','agentHost':'h','logType':'RangerAudit','id':'e-1','seq_num':1,'event_count':4,'event_dur_ms':0,'reqData':'select"
          + " email from customers','tags':["
          + "'{\\'type\\':\\'PII\\',\\'attributes\\':{},\\'matchType\\':\\'SELF\\'}'],"
          + "'cluster_name':'c'}";

  @TempDir Path folder;
  private PolicyParts parts;

  @BeforeEach
  void parts() {
    parts = new PolicyParts(folder);
  }

  @Test
  void aRecordIsADecision() throws IOException {
    DecisionEvent event = read(RECORD, 10);

    assertThat(event.time()).isEqualTo(Instant.parse("2026-11-22T10:00:00.123Z").toEpochMilli());
    assertThat(event.source()).isEqualTo("plug-in");
    assertThat(event.requestId()).isEqualTo("e-1");
    assertThat(event.user()).isEqualTo("bob");
    assertThat(event.service()).isEqualTo(TRINO);
    assertThat(event.resource()).isEqualTo("memory.default.customers.email");
    assertThat(event.verdict()).isEqualTo(Verdict.ALLOWED);
    assertThat(event.policies())
        .allSatisfy(
            policy -> {
              assertThat(policy.id()).isEqualTo(3);
              assertThat(policy.version()).isEqualTo(2);
            })
        .hasSize(1);
    assertThat(event.tags()).containsExactly("PII");
    assertThat(event.count()).isEqualTo(4);
    assertThat(event.sql()).isEqualTo("select ema");
  }

  @Test
  void noStatementIsKeptUnlessAllowed() throws IOException {
    assertThat(read(RECORD, 0).sql()).isEmpty();
  }

  @Test
  void denialsMasksAndTimesInMillis() throws IOException {
    assertThat(read(RECORD.replace("'result':1", "'result':0"), 0).verdict())
        .isEqualTo(Verdict.DENIED);
    DecisionEvent masked =
        read(
            RECORD
                .replace(TRINO, HIVE)
                .replace("'access':'select'", "'access':'MASK_HASH'")
                .replace("'2026-11-22 10:00:00.123'", "1700000000000")
                .replace("'policy':3000", "'policy':-1"),
            0);
    assertThat(masked.verdict()).isEqualTo(Verdict.MASKED);
    assertThat(masked.time()).isEqualTo(1_700_000_000_000L);
    assertThat(masked.policies()).isEmpty();
  }

  @Test
  void faultsNameTheField() {
    refused(RECORD.replace(TRINO, "nowhere"), "at /0/repo: there is no service 'nowhere'");
    refused(RECORD.replace("'reqUser':'bob',", ""), "at /0/reqUser: a text is expected");
    refused(RECORD.replace("'result':1", "'result':'yes'"), "at /0/result");
    refused(RECORD.replace("2026-11-22 10", "yesterday 10"), "at /0/evtTime");
    refused("7", "at /0: a JSON object is expected");
  }

  private void refused(String record, String message) {
    assertThatThrownBy(() -> read(record, 0))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining(message);
  }

  private DecisionEvent read(String record, int sql) throws IOException {
    String json = record.replace("\\'", "\u0001").replace('\'', '"').replace("\u0001", "\\\"");
    return new RangerAuditReader(parts.services, parts.policies, sql)
        .read(CONTEXT, "/0", new ObjectMapper().readTree(json));
  }
}
