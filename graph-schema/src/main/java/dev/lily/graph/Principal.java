package dev.lily.graph;

import java.util.Set;

/** Who asks: a user or service account with the groups and catalog roles it has. */
public record Principal(String name, Set<String> groups, Set<String> roles) {
  public Principal {
    groups = Set.copyOf(groups);
    roles = Set.copyOf(roles);
  }
}
