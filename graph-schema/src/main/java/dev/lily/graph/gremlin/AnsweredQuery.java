package dev.lily.graph.gremlin;

/**
 * What is kept of a query: never its text.
 *
 * @param form {@code script} or {@code bytecode}
 * @param millis from its arrival to the answer handed over
 * @param principal empty when not identified
 * @param tenant empty when not identified
 */
public record AnsweredQuery(
    String form,
    GremlinOutcome outcome,
    double millis,
    int rows,
    String principal,
    String tenant,
    String requestId) {}
