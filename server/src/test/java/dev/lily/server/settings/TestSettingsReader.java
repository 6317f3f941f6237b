package dev.lily.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSettingsReader {
  @TempDir Path home;

  @Test
  void defaultsAreComplete() {
    Settings settings = SettingsReader.read(List.of());

    assertThat(settings.server().port()).isEqualTo(21000);
    assertThat(settings.server().maxRequestBytes()).isEqualTo(64L << 20);
    assertThat(settings.security().loginCache()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.tenants().names()).containsExactly("default");
    assertThat(settings.storage().properties()).isEmpty();
    assertThat(settings.data().folder()).isEqualTo(Path.of("data"));
  }

  @Test
  void laterSourcesWinAndSayWhereTheyAre() throws Exception {
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(
        home.resolve("conf/lily.properties"),
        "lily.server.port=1\nlily.server.host=::1\nlily.log.level=debug\n");
    List<SettingsSource> sources =
        SettingsReader.usualSources(
            home,
            Map.of("LILY_SERVER_PORT", "2", "LILY_LOG_LEVEL", "warn"),
            Map.of("lily.server.port", "3"));

    assertThat(SettingsReader.read(sources).server().port()).isEqualTo(3);
    assertThat(SettingsReader.effective(sources))
        .extracting(EffectiveSetting::toString)
        .contains(
            "lily.server.port=3 (command line)",
            "lily.server.host=::1 (lily.properties)",
            "lily.log.level=warn (environment)",
            "lily.server.max-threads=64 (default)");
  }

  @Test
  void everyFaultIsReportedTogether() {
    SettingsException refused =
        refusal(
            Map.of(
                "lily.server.port", "70000",
                "lily.server.max-request-bytes", "many",
                "lily.kafka.mode", "pigeon",
                "lily.security.login-cache", "5 parsecs",
                "lily.server.metrics-on-loopback", "yes",
                "lily.server.prot", "1",
                "lily.storage.properties", "cql"));

    assertThat(refused.faults())
        .containsExactlyInAnyOrder(
            "lily.server.port = '70000' (command line): a value of 0 to 65535 is expected",
            "lily.server.max-request-bytes = 'many' (command line): a size like 64MB is expected",
            "lily.server.metrics-on-loopback = 'yes' (command line): true or false is expected",
            "lily.kafka.mode = 'pigeon' (command line): one of embedded, external is expected",
            "lily.security.login-cache = '5 parsecs' (command line): a duration like 500ms, 30s,"
                + " 5m or 2h is expected",
            "lily.server.prot (command line): no such setting; did you mean lily.server.port?",
            "lily.storage.properties: 'cql' is not of the form name=value");
  }

  @Test
  void anEngineOfEverybodyIsAFault() {
    assertThat(refusal(Map.of("lily.security.opa-addresses", "127.0.0.1, 0.0.0.0/0")).faults())
        .containsExactly(
            "lily.security.opa-addresses: '0.0.0.0/0' must have 1 to 32 bits;"
                + " an engine of everybody is none");
  }

  @Test
  void secretsStayHiddenInFaultsAndListings() {
    List<SettingsSource> sources =
        List.of(SettingsSource.commandLine(Map.of("lily.security.admin-password", "hunter2")));

    assertThat(SettingsReader.effective(sources).toString()).doesNotContain("hunter2");
  }

  @Test
  void aMisspeltVariableOfAConcernIsAFault() {
    SettingsSource environment =
        SettingsSource.environment(
            Map.of("LILY_SERVER_PROT", "1", "LILY_PORT", "tcp://x:1", "LILY_JAVA_OPTS", "-Xmx1g"));

    SettingsException refused =
        catchThrowableOfType(
            SettingsException.class, () -> SettingsReader.read(List.of(environment)));

    assertThat(refused.faults())
        .containsExactly(
            "LILY_SERVER_PROT (environment): no such setting; did you mean LILY_SERVER_PORT?");
  }

  @Test
  void theStandardTenantMustBeServed() {
    assertThat(refusal(Map.of("lily.tenants.names", "a, b")).faults())
        .containsExactly("lily.tenants.standard = 'default': it is not one of lily.tenants.names");
  }

  private static SettingsException refusal(Map<String, String> values) {
    return catchThrowableOfType(
        SettingsException.class,
        () -> SettingsReader.read(List.of(SettingsSource.commandLine(values))));
  }
}
