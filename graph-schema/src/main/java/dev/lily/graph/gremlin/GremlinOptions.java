package dev.lily.graph.gremlin;

import java.time.Duration;

/**
 * How the endpoint works.
 *
 * @param port 0 takes any free one
 * @param timeout of one query, from its arrival to its last row
 * @param maxRequestBytes of one message
 * @param batch rows in one message of an answer
 * @param maxRows of one answer; a query with more is refused
 * @param maxConcurrent queries that run at the same time; as many more wait for each of them
 */
public record GremlinOptions(
    String host,
    int port,
    Duration timeout,
    int maxRequestBytes,
    int batch,
    int maxRows,
    int maxConcurrent) {}
