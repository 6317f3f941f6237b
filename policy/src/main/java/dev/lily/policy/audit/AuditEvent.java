package dev.lily.policy.audit;

import dev.lily.graph.TenantId;

/** What is kept: who was answered what. */
public sealed interface AuditEvent permits DecisionEvent, DownloadEvent {
  TenantId tenant();
}
