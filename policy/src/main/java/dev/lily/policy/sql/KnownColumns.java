package dev.lily.policy.sql;

import dev.lily.policy.EngineResource;
import java.util.Set;

/** What is known of tables. */
@FunctionalInterface
public interface KnownColumns {

  /** The names of the columns in lower case, in order; empty where none are known. */
  Set<String> of(EngineResource table);
}
