package dev.lily.server.settings;

import dev.lily.server.identity.EngineAddress;
import dev.lily.server.identity.IdentityService;
import dev.lily.server.identity.Tenants;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
            value = "How long a sign-in in the browser lasts that nobody uses",
            initially = "1h",
            min = 60_000,
            max = 604_800_000)
        Duration sessionIdle,
    @Setting(
            value = "How long a sign-in in the browser lasts at most",
            initially = "12h",
            min = 60_000,
            max = 2_592_000_000L)
        Duration sessionLife,
    @Setting(
            "Addresses from which OPA questions need no credentials, [TENANT@]ADDRESS[/BITS]:"
                + " whoever can connect from there counts as an engine")
        List<String> opaAddresses) {
  public SecuritySettings {
    opaAddresses.forEach(SecuritySettings::check);
  }

  /** How identity works for these tenants. */
  public IdentityService.Options identity(Tenants tenants) {
    return new IdentityService.Options(
        tenants,
        opaAddresses.stream().map(EngineAddress::parse).toList(),
        Optional.of(adminPassword).filter(password -> !password.isEmpty()),
        loginCache,
        loginFailures,
        loginPause,
        apiKeyLife,
        sessionIdle,
        sessionLife);
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
