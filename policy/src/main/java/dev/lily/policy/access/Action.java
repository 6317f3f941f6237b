package dev.lily.policy.access;

import java.util.EnumSet;
import java.util.Set;

/** What one can do with Lily itself. */
public enum Action {
  READ_METADATA,
  /** See descriptions, samples and the like of what one sees. */
  READ_DETAILS,
  /** See where the data of what one sees comes from and where it goes. */
  READ_LINEAGE,
  /** Walk the graph by Gremlin. */
  QUERY_GRAPH,
  WRITE_METADATA,
  DELETE_METADATA,
  PURGE_METADATA,
  CLASSIFY,
  READ_TYPES,
  WRITE_TYPES,
  INGEST_LINEAGE,
  READ_POLICY,
  WRITE_POLICY,
  /** Read and change the rules about who may do what in the catalog itself. */
  ADMINISTER_ACCESS,
  /** Ask for decisions on behalf of the users of a query engine. */
  DECIDE,
  /** Fetch policies, tags, roles and users as a Ranger plug-in. */
  DOWNLOAD_POLICIES,
  /** Say which tags another system gives resources of an engine, as a TagSync. */
  IMPORT_TAGS,
  /** Read which decisions were made for whom. */
  READ_AUDIT,
  /** Report decisions that an engine made itself. */
  REPORT_AUDIT,
  /** Read the metrics of the whole process, which name what all tenants have. */
  READ_METRICS,
  /** Settings, tenants, dead letters, rebuilds. */
  OPERATE;

  /** Those that are done to assets, so that a rule can tell assets apart. */
  public static final Set<Action> ON_ASSETS =
      Set.copyOf(
          EnumSet.of(
              READ_METADATA,
              READ_DETAILS,
              READ_LINEAGE,
              WRITE_METADATA,
              DELETE_METADATA,
              PURGE_METADATA,
              CLASSIFY));
}
