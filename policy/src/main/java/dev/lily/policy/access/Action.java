package dev.lily.policy.access;

/** What one can do with Lily itself. */
public enum Action {
  READ_METADATA,
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
  /** Ask for decisions on behalf of the users of a query engine. */
  DECIDE,
  /** Fetch policies, tags, roles and users as a Ranger plug-in. */
  DOWNLOAD_POLICIES,
  /** Read which decisions were made for whom. */
  READ_AUDIT,
  /** Report decisions that an engine made itself. */
  REPORT_AUDIT,
  /** Settings, tenants, dead letters, rebuilds. */
  OPERATE
}
