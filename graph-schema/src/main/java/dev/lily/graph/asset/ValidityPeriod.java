package dev.lily.graph.asset;

/**
 * When a classification holds, as Atlas writes it: {@code yyyy/MM/dd HH:mm:ss} or empty for open
 * ends, in the given IANA time zone (empty: UTC).
 */
public record ValidityPeriod(String startTime, String endTime, String timeZone) {}
