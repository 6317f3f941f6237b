package dev.lily.server.access;

import dev.lily.graph.Principal;
import dev.lily.graph.TenantId;
import java.util.List;

/** Tells who has a role in a tenant: users and API keys. */
@FunctionalInterface
public interface People {
  List<Principal> in(TenantId tenant);
}
