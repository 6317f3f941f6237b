package dev.lily.server.settings;

/** What the OpenLineage door takes. */
public record OpenlineageSettings(
    @Setting(value = "Largest single event", initially = "8MB", min = 1024, max = 1L << 30)
        long maxEventBytes,
    @Setting(value = "Most events in one batch", initially = "10000", min = 1, max = 1_000_000)
        int maxBatchEvents) {}
