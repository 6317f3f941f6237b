package dev.lily.server.settings;

import java.time.Duration;

/** The Gremlin door. */
public record GremlinSettings(
    @Setting(value = "Answer Gremlin over WebSocket, read only", initially = "false")
        boolean enabled,
    @Setting(
            value = "Port of the Gremlin endpoint; 0 takes any free one",
            initially = "8182",
            max = 65535)
        int port,
    @Setting(value = "How long a query may take", initially = "30s", min = 100, max = 600_000)
        Duration timeout,
    @Setting(value = "Largest message of a client", initially = "64KB", min = 1024, max = 16 << 20)
        long maxRequestBytes,
    @Setting(value = "Rows in one message of an answer", initially = "64", min = 1, max = 10_000)
        int batch,
    @Setting(
            value = "Most rows of an answer; a query that has more is refused",
            initially = "100000",
            min = 1,
            max = 10_000_000)
        int maxRows,
    @Setting(
            value = "Queries that are evaluated at the same time; four times as many wait",
            initially = "4",
            min = 1,
            max = 64)
        int maxConcurrent) {}
