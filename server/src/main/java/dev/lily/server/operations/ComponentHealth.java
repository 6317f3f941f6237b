package dev.lily.server.operations;

/**
 * How a part of the process is.
 *
 * @param detail what is wrong, or else what there is to know, or how long it took to start
 */
public record ComponentHealth(String name, boolean ready, String detail) {}
