package dev.lily.policy.access;

import java.util.Set;

/** What rules have to know of the type system. */
public interface TypeNames {

  /** The names of all entity types above this one; empty for an unknown one. */
  Set<String> aboveEntity(String name);

  /** The names of all classification types above this one; empty for an unknown one. */
  Set<String> aboveClassification(String name);
}
