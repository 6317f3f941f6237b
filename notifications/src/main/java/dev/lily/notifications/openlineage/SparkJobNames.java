package dev.lily.notifications.openlineage;

import java.util.List;
import java.util.Map;

/**
 * Readable names for the jobs of Spark, which are called {@code application.operator.dataset}: the
 * operator is an internal of Spark and becomes a verb.
 */
final class SparkJobNames {
  private static final List<Map.Entry<String, String>> VERBS =
      List.of(
          Map.entry("as_select", "create"),
          Map.entry("create", "create"),
          Map.entry("replace", "replace"),
          Map.entry("overwrite", "overwrite"),
          Map.entry("insert", "insert into"),
          Map.entry("append", "append to"),
          Map.entry("merge", "merge into"),
          Map.entry("update", "update"),
          Map.entry("delete", "delete from"),
          Map.entry("drop", "drop"),
          Map.entry("truncate", "truncate"),
          Map.entry("alter", "alter"));

  private SparkJobNames() {}

  /** The short name of any job; that of another integration is its name. */
  static String readable(JobInfo job) {
    String[] parts = job.name().split("\\.", 3);
    if (!job.isIntegration("SPARK") || parts.length < 3) {
      return job.name();
    }
    return parts[0] + ": " + verb(parts[1]) + " " + parts[2];
  }

  private static String verb(String operator) {
    for (Map.Entry<String, String> verb : VERBS) {
      if (operator.contains(verb.getKey())) {
        return verb.getValue();
      }
    }
    return "write";
  }
}
