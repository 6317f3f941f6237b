package dev.lily.policy.binding;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A kind of query engine; the names are those of Apache Ranger's service definitions, and for
 * PostgreSQL, which has none, of our own.
 */
public enum ServiceType {
  @JsonProperty("trino")
  TRINO,
  @JsonProperty("hive")
  HIVE,
  @JsonProperty("postgresql")
  POSTGRESQL;

  /** What data is addressed by, outermost first, down to the column. */
  public List<String> elements() {
    return switch (this) {
      case TRINO -> List.of("catalog", "schema", "table", "column");
      case HIVE -> List.of("database", "table", "column");
      case POSTGRESQL -> List.of("database", "schema", "table", "column");
    };
  }

  public String rangerName() {
    return switch (this) {
      case TRINO -> "trino";
      case HIVE -> "hive";
      case POSTGRESQL -> "postgresql";
    };
  }
}
