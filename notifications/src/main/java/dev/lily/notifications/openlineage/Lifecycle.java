package dev.lily.notifications.openlineage;

import java.util.Optional;

/** What happened to a dataset, by its lifecycleStateChange facet. */
public record Lifecycle(Change change, Optional<DatasetName> previous) {

  /** The changes under the names of the specification. */
  public enum Change {
    ALTER,
    CREATE,
    DROP,
    OVERWRITE,
    RENAME,
    TRUNCATE
  }

  /** Whether a schema that comes along replaces the columns instead of adding to them. */
  boolean replacesSchema() {
    return change == Change.CREATE || change == Change.OVERWRITE;
  }
}
