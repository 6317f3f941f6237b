package dev.lily.graph;

import java.time.Clock;

/** What every call carries: for whom, by whom, at what time, and the id that joins its traces. */
public record RequestContext(TenantId tenant, Principal principal, Clock clock, String requestId) {}
