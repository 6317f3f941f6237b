package dev.lily.server.http;

import java.time.Duration;

/**
 * How the door listens.
 *
 * @param port 0 for any free one
 * @param maxRequestBytes after decompression
 */
public record HttpServerOptions(
    String host, int port, int maxThreads, int maxRequestBytes, Duration stopTimeout) {}
