package dev.lily.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.server.engines.TrinoAccess;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trino's OPA plug-in asks Lily for each query, known by its address. */
class TrinoOpaIT extends TrinoContract {
  @Override
  Map<String, String> settings() {
    return Map.of("lily.security.opa-addresses", "127.0.0.1");
  }

  @Override
  TrinoAccess access(String url) {
    return new TrinoAccess.Opa(url);
  }

  @Override
  String withoutMask() {
    return "null";
  }

  @Test
  void withoutLilyNothingIsAnswered() throws Exception {
    tag("email", "PII");
    String emails = "SELECT email FROM shop.raw.people WHERE id = 1";
    soon(() -> assertThat(see("bob", emails)).containsExactly(hash("ann@x.de")));
    stopLily();
    assertThatThrownBy(() -> see("bob", emails)).hasMessageContaining("OPA");
    assertThatThrownBy(() -> see("olga", emails)).hasMessageContaining("OPA");
    startLily();
    soon(() -> assertThat(see("bob", emails)).containsExactly(hash("ann@x.de")));
    assertThat(see("olga", emails)).containsExactly("ann@x.de");
  }

  @Test
  void fromTagToMaskedQuery() throws Exception {
    new TagToQuery("opa", Duration.ZERO).measure(this);
  }
}
