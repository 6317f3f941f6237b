package dev.lily.server.settings;

import dev.lily.server.identity.EngineAddress;
import java.time.Duration;
import java.util.List;

/** Who gets in. */
public record SecuritySettings(
    @Setting(
            value = "Password of the user admin; without it, one is made at the first start",
            secret = true)
        String adminPassword,
    @Setting(
            value = "How long a password that was right is not hashed again",
            initially = "5m",
            max = 3_600_000)
        Duration loginCache,
    @Setting(
            value = "Wrong passwords from one address for one user before it has to wait",
            initially = "10",
            min = 1,
            max = 1000)
        int loginFailures,
    @Setting(value = "How long it has to wait then", initially = "1m", min = 1000, max = 86_400_000)
        Duration loginPause,
    @Setting(
            value = "Life of an API key that is created without one; 0 for unlimited",
            initially = "0")
        Duration apiKeyLife,
    @Setting(
            "Addresses from which OPA questions need no credentials, [TENANT@]ADDRESS[/BITS]:"
                + " whoever can connect from there counts as an engine")
        List<String> opaAddresses) {
  public SecuritySettings {
    opaAddresses.forEach(SecuritySettings::check);
  }

  private static void check(String address) {
    try {
      EngineAddress.parse(address);
    } catch (IllegalArgumentException fault) {
      throw new IllegalArgumentException(
          "lily.security.opa-addresses: " + fault.getMessage(), fault);
    }
  }
}
