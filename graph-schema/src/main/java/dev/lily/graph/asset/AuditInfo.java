package dev.lily.graph.asset;

/** Who made and last changed something, and when (epoch milliseconds); {@code version} counts. */
public record AuditInfo(
    long createTime, long updateTime, String createdBy, String updatedBy, long version) {}
