package dev.lily.notifications.openlineage;

/** A dataset as OpenLineage identifies it, such as {@code file} and {@code /data/orders}. */
public record DatasetName(String namespace, String name) {}
