package dev.lily.policy.tags;

/**
 * Another system that tags resources.
 *
 * @param account of Lily as which it sends; a source stays with the one that sent first
 */
public record ForeignSource(String name, String account) {}
