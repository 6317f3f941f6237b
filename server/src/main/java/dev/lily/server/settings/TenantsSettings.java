package dev.lily.server.settings;

import java.util.List;

/** The tenants of this process. */
public record TenantsSettings(
    @Setting(value = "Names of the tenants served", initially = "default") List<String> names,
    @Setting(
            value = "Tenant of a request that names none with X-Lily-Tenant",
            initially = "default")
        String standard) {
  public TenantsSettings {
    names = List.copyOf(names);
    if (!names.contains(standard)) {
      throw new IllegalArgumentException(
          "lily.tenants.standard = '" + standard + "': it is not one of lily.tenants.names");
    }
  }
}
