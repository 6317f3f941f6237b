package dev.lily.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.server.engines.TrinoAccess;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trino's Ranger plug-in, as it is, downloads policies, tags, roles and users from Lily. */
class TrinoRangerIT extends TrinoContract {
  private static final String PASSWORD = "of no use elsewhere";
  private static final Duration TAG_POLL =
      Duration.ofMillis(Integer.getInteger("tagPollMillis", 100));

  @Override
  Map<String, String> settings() {
    return Map.of("lily.policy.tag-poll-interval", TAG_POLL.toMillis() + "ms");
  }

  @Override
  TrinoAccess access(String url) throws Exception {
    ok(
        admin.put(
            "/api/lily/v1/users/trino-plugin",
            "{'password':'%s','roles':{'default':['engine']}}".formatted(PASSWORD)));
    return new TrinoAccess.Ranger(url, "trino-plugin", PASSWORD);
  }

  @Override
  String withoutMask() {
    return "refused";
  }

  @Test
  void withoutLilyTheLastMasksHoldAndAfterwardsNewOnes() throws Exception {
    tag("email", "PII");
    String emails = "SELECT email FROM shop.raw.people WHERE id = 1";
    soon(() -> assertThat(see("bob", emails)).containsExactly(hash("ann@x.de")));
    stopLily();
    for (int i = 0; i < 5; i++) {
      assertThat(see("bob", emails)).containsExactly(hash("ann@x.de"));
      assertThat(see("olga", emails)).containsExactly("ann@x.de");
    }
    startLily();
    policy(
        "policy-templates/deny-classification",
        "{'classification':'SECRET','exceptGroups':['privacy_officers']}");
    tag("phone", "SECRET");
    soon(() -> assertThatThrownBy(() -> see("bob", PEOPLE)).hasMessageContaining("Access Denied"));
    untag("email", "PII");
    soon(() -> assertThat(see("bob", emails)).containsExactly("ann@x.de"));
  }

  @Test
  void fromTagToMaskedQuery() throws Exception {
    new TagToQuery("ranger, tags every " + TAG_POLL.toMillis() + " ms", TAG_POLL).measure(this);
  }
}
