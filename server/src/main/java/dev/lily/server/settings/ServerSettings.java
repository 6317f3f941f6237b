package dev.lily.server.settings;

import java.time.Duration;

/** The HTTP door. */
public record ServerSettings(
    @Setting(value = "Address to listen on; 0.0.0.0 for every interface", initially = "127.0.0.1")
        String host,
    @Setting(value = "HTTP port; 0 takes any free one", initially = "21000", max = 65535) int port,
    @Setting(
            value = "Largest request body, after decompression",
            initially = "64MB",
            min = 1024,
            max = 1L << 30)
        long maxRequestBytes,
    @Setting(value = "Threads that answer requests", initially = "64", min = 8, max = 1024)
        int maxThreads,
    @Setting(
            value = "How long a stop waits for requests in flight and for the parts to close",
            initially = "20s",
            min = 1000,
            max = 600_000)
        Duration stopTimeout,
    @Setting(
            value = "Serve /metrics without identity to callers on the same machine",
            initially = "false")
        boolean metricsOnLoopback) {}
