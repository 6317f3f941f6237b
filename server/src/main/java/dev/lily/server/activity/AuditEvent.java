package dev.lily.server.activity;

/**
 * Atlas's EntityAuditEventV2.
 *
 * @param eventKey {@code guid:timestamp:event:number}; a page begins with the one that it names
 * @param details what happened, as Atlas words it, with JSON after it
 */
record AuditEvent(
    String entityId,
    long timestamp,
    String user,
    String action,
    String details,
    String eventKey,
    String type) {
  static final String TYPE = "ENTITY_AUDIT_V2";
}
