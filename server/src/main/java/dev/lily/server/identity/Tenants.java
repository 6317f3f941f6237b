package dev.lily.server.identity;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import java.util.Optional;
import java.util.Set;

/** The tenants of this process, and the one of a request that names none. */
public record Tenants(Set<String> names, TenantId standard) {
  public Tenants {
    names = Set.copyOf(names);
  }

  TenantId chosen(Optional<String> name) {
    if (name.isEmpty()) {
      return standard;
    }
    require(name.get());
    return new TenantId(name.get());
  }

  void require(String name) {
    if (!names.contains(name)) {
      throw new CatalogException(
          ErrorCode.UNAUTHORIZED_ACCESS, "tenant '" + name + "' is not served here");
    }
  }
}
