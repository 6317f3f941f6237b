package dev.lily.policy.postgres;

import java.util.List;

/**
 * A table that is not seen as it is by everybody.
 *
 * @param sources the names because of which: its own, and those of tables above it
 */
record Protection(PgTable table, List<PgName> sources, Sight sight) {
  Protection {
    sources = List.copyOf(sources);
  }

  /** The names of tables above it because of which it is protected. */
  List<PgName> above() {
    return sources.stream().filter(name -> !name.equals(table.named())).toList();
  }
}
