package dev.lily.server.enforcement;

/** By which way an engine gets its decisions. */
public enum Door {
  /** It asks for each query. */
  OPA,
  /** Its plug-in fetches policies and tags. */
  RANGER,
  /** They are written into the database. */
  POSTGRESQL
}
