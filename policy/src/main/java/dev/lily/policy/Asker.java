package dev.lily.policy;

import dev.lily.graph.TenantId;
import java.util.Set;

/**
 * A user of an engine, and which service of which tenant the question is about.
 *
 * @param groups those that the engine knows; the directory's are added
 * @param roles those that the engine knows; the directory's are added
 */
public record Asker(
    TenantId tenant, String service, String user, Set<String> groups, Set<String> roles) {
  public Asker {
    groups = Set.copyOf(groups);
    roles = Set.copyOf(roles);
  }

  /** One of whom the engine knows no roles. */
  public Asker(TenantId tenant, String service, String user, Set<String> groups) {
    this(tenant, service, user, groups, Set.of());
  }
}
