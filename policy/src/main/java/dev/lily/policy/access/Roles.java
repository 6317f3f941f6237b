package dev.lily.policy.access;

import dev.lily.graph.Principal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The roles of Lily's own interfaces and what each may do. */
public final class Roles {
  public static final String ADMIN = "admin";
  public static final String STEWARD = "steward";
  public static final String READER = "reader";
  public static final String ENGINE = "engine";
  public static final String MONITOR = "monitor";

  private Roles() {}

  /** The actions of each role, by its name. */
  static Map<String, Set<Action>> permissions() {
    Map<String, Set<Action>> permissions = new TreeMap<>();
    permissions.put(ADMIN, EnumSet.allOf(Action.class));
    permissions.put(
        STEWARD,
        EnumSet.of(
            Action.READ_METADATA,
            Action.READ_DETAILS,
            Action.READ_LINEAGE,
            Action.QUERY_GRAPH,
            Action.WRITE_METADATA,
            Action.DELETE_METADATA,
            Action.CLASSIFY,
            Action.READ_TYPES,
            Action.WRITE_TYPES,
            Action.INGEST_LINEAGE,
            Action.READ_POLICY,
            Action.WRITE_POLICY));
    permissions.put(
        READER,
        EnumSet.of(
            Action.READ_METADATA,
            Action.READ_DETAILS,
            Action.READ_LINEAGE,
            Action.READ_TYPES,
            Action.READ_POLICY));
    permissions.put(
        ENGINE,
        EnumSet.of(
            Action.INGEST_LINEAGE,
            Action.DECIDE,
            Action.DOWNLOAD_POLICIES,
            Action.IMPORT_TAGS,
            Action.REPORT_AUDIT));
    permissions.put(MONITOR, EnumSet.of(Action.READ_METRICS));
    return permissions;
  }

  /** Whether one of the principal's roles may do it, where no rule says otherwise. */
  static boolean allow(Principal principal, Action action) {
    return principal.roles().stream()
        .anyMatch(role -> permissions().getOrDefault(role, Set.of()).contains(action));
  }
}
