package dev.lily.notifications.openlineage;

/**
 * Bounds on what a producer may send; an event beyond them is refused.
 *
 * @param eventBytes of one event
 * @param batchEvents in one batch
 * @param depth of nested JSON
 * @param datasets inputs and outputs of one event
 * @param fields schema fields and column sources of one event
 * @param nameLength characters of a namespace, a name or a field path
 * @param textLength characters of a query or description; longer ones are cut, not refused
 */
public record OpenLineageLimits(
    int eventBytes,
    int batchEvents,
    int depth,
    int datasets,
    int fields,
    int nameLength,
    int textLength) {
  public static final OpenLineageLimits DEFAULT =
      new OpenLineageLimits(16 << 20, 10_000, 500, 10_000, 200_000, 4_096, 100_000);
}
