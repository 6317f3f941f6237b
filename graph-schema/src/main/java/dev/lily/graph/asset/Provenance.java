package dev.lily.graph.asset;

/**
 * Who put a classification where it is, or changed it last.
 *
 * @param actor the principal's name
 * @param time epoch milliseconds of the change
 * @param requestId the request that led to it
 * @param eventId the {@linkplain dev.lily.graph.change.ChangeEvent#id() id} of the change event
 */
public record Provenance(String actor, long time, String requestId, String eventId) {}
