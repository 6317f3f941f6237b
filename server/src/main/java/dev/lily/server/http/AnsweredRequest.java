package dev.lily.server.http;

/**
 * What is kept of a request: never bodies, queries, headers or the path itself.
 *
 * @param route the template of the path, {@code unmatched} for none
 * @param millis from the first byte read to the answer handed over
 * @param principal empty when not identified
 * @param tenant empty when not identified
 */
public record AnsweredRequest(
    String method,
    String route,
    int status,
    double millis,
    String principal,
    String tenant,
    String requestId) {}
