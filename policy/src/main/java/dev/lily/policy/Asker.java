package dev.lily.policy;

import dev.lily.graph.TenantId;
import java.util.Set;

/**
 * A user of an engine, and which service of which tenant the question is about.
 *
 * @param groups those that the engine knows; the directory's are added
 */
public record Asker(TenantId tenant, String service, String user, Set<String> groups) {
  public Asker {
    groups = Set.copyOf(groups);
  }
}
